using System.Text.Json;
using Escalation.Domain.Values;
using Escalation.Functions.Store;

namespace Escalation.Local.Verbs.Replay;

/// <summary>A record of a file as the complaint that is posted for it.</summary>
internal static class ComplaintBody
{
    /// <summary>The same for the same record, so that a file that is replayed again brings nothing twice.</summary>
    public static string KeyOf(SourceRecord record) => $"line-{Digest.Of("line", Convert.ToBase64String(record.Raw.Span))}";

    /// <param name="map">Null for records that are complaints as they stand.</param>
    public static ReadOnlyMemory<byte> Of(SourceRecord record, FieldMap? map) =>
        record.Fields is not { } fields || (map is null && record.IsJson)
            ? record.Raw
            : JsonSerializer.SerializeToUtf8Bytes(map?.Map(fields) ?? FieldMap.AsNamed(fields), LogEntry.Format);
}
