using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>Holds the lists against the cases: every row is what <see cref="ViewRow.Of"/> says, and no row is anywhere else.</summary>
internal sealed class AuditViews(IStore store, CaseViews views)
{
    private readonly Dictionary<string, Dictionary<string, ViewRow?>> _listed = new(StringComparer.Ordinal);

    /// <summary>Reads the whole table.</summary>
    public async Task Read(CancellationToken stopping)
    {
        await foreach (var partition in store.Partitions(TableNames.Views, stopping))
        {
            await foreach (var row in store.Range(TableNames.Views, partition, "", null, stopping))
            {
                // Other rows, such as the sweep's heartbeat, are nobody's place in a list.
                if (CaseId.TryParse(row.Key, out var id) && id.Text == row.Key)
                {
                    Listed(row.Key)[partition] = Shown(partition, row);
                }
            }
        }
    }

    /// <summary>The cases that are in some list.</summary>
    public IReadOnlyCollection<string> Cases => _listed.Keys;

    public bool AreRight(Case @case) => !Wrong(@case, _listed.GetValueOrDefault(@case.Id.Text) ?? []).Any();

    /// <summary>Looks again at the lists of a case, takes out what is wrong, and projects the case anew.</summary>
    /// <param name="id">The case number.</param>
    /// <param name="case">As it was read just now; null when there is none.</param>
    /// <returns>The lists that were put right.</returns>
    public async Task<IReadOnlyList<string>> Repair(string id, Case? @case, CaseStore cases, CancellationToken stopping)
    {
        var rows = new Dictionary<string, Row>(StringComparer.Ordinal);
        foreach (var partition in (@case?.Views ?? []).Concat(Listed(id).Keys).Distinct(StringComparer.Ordinal))
        {
            if (await store.Get(TableNames.Views, partition, id, stopping) is { } row)
            {
                rows[partition] = row;
            }
        }

        var newest = await cases.Find(CaseId.Parse(id), stopping);
        var wrong = Wrong(@case, rows.ToDictionary(row => row.Key, row => Shown(row.Key, row.Value), StringComparer.Ordinal)).ToList();
        if (wrong.Count == 0 || newest?.Version != @case?.Version)
        {
            return [];
        }

        foreach (var partition in wrong.Where(rows.ContainsKey))
        {
            // Under its ETag: a handler that writes the row meanwhile knows better. Removed, so that no version in it can keep out the right row.
            await TryRemove(partition, rows[partition], stopping);
        }

        if (newest is not null)
        {
            await views.Project(newest, stopping);
        }

        return wrong;
    }

    /// <summary>The lists in which the case is missing, stands wrongly, or stands at a wrong place.</summary>
    private static IEnumerable<string> Wrong(Case? @case, IReadOnlyDictionary<string, ViewRow?> listed)
    {
        var right = (@case is null ? [] : ViewRow.Of(@case)).ToDictionary(row => row.Partition, StringComparer.Ordinal);
        foreach (var (partition, row) in right)
        {
            if (listed.GetValueOrDefault(partition) != row)
            {
                yield return partition;
            }
        }

        foreach (var (partition, shown) in listed)
        {
            if (shown is not null && !right.ContainsKey(partition))
            {
                yield return partition;
            }
        }
    }

    private Dictionary<string, ViewRow?> Listed(string id) =>
        _listed.TryGetValue(id, out var listed) ? listed : _listed[id] = new(StringComparer.Ordinal);

    private async Task TryRemove(string partition, Row row, CancellationToken stopping)
    {
        try
        {
            await store.Transact(TableNames.Views, partition, [new RowChange.Remove(row.Key, row.ETag)], stopping);
        }
        catch (StoreConflictException)
        {
            // Somebody else wrote it meanwhile.
        }
    }

    /// <summary>What the row shows in its list; null for a tombstone. A row that cannot be read stands where no case does.</summary>
    private static ViewRow? Shown(string partition, Row row)
    {
        try
        {
            return CaseFormat.ReadValue<ViewEntry>(row.Body.Span).Row(partition);
        }
        catch (JsonException)
        {
            return new(partition, DateTimeOffset.MinValue);
        }
    }
}
