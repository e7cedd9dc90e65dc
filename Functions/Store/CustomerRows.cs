using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Store;

/// <summary>The table of customers: which cases share a phone, an e-mail address or a customer number (R23). A partition a key, a row a case.</summary>
/// <remarks>
/// An index and no truth: whoever finds a case by it looks whether the case still holds the key. A case's keys only grow, and a row says nothing
/// that changes, so writing the rows of any state, however often and in whatever order, takes nothing away: they need neither the version guard
/// of lists nor their tombstones (docs/decisions/0023-customers-are-an-index.md). A row holds a code, a case number and a time; nothing personal.
/// </remarks>
public sealed class CustomerRows(IStore store)
{
    /// <summary>Whether a commit owes rows.</summary>
    public static bool Differ(Case? before, Case after) => after.CustomerKeys.Count > (before?.CustomerKeys.Count ?? 0);

    /// <summary>Sees to it that the case is found by each of its customer's keys.</summary>
    public async Task Write(Case @case, CancellationToken stopping)
    {
        foreach (var key in @case.CustomerKeys)
        {
            var row = new RowChange.Put(@case.Id.Text, CaseFormat.WriteValue(@case.Complaint.ReceivedAt));
            await store.Transact(TableNames.Customers, key.ToString(), [row], stopping);
        }
    }

    /// <summary>Takes a case out, such as before its customer is forgotten.</summary>
    public async Task Remove(CaseId id, IEnumerable<CustomerKey> keys, CancellationToken stopping)
    {
        foreach (var key in keys)
        {
            await store.Transact(TableNames.Customers, key.ToString(), [new RowChange.Remove(id.Text)], stopping);
        }
    }

    /// <summary>The cases that are listed under a key, with the time each was received.</summary>
    public async Task<IReadOnlyList<(CaseId Case, DateTimeOffset ReceivedAt)>> Find(CustomerKey key, CancellationToken stopping)
    {
        var found = new List<(CaseId, DateTimeOffset)>();
        await foreach (var row in store.Range(TableNames.Customers, key.ToString(), "", null, stopping))
        {
            found.Add((CaseId.Parse(row.Key), CaseFormat.ReadValue<DateTimeOffset>(row.Body.Span)));
        }

        return found;
    }
}
