using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>All rows of one case as they stood at one moment.</summary>
/// <param name="Snapshot">Null when there is none, or when it cannot be used.</param>
/// <param name="Stored">The snapshot's bytes; null when there is none.</param>
/// <param name="Unreadable">The keys of rows that this program cannot read.</param>
internal sealed record AuditedCase(
    string Partition,
    Case? Snapshot,
    ReadOnlyMemory<byte>? Stored,
    IReadOnlyList<(string Key, Recorded Recorded)> Events,
    IReadOnlyDictionary<string, MessageOutcome> Messages,
    IReadOnlySet<int> Texts,
    IReadOnlyList<string> Unreadable)
{
    private const int Tries = 10;

    /// <summary>Reads until the snapshot row was the same before and after: every commit changes it.</summary>
    /// <returns>Null when the case never stood still.</returns>
    public static async Task<AuditedCase?> Read(IStore store, string partition, CancellationToken stopping)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var before = await store.Get(TableNames.Cases, partition, CaseStore.SnapshotKey, stopping);
            var rows = new List<Row>();
            await foreach (var row in store.Range(TableNames.Cases, partition, "", null, stopping))
            {
                rows.Add(row);
            }

            var after = await store.Get(TableNames.Cases, partition, CaseStore.SnapshotKey, stopping);
            if (before?.ETag == after?.ETag)
            {
                return Of(partition, rows);
            }
        }

        return null;
    }

    private static AuditedCase Of(string partition, List<Row> rows)
    {
        Case? snapshot = null;
        ReadOnlyMemory<byte>? stored = null;
        var events = new List<(string, Recorded)>();
        var messages = new Dictionary<string, MessageOutcome>(StringComparer.Ordinal);
        var texts = new HashSet<int>();
        var unreadable = new List<string>();
        foreach (var row in rows)
        {
            if (row.Key == CaseStore.SnapshotKey)
            {
                stored = row.Body;
            }

            if (!TryRead(() => Take(row)))
            {
                unreadable.Add(row.Key);
            }
        }

        return new(partition, snapshot, stored, events, messages, texts, unreadable);

        void Take(Row row)
        {
            if (row.Key == CaseStore.SnapshotKey)
            {
                snapshot = CaseFormat.ReadCase(row.Body.Span);
            }
            else if (row.Key.StartsWith(CaseStore.EventPrefix, StringComparison.Ordinal))
            {
                events.Add((row.Key, CaseFormat.ReadEvent(row.Body.Span)));
            }
            else if (row.Key.StartsWith(CaseStore.MessagePrefix, StringComparison.Ordinal))
            {
                messages.Add(row.Key[CaseStore.MessagePrefix.Length..], MessageOutcome.Read(row.Body.Span));
            }
            else if (row.Key.StartsWith(CaseStore.TextPrefix, StringComparison.Ordinal))
            {
                texts.Add(int.Parse(row.Key.AsSpan(CaseStore.TextPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture));
            }
        }
    }

    private static bool TryRead(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (Exception e) when (e is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }
}
