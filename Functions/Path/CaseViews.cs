using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>A case's entry in a list.</summary>
/// <param name="Version">Of the case it was made from: an older one never overwrites a newer one.</param>
/// <param name="Due">Null for a tombstone: the case is no longer in this list.</param>
public sealed record ViewEntry(CaseId Case, int Version, DateTimeOffset? Due, DateTimeOffset WrittenAt)
{
    /// <inheritdoc cref="ViewRow.Priority"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Priority Priority { get; init; }

    /// <inheritdoc cref="ViewRow.Level"/>
    public Code? Level { get; init; }

    /// <inheritdoc cref="ViewRow.Needs"/>
    public ReviewerNeeds? Needs { get; init; }

    /// <param name="row">Null where the case is no longer in the list.</param>
    public static ViewEntry Of(Case @case, ViewRow? row, DateTimeOffset now) => new(@case.Id, @case.Version, row?.Due, now)
    {
        Priority = row?.Priority ?? Priority.Normal,
        Level = row?.Level,
        Needs = row?.Needs,
        Stage = row is null ? null : @case.Stage.Name,
        ReceivedAt = row is null ? null : @case.Complaint.ReceivedAt,
    };

    /// <summary>What it shows; null for a tombstone.</summary>
    public ViewRow? Row(string partition) => Due is { } due ? new(partition, due) { Priority = Priority, Level = Level, Needs = Needs } : null;

    /// <summary>The name of the stage the case is at; null on a tombstone.</summary>
    public string? Stage { get; init; }

    /// <summary>When the complaint was received; null on a tombstone.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }
}

/// <summary>The views table: lists that people read, one row a case in each list it is or was in.</summary>
/// <remarks>The row key is the case number alone, unlike in the design page: so the version guard covers every older row of the case in that
/// list (docs/decisions/0003-view-rows-by-case.md).</remarks>
public sealed class CaseViews(IStore store, CaseStore cases, TimeProvider clock)
{
    /// <summary>A partition of the views table that is no list: signs of life.</summary>
    public const string HealthPartition = "health";

    private static readonly TimeSpan TombstoneLife = TimeSpan.FromDays(1);

    /// <summary>Whether a commit changed what any list shows. One that did not owes no projection: the rows that the commit before it owes
    /// are the same, and a handler of a still older state is stopped by the version guard (docs/protocol.md, reading 6).</summary>
    public static bool Differ(Case? before, Case after) =>
        !(before is null ? [] : ViewRow.Of(before)).SequenceEqual(ViewRow.Of(after));

    /// <summary>Brings all lists up to the newest state of a case, and returns once what they show stands still.</summary>
    public async Task Project(Case newest, CancellationToken stopping)
    {
        var seen = newest;
        while (true)
        {
            var rows = ViewRow.Of(seen).ToDictionary(row => row.Partition, StringComparer.Ordinal);
            foreach (var partition in seen.Views)
            {
                await Write(partition, ViewEntry.Of(seen, rows.GetValueOrDefault(partition), clock.GetUtcNow()), stopping);
            }

            if (await cases.FindChanged(seen.Id, seen.Version, stopping) is not { } now || !Differ(seen, now))
            {
                return;
            }

            seen = now;
        }
    }

    /// <summary>A list as it stands: what is urgent first, then what is due earliest.</summary>
    public async Task<IReadOnlyList<ViewEntry>> List(string partition, CancellationToken stopping)
    {
        var entries = new List<ViewEntry>();
        await foreach (var entry in Entries(partition, stopping))
        {
            entries.Add(entry);
        }

        return [.. entries.OrderByDescending(e => e.Priority).ThenBy(e => e.Due).ThenBy(e => e.Case.Text, StringComparer.Ordinal)];
    }

    /// <summary>A list as it stands, in no order that matters to people; for whoever only counts.</summary>
    public async IAsyncEnumerable<ViewEntry> Entries(string partition, [EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var row in store.Range(TableNames.Views, partition, "", null, stopping))
        {
            if (CaseFormat.ReadValue<ViewEntry>(row.Body.Span) is { Due: not null } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Removes tombstones that no handler can still need.</summary>
    public async Task PurgeTombstones(CancellationToken stopping)
    {
        var before = clock.GetUtcNow() - TombstoneLife;
        await foreach (var partition in store.Partitions(TableNames.Views, stopping))
        {
            if (partition == HealthPartition)
            {
                continue;
            }

            await foreach (var row in store.Range(TableNames.Views, partition, "", null, stopping))
            {
                if (CaseFormat.ReadValue<ViewEntry>(row.Body.Span) is { Due: null } entry && entry.WrittenAt < before)
                {
                    await TryTransact(partition, new RowChange.Remove(row.Key, row.ETag), stopping);
                }
            }
        }
    }

    /// <summary>Only over a lower version, and under the ETag that was read: a handler that was overtaken leaves the newer row alone.</summary>
    private async Task Write(string partition, ViewEntry entry, CancellationToken stopping)
    {
        while (true)
        {
            var row = await store.Get(TableNames.Views, partition, entry.Case.Text, stopping);
            var there = row is null ? null : CaseFormat.ReadValue<ViewEntry>(row.Body.Span);
            if (there?.Version >= entry.Version)
            {
                return;
            }

            var body = CaseFormat.WriteValue(entry);
            RowChange change = row is null ? new RowChange.Add(entry.Case.Text, body) : new RowChange.Replace(row.Key, row.ETag, body);
            if (await TryTransact(partition, change, stopping))
            {
                return;
            }
        }
    }

    private async Task<bool> TryTransact(string partition, RowChange change, CancellationToken stopping)
    {
        try
        {
            await store.Transact(TableNames.Views, partition, [change], stopping);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }
}
