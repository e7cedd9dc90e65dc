using System.Globalization;
using System.Text.Json;

namespace Azure.Data.Tables;

/// <summary>Entities as OData JSON: what JSON cannot tell apart carries its type beside it.</summary>
internal static class ODataEntities
{
    private const string TypeSuffix = "@odata.type";

    public static byte[] Write(TableEntity entity)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in entity)
            {
                if (name is not (TableEntity.TimestampName or TableEntity.ETagName) && value is not null)
                {
                    Write(json, name, value);
                }
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void Write(Utf8JsonWriter json, string name, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteString(name, text);
                break;
            case int whole:
                json.WriteNumber(name, whole);
                break;
            case bool flag:
                json.WriteBoolean(name, flag);
                break;
            case double number when double.IsFinite(number):
                json.WriteString(name + TypeSuffix, "Edm.Double");
                json.WriteNumber(name, number);
                break;
            case byte[] bytes:
                WriteBinary(json, name, bytes);
                break;
            case BinaryData data:
                WriteBinary(json, name, data.ToMemory().Span);
                break;
            default:
                var (type, written) = Annotated(name, value);
                json.WriteString(name + TypeSuffix, type);
                json.WriteString(name, written);
                break;
        }
    }

    private static void WriteBinary(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        json.WriteString(name + TypeSuffix, "Edm.Binary");
        json.WriteBase64String(name, bytes);
    }

    private static (string Type, string Text) Annotated(string name, object value) =>
        value switch
        {
            double.NaN => ("Edm.Double", "NaN"),
            double.PositiveInfinity => ("Edm.Double", "Infinity"),
            double.NegativeInfinity => ("Edm.Double", "-Infinity"),
            long whole => ("Edm.Int64", whole.ToString(CultureInfo.InvariantCulture)),
            Guid id => ("Edm.Guid", id.ToString("D")),
            DateTimeOffset time => ("Edm.DateTime", time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)),
            DateTime time => ("Edm.DateTime", time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)),
            _ => throw new NotSupportedException($"The property {name} is a {value.GetType().Name}, which a table cannot hold."),
        };

    /// <param name="etag">Of the answer's header, for an entity that came alone.</param>
    public static TableEntity Read(JsonElement json, ETag? etag = null)
    {
        var types = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            if (property.Name.EndsWith(TypeSuffix, StringComparison.Ordinal))
            {
                types[property.Name[..^TypeSuffix.Length]] = property.Value.GetString();
            }
        }

        var entity = new TableEntity();
        foreach (var property in json.EnumerateObject())
        {
            if (property.NameEquals(TableEntity.ETagName))
            {
                entity.ETag = new ETag(property.Value.GetString()!);
            }
            else if (!property.Name.StartsWith("odata.", StringComparison.Ordinal) && !property.Name.Contains('@', StringComparison.Ordinal))
            {
                entity[property.Name] = property.NameEquals(TableEntity.TimestampName)
                    ? property.Value.GetDateTimeOffset()
                    : Value(property.Value, types.GetValueOrDefault(property.Name));
            }
        }

        if (etag is { } given)
        {
            entity.ETag = given;
        }

        return entity;
    }

    private static object? Value(JsonElement json, string? type) =>
        (type, json.ValueKind) switch
        {
            (_, JsonValueKind.Null) => null,
            ("Edm.Binary", _) => json.GetBytesFromBase64(),
            ("Edm.Int64", JsonValueKind.String) => long.Parse(json.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.Int64", _) => json.GetInt64(),
            ("Edm.Guid", _) => json.GetGuid(),
            ("Edm.DateTime", _) => json.GetDateTimeOffset(),
            ("Edm.Double", JsonValueKind.String) => double.Parse(json.GetString()!, CultureInfo.InvariantCulture),
            ("Edm.Double", _) => json.GetDouble(),
            (_, JsonValueKind.True or JsonValueKind.False) => json.GetBoolean(),
            (_, JsonValueKind.Number) when json.TryGetInt32(out var whole) => whole,
            (_, JsonValueKind.Number) => json.GetDouble(),
            _ => json.GetString(),
        };
}
