using System.Text.Json;

namespace Escalation.Domain.Cases;

/// <summary>Looks a number up in a stored snapshot without reading the state, whose shape may be that of another schema.</summary>
internal static class SnapshotHead
{
    /// <exception cref="JsonException">Not a snapshot.</exception>
    public static int SchemaOf(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        reader.Read();
        return Seek(ref reader, "schema"u8) ? Number(ref reader) : throw new JsonException("A snapshot has no 'schema'.");
    }

    /// <exception cref="JsonException">Not a snapshot.</exception>
    public static int VersionOf(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        reader.Read();
        return Seek(ref reader, "state"u8) && Seek(ref reader, "version"u8)
            ? Number(ref reader)
            : throw new JsonException("A snapshot has no 'state' with a 'version'.");
    }

    /// <summary>Goes on to the value of a field, within the object whose beginning was read last.</summary>
    private static bool Seek(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals(name);
            reader.Read();
            if (found)
            {
                return true;
            }

            reader.Skip();
        }

        return false;
    }

    private static int Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number)
            ? number
            : throw new JsonException("A snapshot's schema and version are whole numbers.");
}
