using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>Somebody whose grants are summed: a partition of the budgets table.</summary>
public sealed record BudgetParty(CumulativeParty Per, string Partition)
{
    /// <summary>By the HMAC of a way to know a customer, so that nothing personal stands in the table.</summary>
    public static BudgetParty Customer(CustomerKey key) => new(CumulativeParty.Customer, $"customer:{Words.Kebab(key.Kind)}:{key.Code}");

    public static BudgetParty Granter(Code id) => new(CumulativeParty.Granter, $"granter:{id}");
}

/// <summary>What a commit of a case takes, or is about to take, from the budget of one party.</summary>
/// <param name="Commit">The number of the commit: until the case has reached it, the reservation belongs to whoever tries to make it.</param>
/// <param name="Day">On which it counts.</param>
/// <param name="At">When it was last written.</param>
public sealed record BudgetReservation(CaseId Case, int Commit, DateOnly Day, DateTimeOffset At, ValueList<BudgetLine> Lines)
{
    public string Key => KeyOf(Case, Commit);

    public static string Prefix(CaseId @case) => $"{@case}.";

    public static string KeyOf(CaseId @case, int commit) => string.Create(CultureInfo.InvariantCulture, $"{Prefix(@case)}{commit:D6}");
}

/// <summary>The budget of one party as it was read.</summary>
/// <param name="ETag">Of the sum row; null when there is none yet.</param>
/// <param name="Own">The reservations of the case that is being decided on.</param>
public sealed record ReadBudget(BudgetParty Party, BudgetPage Page, string? ETag, IReadOnlyList<BudgetReservation> Own);

/// <summary>The rows of the budgets table: for each party a sum, and a reservation for each commit that takes from it. Sum and reservation
/// change together, under the ETag of the sum.</summary>
public sealed class BudgetRows(IStore store)
{
    internal const string SumKey = "sum";

    /// <remarks>The sum first: whatever changes the reservations afterwards changes its ETag, and a write on what was read here then fails.
    /// Where it was changed between the two reads, the reservations may not be in the sum, and both are read again.</remarks>
    public async Task<ReadBudget> Read(BudgetParty party, CaseId @case, CancellationToken stopping)
    {
        var read = await Read(party, stopping);
        while (true)
        {
            var own = await Reservations(party, @case, stopping);
            if (own.Count == 0)
            {
                return read;
            }

            var again = await Read(party, stopping);
            if (again.ETag == read.ETag)
            {
                return read with { Own = own };
            }

            read = again;
        }
    }

    /// <summary>The sum alone.</summary>
    public async Task<ReadBudget> Read(BudgetParty party, CancellationToken stopping)
    {
        var sum = await store.Get(TableNames.Budgets, party.Partition, SumKey, stopping);
        return new(party, sum is null ? BudgetPage.Empty : CaseFormat.ReadValue<BudgetPage>(sum.Body.Span), sum?.ETag, []);
    }

    /// <summary>Writes a sum in the place of the one that was read.</summary>
    /// <exception cref="StoreConflictException">The budget was changed since it was read; nothing was written.</exception>
    public Task Write(ReadBudget read, BudgetPage sum, CancellationToken stopping) =>
        store.Transact(TableNames.Budgets, read.Party.Partition, [SumRow(read, sum)], stopping);

    /// <summary>Puts a reservation in the place of the one that was read, if any.</summary>
    /// <param name="lines">Nothing to remove it.</param>
    /// <exception cref="StoreConflictException">The budget was changed since it was read; nothing was written.</exception>
    public Task Write(ReadBudget read, BudgetReservation reservation, CancellationToken stopping)
    {
        var before = read.Own.FirstOrDefault(own => own.Key == reservation.Key);
        var page = before is null ? read.Page : read.Page.GiveBack(before.Day, before.Lines);
        List<RowChange> changes = [SumRow(read, page.Take(reservation.Day, reservation.Lines))];
        if (reservation.Lines.Count > 0)
        {
            changes.Add(new RowChange.Put(reservation.Key, CaseFormat.WriteValue(reservation)));
        }
        else if (before is not null)
        {
            changes.Add(new RowChange.Remove(reservation.Key));
        }

        return store.Transact(TableNames.Budgets, read.Party.Partition, changes, stopping);
    }

    private async Task<List<BudgetReservation>> Reservations(BudgetParty party, CaseId @case, CancellationToken stopping)
    {
        var own = new List<BudgetReservation>();
        var prefix = BudgetReservation.Prefix(@case);
        await foreach (var row in store.Range(TableNames.Budgets, party.Partition, prefix, prefix + "~", stopping))
        {
            own.Add(CaseFormat.ReadValue<BudgetReservation>(row.Body.Span));
        }

        return own;
    }

    private static RowChange SumRow(ReadBudget read, BudgetPage sum)
    {
        var body = CaseFormat.WriteValue(sum);
        return read.ETag is null ? new RowChange.Add(SumKey, body) : new RowChange.Replace(SumKey, read.ETag, body);
    }
}
