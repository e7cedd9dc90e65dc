using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>The budgets that a decision has to stay within, as they were read for it.</summary>
/// <param name="Commit">The number of the commit that would record the decision.</param>
/// <param name="Day">On which a grant would count.</param>
/// <param name="Granted">What was granted before, for each cumulative limit of the policy.</param>
/// <param name="GrantedUnkept">The same of those budgets only in which nothing is kept for the option that the customer chose.</param>
public sealed record BudgetReading(
    int Commit, DateOnly Day, IReadOnlyList<ReadBudget> Budgets, ValueList<GrantedSum> Granted, ValueList<GrantedSum> GrantedUnkept);

/// <summary>The ledger of cumulative limits (X05, I9): what a grant will take is reserved before the grant is committed, under the ETag of the
/// sum that was read for the decision, so that two cases racing cannot pass a limit together.</summary>
/// <remarks>
/// A reservation belongs to a case and the number of a commit. While the case has not reached that number it is raised and never lowered, for
/// another handler may be about to commit on it; afterwards it is trimmed to what that commit took (docs/protocol.md). An open offer keeps
/// what its dearest option would cost, so that what the customer may choose can also be given.
/// </remarks>
public sealed class BudgetLedger(BudgetRows rows, CaseStore cases, TimeProvider clock)
{
    private const int Tries = 5;

    /// <summary>The budgets that a command has to stay within.</summary>
    /// <returns>Null where it can neither grant nor offer, or the policy limits no sums.</returns>
    public async Task<BudgetReading?> ReadFor(CaseCommand command, Case? @case, Policy policy, CancellationToken stopping)
    {
        if (@case is null || GranterOf(command, @case) is not { } granter || PartiesOf(@case, policy, [granter]).ToList() is not { Count: > 0 } parties)
        {
            return null;
        }

        var budgets = new List<ReadBudget>();
        foreach (var party in parties)
        {
            budgets.Add(await rows.Read(party, @case.Id, stopping));
        }

        var now = clock.GetUtcNow();
        var day = policy.Calendar.DateOf(now > @case.LastAt ? now : @case.LastAt);
        var taken = await Taken(@case, budgets, stopping);
        return new(@case.Version + 1, day, budgets, Sums(budgets), Sums(Unkept(command.Command, @case.Stage, budgets, taken)));

        ValueList<GrantedSum> Sums(IReadOnlyList<ReadBudget> of) => [.. policy.Cumulative.SelectMany(limit => Largest(limit, of, taken, day))];
    }

    /// <summary>Sees to it that what a decision takes is reserved. Reserving it again is harmless.</summary>
    /// <param name="reading">What <see cref="ReadFor"/> gave for the command.</param>
    /// <exception cref="StoreConflictException">A budget was changed since it was read: read it and decide again.</exception>
    /// <exception cref="InvalidOperationException">The command took something although it was not known to be able to.</exception>
    public async Task Reserve(
        CaseCommand command, Case? @case, Policy policy, BudgetReading? reading, IReadOnlyList<Event> decided, CancellationToken stopping)
    {
        var lines = BudgetLine.Of(decided);
        if (lines.Count > 0 && @case is not null && GranterOf(command, @case) is null)
        {
            throw new InvalidOperationException($"{command.Command.GetType().Name} granted or offered something, and no budget was read for it.");
        }

        if (lines.Count == 0 || reading is null)
        {
            return;
        }

        // What is offered counts up to the day on which it may still be chosen.
        var day = decided.OfType<Event.OptionsOffered>().FirstOrDefault() is { } offered ? policy.Calendar.DateOf(offered.Expires) : reading.Day;
        foreach (var budget in reading.Budgets)
        {
            var before = budget.Own.FirstOrDefault(own => own.Commit == reading.Commit);
            var needed = before is null ? lines : BudgetLine.Larger(before.Lines, lines);
            if (before is null || !needed.Equals(before.Lines) || before.Day != day || IsOld(before))
            {
                await rows.Write(budget, new BudgetReservation(command.Case, reading.Commit, day, clock.GetUtcNow(), needed), stopping);
            }
        }
    }

    /// <summary>Whether a commit may leave the case with reservations that nothing needs any more.</summary>
    public static bool MayHoldTooMuch(Case? before, Case after, BudgetReading? reading) =>
        reading?.Budgets.Any(budget => budget.Own.Count > 0) == true || (before?.Stage is Stage.Offered && after.Stage is not Stage.Offered);

    /// <summary>Gives back what a case holds and no longer needs. What cannot be given back for now is found by the audit.</summary>
    public async Task Settle(Case @case, Policy policy, CancellationToken stopping)
    {
        if (!policy.Cumulative.Any())
        {
            return;
        }

        var granters = GrantersOf(await cases.Log(@case.Id, null, stopping));
        foreach (var party in PartiesOf(@case, policy, granters))
        {
            await Settle(@case.Id, party, stopping);
        }
    }

    /// <summary>Trims the reservations of one case with one party.</summary>
    /// <returns>How many were given back, whole or in part.</returns>
    public async Task<int> Settle(CaseId id, BudgetParty party, CancellationToken stopping)
    {
        var trimmed = 0;
        for (var attempt = 1; attempt <= Tries;)
        {
            var read = await rows.Read(party, id, stopping);
            var log = read.Own.Count == 0 ? [] : await cases.Log(id, null, stopping);
            if (read.Own.FirstOrDefault(own => Excess(own, log, id)) is not { } excess)
            {
                return trimmed;
            }

            try
            {
                await rows.Write(read, excess with { Lines = Entitled(excess.Commit, log, id), At = clock.GetUtcNow() }, stopping);
                trimmed++;
            }
            catch (StoreConflictException)
            {
                attempt++;
            }
        }

        return trimmed;
    }

    /// <summary>Who granted, or offered, in this case.</summary>
    internal static IEnumerable<Code> GrantersOf(IEnumerable<Recorded> log) => log
        .Where(recorded => recorded.Event is Event.RemedyGranted or Event.OptionsOffered)
        .Select(recorded => recorded.By.Kind == ActorKind.Reviewer ? recorded.By.Id : Policy.AutomaticLevel)
        .Distinct();

    /// <summary>What a commit takes as the case stands: a grant for good, an offer while it is open.</summary>
    internal static ValueList<BudgetLine> Entitled(int commit, IReadOnlyList<Recorded> log, CaseId id)
    {
        var events = log.Where(recorded => recorded.Commit == commit).Select(recorded => recorded.Event).ToList();
        var stands = events.Exists(happened => happened is Event.RemedyGranted)
            || (events.OfType<Event.OptionsOffered>().FirstOrDefault() is { } offered
                && Fold.Log(id, log) is { Stage: Stage.Offered open } && open.Offer == offered.Offer);
        return stands ? BudgetLine.Of(events) : [];
    }

    /// <summary>Who would grant by this command; null for one that cannot.</summary>
    private static Code? GranterOf(CaseCommand command, Case @case) => (command.Command, @case.Stage) switch
    {
        (Command.CheckAuthority, _) => Policy.AutomaticLevel,
        (Command.Approve or Command.Reject or Command.CounterOffer, _) => command.By.Id,
        (Command.ChooseOption, Stage.Offered offered) => offered.By ?? Policy.AutomaticLevel,
        _ => null,
    };

    /// <summary>One that is old is written again even where it is enough: the audit releases what nobody has touched for twice as long.</summary>
    private bool IsOld(BudgetReservation reservation) => reservation.At < clock.GetUtcNow() - AlarmClock.HandlerLifetime;

    private static bool Excess(BudgetReservation own, IReadOnlyList<Recorded> log, CaseId id) =>
        log.Count > 0 && own.Commit <= log[^1].Commit && !Entitled(own.Commit, log, id).Equals(own.Lines);

    private static IEnumerable<BudgetParty> PartiesOf(Case @case, Policy policy, IEnumerable<Code> granters)
    {
        if (policy.Cumulative.Any(limit => limit.Per == CumulativeParty.Customer))
        {
            foreach (var key in @case.CustomerKeys)
            {
                yield return BudgetParty.Customer(key);
            }
        }

        if (policy.Cumulative.Any(limit => limit.Per == CumulativeParty.Granter))
        {
            foreach (var granter in granters)
            {
                yield return BudgetParty.Granter(granter);
            }
        }
    }

    /// <summary>The commits of this case that granted something: what they took counts. All else that the case holds is held for the
    /// decision that is being made.</summary>
    private async Task<HashSet<int>> Taken(Case @case, List<ReadBudget> budgets, CancellationToken stopping)
    {
        if (!budgets.Exists(budget => budget.Own.Any(own => own.Commit <= @case.Version)))
        {
            return [];
        }

        var log = await cases.Log(@case.Id, null, stopping);
        return [.. log.Where(recorded => recorded.Event is Event.RemedyGranted).Select(recorded => recorded.Commit)];
    }

    /// <summary>The budgets in which the chosen option is not reserved already.</summary>
    private static List<ReadBudget> Unkept(Command command, Stage stage, List<ReadBudget> budgets, HashSet<int> taken)
    {
        if (stage is not Stage.Offered offered || command is not Command.ChooseOption { Option: var option } || option < 1 || option > offered.Options.Count)
        {
            return [];
        }

        var needed = BudgetLine.Of(offered.Options[option - 1]);
        return budgets.FindAll(budget => !budget.Own.Any(
            own => !taken.Contains(own.Commit) && BudgetLine.Larger(own.Lines, needed).Equals(own.Lines)));
    }

    /// <summary>A customer is known by several keys: the largest sum counts, for each of them may have met other cases.</summary>
    private static IEnumerable<GrantedSum> Largest(CumulativeLimit limit, IReadOnlyList<ReadBudget> budgets, HashSet<int> taken, DateOnly day) => budgets
        .Where(budget => budget.Party.Per == limit.Per)
        .Select(budget => budget.Own
            .Where(own => !taken.Contains(own.Commit))
            .Aggregate(budget.Page, (page, own) => page.GiveBack(own.Day, own.Lines))
            .SumFor(limit, day))
        .OrderByDescending(sum => sum.Amount?.Amount ?? sum.Remedies)
        .Take(1);
}
