using System.Collections.Frozen;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Escalation.Domain;

/// <summary>How events and snapshots are written: JSON, names in camel case, enums by name, nothing that is null.</summary>
/// <remarks>Every event carries its type and version; one of an older version is brought up to date by its <see cref="Upcasters"/>
/// when it is read, and never rewritten.</remarks>
public static class CaseFormat
{
    private const string TypeField = "type";
    private const string VersionField = "v";

    /// <summary>Every event type by the name it is written with.</summary>
    public static IReadOnlyDictionary<string, Type> EventTypes { get; } = typeof(Event)
        .GetNestedTypes(BindingFlags.Public)
        .Where(type => type.IsSubclassOf(typeof(Event)))
        .ToFrozenDictionary(type => JsonNamingPolicy.CamelCase.ConvertName(type.Name), StringComparer.Ordinal);

    private static JsonSerializerOptions Options { get; } = Build();

    public static byte[] Write(Recorded recorded)
    {
        var body = JsonSerializer.SerializeToNode(recorded.Event, recorded.Event.GetType(), Options)!.AsObject();
        var name = JsonNamingPolicy.CamelCase.ConvertName(recorded.Event.GetType().Name);
        var row = new JsonObject
        {
            [TypeField] = name,
            [VersionField] = Upcasters.CurrentVersion(name),
            ["number"] = recorded.Number,
            ["commit"] = recorded.Commit,
            ["at"] = recorded.At.UtcDateTime,
            ["by"] = JsonSerializer.SerializeToNode(recorded.By, Options),
            ["message"] = recorded.Message,
            ["event"] = body,
        };
        return JsonSerializer.SerializeToUtf8Bytes(row, Options);
    }

    /// <exception cref="JsonException">Not an event, or of a type or version that this program does not know.</exception>
    public static Recorded ReadEvent(ReadOnlySpan<byte> row)
    {
        var node = JsonSerializer.Deserialize<JsonObject>(row, Options) ?? throw new JsonException("An event row is empty.");
        var name = Field<string>(node, TypeField);
        var type = EventTypes.GetValueOrDefault(name) ?? throw new JsonException($"An event of the type '{name}' is not known to this version of the program.");
        var body = Upcasters.BringUpToDate(name, Field<int>(node, VersionField), node["event"]!.AsObject());
        return new(
            Field<int>(node, "number"),
            Field<int>(node, "commit"),
            Field<DateTimeOffset>(node, "at"),
            Field<Actor>(node, "by"),
            Field<string>(node, "message"),
            (Event)body.Deserialize(type, Options)!);
    }

    public static byte[] Write(Case @case) => JsonSerializer.SerializeToUtf8Bytes(new Snapshot(Case.Schema, @case), Options);

    /// <returns>Null when the snapshot was written with another state schema: fold the log instead.</returns>
    /// <exception cref="JsonException">Not a snapshot.</exception>
    public static Case? ReadCase(ReadOnlySpan<byte> row)
    {
        var schema = JsonSerializer.Deserialize<SchemaOnly>(row, Options)?.Schema ?? throw new JsonException("A snapshot is empty.");
        return schema == Case.Schema ? JsonSerializer.Deserialize<Snapshot>(row, Options)!.State : null;
    }

    /// <summary>Any other value made of the domain's types, such as a remedy in a message.</summary>
    public static byte[] WriteValue<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="JsonException">Not such a value.</exception>
    public static T ReadValue<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} is empty.");

    private static T Field<T>(JsonObject node, string name) =>
        node[name] is { } field ? field.Deserialize<T>(Options)! : throw new JsonException($"An event row has no '{name}'.");

    private static JsonSerializerOptions Build()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutEmptyLists } },
            RespectNullableAnnotations = true,
            Converters =
            {
                new JsonStringEnumConverter(JsonNamingPolicy.CamelCase),
                new TextConverter<Code>(Code.Parse, code => code.Text),
                new TextConverter<CaseId>(CaseId.Parse, id => id.Text),
                new TextConverter<Digest>(Digest.Parse, digest => digest.Text),
                new TextConverter<Currency>(Currency.Parse, currency => currency.Code),
                new TextRefConverter(),
                new ValueListConverter(),
            },
        };
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A list that is no parameter of its record came later than the record: where it is empty, nothing is written, as before.</summary>
    private static void LeaveOutEmptyLists(JsonTypeInfo type)
    {
        var parameters = type.Type.GetConstructors().SelectMany(constructor => constructor.GetParameters()).Select(parameter => parameter.Name!).ToHashSet(StringComparer.Ordinal);
        foreach (var property in type.Properties.Where(property =>
            property.PropertyType.IsGenericType && property.PropertyType.GetGenericTypeDefinition() == typeof(ValueList<>)
            && property.AttributeProvider is PropertyInfo named && !parameters.Contains(named.Name)))
        {
            property.ShouldSerialize = (_, list) => list is System.Collections.IEnumerable items && items.GetEnumerator().MoveNext();
        }
    }

    private sealed record Snapshot(int Schema, Case State);

    private sealed record SchemaOnly(int Schema);

    private sealed class TextConverter<T>(Func<string, T> parse, Func<T, string> write) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            try
            {
                return parse(reader.GetString() ?? "");
            }
            catch (FormatException e)
            {
                throw new JsonException(e.Message, e);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }

    private sealed class TextRefConverter : JsonConverter<TextRef>
    {
        public override TextRef Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt32());

        public override void Write(Utf8JsonWriter writer, TextRef value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Number);
    }

    private sealed class ValueListConverter : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) =>
            typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(ValueList<>);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Of<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

        private sealed class Of<T> : JsonConverter<ValueList<T>>
        {
            public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                new(JsonSerializer.Deserialize<T[]>(ref reader, options) ?? []);

            public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
                JsonSerializer.Serialize(writer, (IEnumerable<T>)value, options);
        }
    }
}
