using System.Buffers;
using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

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
        var type = recorded.Event.GetType();
        var name = JsonNamingPolicy.CamelCase.ConvertName(type.Name);
        var row = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(row, new() { Encoder = Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteString(TypeField, name);
            json.WriteNumber(VersionField, Upcasters.CurrentVersion(name));
            json.WriteNumber("number", recorded.Number);
            json.WriteNumber("commit", recorded.Commit);
            json.WriteString("at", recorded.At.UtcDateTime);
            json.WritePropertyName("by");
            JsonSerializer.Serialize(json, recorded.By, Options);
            json.WriteString("message", recorded.Message);
            json.WritePropertyName("event");
            JsonSerializer.Serialize(json, recorded.Event, type, Options);
            json.WriteEndObject();
        }

        return row.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">Not an event, or of a type or version that this program does not know.</exception>
    public static Recorded ReadEvent(ReadOnlySpan<byte> row)
    {
        var read = ReadValue<EventRow>(row);
        var type = EventTypes.GetValueOrDefault(read.Type)
            ?? throw new JsonException($"An event of the type '{read.Type}' is not known to this version of the program.");
        var body = row.Slice(read.Event.Start, read.Event.Length);
        var happened = read.V == Upcasters.CurrentVersion(read.Type)
            ? JsonSerializer.Deserialize(body, type, Options)
            : Upcasters.BringUpToDate(read.Type, read.V, ReadValue<JsonObject>(body)).Deserialize(type, Options);
        return new(read.Number, read.Commit, read.At, read.By, read.Message, (Event)happened!);
    }

    public static byte[] Write(Case @case) => JsonSerializer.SerializeToUtf8Bytes(new Snapshot(Case.Schema, @case), Options);

    /// <returns>Null when the snapshot was written with another state schema: fold the log instead.</returns>
    /// <exception cref="JsonException">Not a snapshot.</exception>
    public static Case? ReadCase(ReadOnlySpan<byte> row) => SnapshotHead.SchemaOf(row) == Case.Schema ? ReadValue<Snapshot>(row).State : null;

    /// <summary>Whether a snapshot is of this version and of the schema of today, without reading all of it.</summary>
    /// <exception cref="JsonException">Not a snapshot.</exception>
    public static bool IsVersion(ReadOnlySpan<byte> row, int version) =>
        SnapshotHead.SchemaOf(row) == Case.Schema && SnapshotHead.VersionOf(row) == version;

    /// <summary>Any other value made of the domain's types, such as a remedy in a message.</summary>
    public static byte[] WriteValue<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <exception cref="JsonException">Not such a value.</exception>
    public static T ReadValue<T>(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException($"A {typeof(T).Name} is empty.");

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
                new ExtentConverter(),
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

    /// <summary>An event as it is stored; its own fields wait until type and version are known.</summary>
    private sealed class EventRow
    {
        public required string Type { get; init; }

        public required int V { get; init; }

        public required int Number { get; init; }

        public required int Commit { get; init; }

        public required DateTimeOffset At { get; init; }

        public required Actor By { get; init; }

        public required string Message { get; init; }

        public required Extent Event { get; init; }
    }

    /// <summary>Where in a row a value stands.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Extent(int Start, int Length);

    /// <summary>Steps over a value and tells where it was.</summary>
    private sealed class ExtentConverter : JsonConverter<Extent>
    {
        public override Extent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new(start, (int)reader.BytesConsumed - start);
        }

        public override void Write(Utf8JsonWriter writer, Extent value, JsonSerializerOptions options) => throw new NotSupportedException();
    }

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
            private static readonly ValueList<T> s_empty = new([]);
            private JsonConverter<T[]>? _items;

            /// <remarks>The serializer's own front door would look through the list twice, and through a list within it four times.</remarks>
            public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
                Items(options).Read(ref reader, typeof(T[]), options) is { Length: > 0 } items ? new(items) : s_empty;

            public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options) =>
                Items(options).Write(writer, value.Items, options);

            private JsonConverter<T[]> Items(JsonSerializerOptions options) => _items ??= (JsonConverter<T[]>)options.GetConverter(typeof(T[]));
        }
    }
}
