using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Escalation.Local.Commands;

namespace Escalation.Local.Replay;

/// <summary>Reads the records of a file: JSON Lines, or CSV and TSV with a header, by the file's ending. One that cannot be read is
/// handed on as it is, so that it is parked and not lost.</summary>
public static class RecordFile
{
    /// <summary>A longer line is cut here; what remains of it is a record that cannot be read.</summary>
    public const int LongestLine = 1024 * 1024;

    /// <exception cref="CommandException">The file cannot be opened.</exception>
    public static IAsyncEnumerable<SourceRecord> Read(string path, CancellationToken stopping)
    {
        if (!File.Exists(path))
        {
            throw new CommandException($"There is no file '{path}'.");
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".csv" => Separated(path, ",", stopping),
            ".tsv" => Separated(path, "\t", stopping),
            _ => Lines(path, stopping),
        };
    }

    private static Stream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, useAsync: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static async IAsyncEnumerable<SourceRecord> Lines(string path, [EnumeratorCancellation] CancellationToken stopping)
    {
        await using var file = Open(path);
        var number = 0;
        await foreach (var line in SplitLines(file, stopping))
        {
            number++;
            if (!IsBlank(line.Span))
            {
                yield return Json(number, line);
            }
        }
    }

    private static SourceRecord Json(int number, ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new(number, line, Fields(document.RootElement), null)
                : new(number, line, null, "is not a JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(number, line, null, "is not valid JSON");
        }
    }

    private static Dictionary<string, string> Fields(JsonElement record)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in record.EnumerateObject().Where(p => p.Value.ValueKind != JsonValueKind.Null))
        {
            fields[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
        }

        return fields;
    }

    private static async IAsyncEnumerable<SourceRecord> Separated(string path, string delimiter, [EnumeratorCancellation] CancellationToken stopping)
    {
        var bad = false;
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            DetectColumnCountChanges = false,
            MissingFieldFound = null,
            BadDataFound = _ => bad = true,
        };
        using var text = new StreamReader(Open(path));
        using var csv = new CsvReader(text, configuration);
        if (!await csv.ReadAsync() || !csv.ReadHeader() || csv.HeaderRecord is not { } header)
        {
            yield break;
        }

        while (await csv.ReadAsync())
        {
            stopping.ThrowIfCancellationRequested();
            var raw = Encoding.UTF8.GetBytes(csv.Parser.RawRecord.TrimEnd('\r', '\n'));
            var fits = csv.Parser.Count == header.Length;
            yield return bad || !fits
                ? new(csv.Parser.RawRow, raw, null, bad ? "has a quotation mark in the wrong place" : $"has {csv.Parser.Count} fields; the header names {header.Length}")
                : new(csv.Parser.RawRow, raw, header.Select((name, i) => (name, csv.Parser[i])).DistinctBy(p => p.name, StringComparer.Ordinal).ToDictionary(p => p.name, p => p.Item2, StringComparer.Ordinal), null);
            bad = false;
        }
    }

    /// <summary>Bytes between line feeds, whatever they are: a binary file is a few odd lines.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> SplitLines(Stream file, [EnumeratorCancellation] CancellationToken stopping)
    {
        var buffer = new byte[1 << 16];
        var line = new MemoryStream();
        int read;
        while ((read = await file.ReadAsync(buffer, stopping)) > 0)
        {
            for (var start = 0; start < read;)
            {
                var end = buffer.AsSpan(start, read - start).IndexOf((byte)'\n');
                var count = end < 0 ? read - start : end;
                line.Write(buffer, start, Math.Min(count, LongestLine - (int)line.Length));
                start += count + 1;
                if (end >= 0 || line.Length == LongestLine)
                {
                    yield return Taken(line);
                }
            }
        }

        if (line.Length > 0)
        {
            yield return Taken(line);
        }
    }

    private static ReadOnlyMemory<byte> Taken(MemoryStream line)
    {
        var bytes = line.ToArray();
        line.SetLength(0);
        return bytes.Length > 0 && bytes[^1] == '\r' ? bytes.AsMemory(..^1) : bytes;
    }

    private static bool IsBlank(ReadOnlySpan<byte> line) => line.IndexOfAnyExcept(" \t\r\0"u8) < 0;
}
