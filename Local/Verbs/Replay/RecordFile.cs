using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsvHelper;

namespace Escalation.Local.Verbs.Replay;

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
            ".csv" => Separated(path, ',', stopping),
            ".tsv" => Separated(path, '\t', stopping),
            _ => Lines(path, stopping),
        };
    }

    private static FileStream Open(string path)
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
                ? new(number, line, true, Fields(document.RootElement), null)
                : new(number, line, false, null, "is not a JSON object");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new(number, line, false, null, "is not valid JSON");
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

    private static async IAsyncEnumerable<SourceRecord> Separated(string path, char separator, [EnumeratorCancellation] CancellationToken stopping)
    {
        var problem = (CsvMalformedReason?)null;
        var options = CsvReaderOptions.Default with
        {
            Separator = separator,
            TrackLineNumbers = true,
            OnMalformedRecord = malformed => problem = malformed.Reason,
        };
        await using var csv = CsvReader.Create(Open(path), options, leaveOpen: false);
        while (await csv.ReadAsync(stopping))
        {
            var raw = csv.RawRecord.ToArray();
            var line = (int)csv.LineNumber;
            if (csv.FieldCount != csv.Headers.Count)
            {
                yield return new(line, raw, false, null, string.Create(CultureInfo.InvariantCulture, $"has {csv.FieldCount} fields; the header names {csv.Headers.Count}"));
            }
            else
            {
                yield return problem is { } reason
                    ? new(line, raw, false, null, $"has a quotation mark in the wrong place ({reason})")
                    : new(line, raw, false, csv.Current.ToDictionary().ToDictionary(f => f.Key, f => f.Value ?? "", StringComparer.Ordinal), null);
            }

            problem = null;
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
