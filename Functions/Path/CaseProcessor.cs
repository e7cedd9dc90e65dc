using Escalation.Domain.Cases;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Path;

/// <summary>A command on its way to a case.</summary>
/// <param name="Key">The idempotency key: a second command with the same one is answered with what became of the first.</param>
public sealed record CaseCommand(CaseId Case, string Key, Command Command, Actor By);

/// <summary>What handling a command came to.</summary>
public abstract record Handled
{
    private Handled()
    {
    }

    /// <summary>What it is called in spans.</summary>
    public abstract string Name { get; }

    /// <param name="Before">Whether an earlier delivery of the message had been handled.</param>
    public sealed record Recorded(MessageOutcome Outcome, bool Before) : Handled
    {
        public override string Name => Before ? "handled-before" : Words.Kebab(Outcome.State);
    }

    /// <summary>Nobody knows the case yet; its complaint may still be on its way.</summary>
    public sealed record CaseUnknown : Handled
    {
        public override string Name => "case-unknown";
    }

    /// <summary>A follow-up that does not fire: nothing was recorded, so that it may fire later.</summary>
    /// <param name="Seen">The case as it was when that was decided.</param>
    public sealed record NotDue(Case? Seen) : Handled
    {
        public override string Name => "not-due";
    }
}

/// <summary>The case was changed by others at every try.</summary>
public sealed class TooManyConflictsException(CaseId id) : Exception($"Case {id} was changed by others at every try.");

/// <summary>The one path on which a case changes: load, decide, arm, commit, publish, project. Completing the message is the
/// trigger's.</summary>
/// <remarks>Why each step is there, and what breaks without it: docs/protocol.md.</remarks>
public sealed class CaseProcessor(
    CaseStore cases,
    AlarmClock alarms,
    CaseViews views,
    CustomerRows customers,
    Publisher publisher,
    PolicyBook policies,
    FactsReader reader,
    BudgetLedger ledger,
    Traces traces,
    Meters meters,
    TimeProvider clock)
{
    private const int Tries = 5;

    /// <exception cref="StoreUnavailableException">Try again later; the command may or may not have been recorded.</exception>
    /// <exception cref="SendFailedException">Recorded, but not everything it implies was sent; try again later.</exception>
    /// <exception cref="TooManyConflictsException">Try again later; nothing was recorded.</exception>
    /// <exception cref="DecisionFailedException">No later try would help; nothing was recorded.</exception>
    public async Task<Handled> Handle(CaseCommand command, CancellationToken stopping)
    {
        using var span = traces.Handling(command.Case, command.Command);
        try
        {
            var handled = await Try(command, stopping);
            Traces.Handled(span, handled.Name, (handled as Handled.Recorded)?.Outcome.Refusal);
            return handled;
        }
        catch (Exception e)
        {
            Traces.Failed(span, e);
            throw;
        }
    }

    /// <summary>Sends and lists what a message that was handled before implies: whoever handled it may have died before doing so.</summary>
    /// <remarks>That it was sent is noted at once: where the lists are slower than locks last, each delivery would else send everything again,
    /// and each of those messages its own.</remarks>
    public async Task FinishAgain(CaseId id, string message, MessageOutcome outcome, CancellationToken stopping)
    {
        if (outcome is { LastEvent: { } last, SentAt: null })
        {
            var commit = (await cases.CommitOf(id, last, stopping))!;
            await publisher.Publish(commit.After, commit.Events, stopping);
            await cases.NoteSent(id, message, outcome, clock.GetUtcNow(), stopping);
        }

        if (await cases.Find(id, stopping) is { } newest)
        {
            await views.Project(newest, stopping);
            await customers.Write(newest, stopping);
            await ledger.Settle(newest, await policies.Of(newest.Complaint.Policy, stopping), stopping);
        }
    }

    private async Task<Handled> Try(CaseCommand command, CancellationToken stopping)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            var read = await cases.Load(command.Case, command.Key, stopping);
            if (read.Handled is { } outcome)
            {
                await FinishAgain(command.Case, command.Key, outcome, stopping);
                return new Handled.Recorded(outcome, Before: true);
            }

            try
            {
                return await DecideAndRecord(command, read, stopping);
            }
            catch (StoreConflictException)
            {
                await Task.Delay(Jitter(command.Key, attempt), clock, stopping);
            }
        }

        throw new TooManyConflictsException(command.Case);
    }

    private async Task<Handled> DecideAndRecord(CaseCommand command, LoadedCase read, CancellationToken stopping)
    {
        var policy = read.Case is null ? policies.Current : await policies.Of(read.Case.Complaint.Policy, stopping);
        var budgets = await ledger.ReadFor(command, read.Case, policy, stopping);
        var known = await reader.For(command, read.Case, policy, stopping);
        var facts = known with { Granted = budgets?.Granted ?? [], GrantedUnkept = budgets?.GrantedUnkept ?? [] };
        var circumstances = new Circumstances(command.By, policy, facts, clock.GetUtcNow());
        return Pure(command, () => Decider.Decide(read.Case, command.Command, circumstances)) switch
        {
            Decision.Refused when command.Command is Command.FireDeadline => new Handled.NotDue(read.Case),
            Decision.Refused { Refusal.Reason: RefusalReason.UnknownCase } => new Handled.CaseUnknown(),
            Decision.Refused { Events.Count: 0 } refused => await Record(command, read, refused.Refusal, stopping),
            Decision.Refused refused => await Record(command, read, new(refused.Events, refused.Texts), refused.Refusal, circumstances, budgets, stopping),
            Decision.Accepted accepted => await Record(command, read, accepted, null, circumstances, budgets, stopping),
            _ => throw new InvalidOperationException("A decision is an acceptance or a refusal."),
        };
    }

    /// <summary>What fails in the pure part fails again at every try.</summary>
    private static T Pure<T>(CaseCommand command, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e)
        {
            throw new DecisionFailedException(command.Command.GetType().Name, e);
        }
    }

    private async Task<Handled> Record(CaseCommand command, LoadedCase read, Refusal refusal, CancellationToken stopping)
    {
        var outcome = new MessageOutcome(MessageState.Refused, clock.GetUtcNow(), Reason: Words.Kebab(refusal.Reason), Words: refusal.Words);
        await cases.Commit(command.Case, read, read.Case, [], [], command.Key, outcome, traces.ToKeep, stopping);
        meters.Recorded(command.Command, Words.Kebab(outcome.State), outcome.Refusal);
        return new Handled.Recorded(outcome, Before: false);
    }

    /// <param name="refusal">Why nothing was done, where the events only tell that something was asked for and what follows from that.</param>
    private async Task<Handled> Record(
        CaseCommand command,
        LoadedCase read,
        Decision.Accepted decision,
        Refusal? refusal,
        Circumstances circumstances,
        BudgetReading? budgets,
        CancellationToken stopping)
    {
        var now = circumstances.Now;
        var events = Numbered(command, read.Case, decision.Events, now);
        var after = events.Count == 0 ? read.Case! : Pure(command, () => Fold.Commit(command.Case, read.Case, events));
        await ledger.Reserve(command, read.Case, circumstances.Policy, budgets, decision.Events, stopping);
        if (after.Next is { } next && next != read.Case?.Next)
        {
            await alarms.Arm(command.Case, next, stopping);
        }

        var outcome = new MessageOutcome(
            refusal is null ? MessageState.Accepted : MessageState.Refused,
            now,
            events.Count,
            events.Count > 0 ? after.Version : null,
            events.Count > 0 ? after.LastEvent : null,
            refusal is null ? null : Words.Kebab(refusal.Reason),
            refusal?.Words);
        await cases.Commit(command.Case, read, after, events, decision.Texts, command.Key, outcome, traces.ToKeep, stopping);
        traces.Committed(after);
        meters.Recorded(command.Command, Words.Kebab(outcome.State), outcome.Refusal);
        meters.Committed(after, events);
        await publisher.Publish(after, events, stopping);
        if (CaseViews.Differ(read.Case, after))
        {
            await views.Project(after, stopping);
        }

        if (CustomerRows.Differ(read.Case, after))
        {
            await customers.Write(after, stopping);
        }

        if (BudgetLedger.MayHoldTooMuch(read.Case, after, budgets))
        {
            await ledger.Settle(after, circumstances.Policy, stopping);
        }

        if (read.Case?.Next is { } overtaken && overtaken != after.Next && command.Command is not Command.FireDeadline)
        {
            await alarms.Disarm(command.Case, overtaken, stopping);
        }

        return new Handled.Recorded(outcome, Before: false);
    }

    private static List<Recorded> Numbered(CaseCommand command, Case? before, IReadOnlyList<Event> events, DateTimeOffset now)
    {
        var at = Later(now, before?.LastAt ?? now, command.Command is Command.FireDeadline fired ? fired.Due : now);
        return [.. events.Select((happened, i) => new Recorded(
            (before?.LastEvent ?? 0) + 1 + i, (before?.Version ?? 0) + 1, at, command.By, command.Key, happened))];
    }

    private static DateTimeOffset Later(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = times[0];
        foreach (var time in times)
        {
            latest = time > latest ? time : latest;
        }

        return latest;
    }

    /// <summary>Spreads those who collided, by their keys and not by chance, so that a simulated run can be repeated.</summary>
    private static TimeSpan Jitter(string key, int attempt)
    {
        var spread = key.Aggregate(17u, (hash, character) => hash * 31 + character) % 20;
        return TimeSpan.FromMilliseconds(attempt * (5 + spread));
    }
}
