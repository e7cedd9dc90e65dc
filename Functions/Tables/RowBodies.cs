using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Azure.Data.Tables;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tables;

/// <summary>How an entity holds a row's body: as one readable string where it fits, else as binary chunks.</summary>
/// <remarks>A string property holds 64 KiB of UTF-16, a binary one 64 KiB, an entity 1 MiB.</remarks>
internal static class RowBodies
{
    public const string Text = "Json";

    private const int MaxTextLength = 32_000;
    private const int ChunkBytes = 60_000;

    /// <summary>Characters that a service speaking JSON and XML may not give back as they came.</summary>
    private static readonly SearchValues<char> NotText = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 0x20).Except(['\t', '\n', '\r']).Select(c => (char)c)) + "\u007F\uFFFE\uFFFF");

    public static TableEntity Entity(string partition, string key, ReadOnlyMemory<byte> body)
    {
        var entity = new TableEntity(partition, key);
        if (AsText(body.Span) is { } text)
        {
            entity[Text] = text;
            return entity;
        }

        for (var chunk = 0; chunk * ChunkBytes < body.Length; chunk++)
        {
            var rest = body[(chunk * ChunkBytes)..];
            entity[Chunk(chunk)] = rest[..Math.Min(ChunkBytes, rest.Length)].ToArray();
        }

        return entity;
    }

    /// <exception cref="InvalidDataException">The entity was not written by this store.</exception>
    public static Row Row(TableEntity entity) => new(entity.RowKey, entity.ETag.ToString(), Body(entity));

    private static ReadOnlyMemory<byte> Body(TableEntity entity)
    {
        if (entity.GetString(Text) is { } text)
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var body = new ArrayBufferWriter<byte>(ChunkBytes);
        for (var chunk = 0; entity.GetBinary(Chunk(chunk)) is { } bytes; chunk++)
        {
            body.Write(bytes);
        }

        return body.WrittenCount > 0
            ? body.WrittenMemory
            : throw new InvalidDataException($"An entity has neither {Text} nor {Chunk(0)}: something else wrote it.");
    }

    private static string? AsText(ReadOnlySpan<byte> body)
    {
        if (!Utf8.IsValid(body) || Encoding.UTF8.GetCharCount(body) > MaxTextLength)
        {
            return null;
        }

        var text = Encoding.UTF8.GetString(body);
        return text.AsSpan().ContainsAny(NotText) ? null : text;
    }

    private static string Chunk(int number) => string.Create(CultureInfo.InvariantCulture, $"Data{number:00}");
}
