using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>Holds the table of customers against the cases: each is found by every key it holds, and by no other (R23).</summary>
internal sealed class AuditCustomers(IStore store, CustomerRows customers)
{
    private readonly Dictionary<string, HashSet<string>> _listed = new(StringComparer.Ordinal);

    /// <summary>Reads the whole table.</summary>
    public async Task Read(CancellationToken stopping)
    {
        await foreach (var partition in store.Partitions(TableNames.Customers, stopping))
        {
            await foreach (var row in store.Range(TableNames.Customers, partition, "", null, stopping))
            {
                Listed(row.Key).Add(partition);
            }
        }
    }

    /// <summary>The cases that are listed under some key.</summary>
    public IReadOnlyCollection<string> Cases => _listed.Keys;

    public bool AreRight(Case @case) => Listed(@case.Id.Text).SetEquals(Right(@case));

    /// <summary>Writes what is missing and takes out what is too much.</summary>
    /// <param name="id">The case number.</param>
    /// <param name="case">As it was read just now; null when there is none.</param>
    /// <returns>How many rows were missing or too many.</returns>
    public async Task<int> Repair(string id, Case? @case, CaseStore cases, CancellationToken stopping)
    {
        var right = Right(@case).ToHashSet(StringComparer.Ordinal);
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var partition in right.Union(Listed(id), StringComparer.Ordinal))
        {
            if (await store.Get(TableNames.Customers, partition, id, stopping) is not null)
            {
                there.Add(partition);
            }
        }

        var newest = await cases.Find(CaseId.Parse(id), stopping);
        if (there.SetEquals(right) || newest?.Version != @case?.Version)
        {
            return 0;
        }

        var surplus = there.Except(right, StringComparer.Ordinal).ToList();
        foreach (var partition in surplus)
        {
            await store.Transact(TableNames.Customers, partition, [new RowChange.Remove(id)], stopping);
        }

        if (newest is not null)
        {
            await customers.Write(newest, stopping);
        }

        return surplus.Count + right.Except(there, StringComparer.Ordinal).Count();
    }

    private static IEnumerable<string> Right(Case? @case) => @case is null ? [] : @case.CustomerKeys.Select(key => key.ToString());

    private HashSet<string> Listed(string id) =>
        _listed.TryGetValue(id, out var listed) ? listed : _listed[id] = new(StringComparer.Ordinal);
}
