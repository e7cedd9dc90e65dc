using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>Holds the budgets against the cases: a reservation is what its commit took, and a sum is the sum of its reservations (I9).</summary>
internal sealed class AuditBudgets(IStore store, BudgetLedger ledger, CaseStore cases, TimeProvider clock)
{
    /// <summary>A handler writes a reservation again that is older than it may itself become; one that is twice as old is nobody's.</summary>
    private static readonly TimeSpan Abandoned = AlarmClock.HandlerLifetime * 2;

    private readonly BudgetRows _rows = new(store);

    /// <summary>Walks the whole table.</summary>
    public async Task Repair(List<AuditRepair> repairs, List<AuditViolation> violations, CancellationToken stopping)
    {
        await foreach (var partition in store.Partitions(TableNames.Budgets, stopping))
        {
            try
            {
                await Repair(new(CumulativeParty.Customer, partition), repairs, stopping);
            }
            catch (Exception e) when (e is JsonException or FormatException)
            {
                violations.Add(new(partition, "I9", $"A row of this budget cannot be read by this version of the program: {e.Message}"));
            }
        }
    }

    private async Task Repair(BudgetParty party, List<AuditRepair> repairs, CancellationToken stopping)
    {
        foreach (var reservation in (await Reservations(party, stopping)).DistinctBy(reservation => reservation.Case))
        {
            var given = await ledger.Settle(reservation.Case, party, stopping) + await Abandon(party, reservation.Case, stopping);
            if (given > 0)
            {
                repairs.Add(new(reservation.Case.Text, AuditRepairKind.Budget, "The case held more of a budget than it took, and gave it back."));
            }
        }

        if (await AddUp(party, stopping))
        {
            repairs.Add(new(party.Partition, AuditRepairKind.Budget, "The sum of a budget was not the sum of its reservations, and was made again."));
        }
    }

    /// <summary>Gives back what was reserved for a commit that never came.</summary>
    private async Task<int> Abandon(BudgetParty party, CaseId id, CancellationToken stopping)
    {
        var read = await _rows.Read(party, id, stopping);
        var version = (await cases.Find(id, stopping))?.Version ?? 0;
        if (read.Own.FirstOrDefault(own => own.Commit > version && own.At < clock.GetUtcNow() - Abandoned) is not { } abandoned)
        {
            return 0;
        }

        return await TryWrite(() => _rows.Write(read, abandoned with { Lines = [] }, stopping)) ? 1 : 0;
    }

    private async Task<bool> AddUp(BudgetParty party, CancellationToken stopping)
    {
        var before = await _rows.Read(party, stopping);
        var reserved = await Reservations(party, stopping);
        var sum = reserved.OrderBy(own => own.Day).Aggregate(BudgetPage.Empty, (page, own) => page.Take(own.Day, own.Lines));
        var newest = before.Page.Days.Concat(sum.Days).Select(day => day.Day).DefaultIfEmpty().Max();
        return !before.Page.Since(newest).Equals(sum.Since(newest)) && await TryWrite(() => _rows.Write(before, sum, stopping));
    }

    private async Task<List<BudgetReservation>> Reservations(BudgetParty party, CancellationToken stopping)
    {
        var found = new List<BudgetReservation>();
        await foreach (var row in store.Range(TableNames.Budgets, party.Partition, "", null, stopping))
        {
            if (row.Key != BudgetRows.SumKey)
            {
                found.Add(CaseFormat.ReadValue<BudgetReservation>(row.Body.Span));
            }
        }

        return found;
    }

    private static async Task<bool> TryWrite(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (StoreConflictException)
        {
            // Somebody changed the budget meanwhile: the next audit looks again.
            return false;
        }
    }
}
