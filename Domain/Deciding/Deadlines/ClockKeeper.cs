using Escalation.Domain.Calendars;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Deadlines;

/// <summary>Adds to every decision what it means for the clocks of the case (X01, X10): whoever decides need not think of them.</summary>
/// <remarks>Clocks start when a case is registered, the service clock again when it is re-opened. What ends or pauses after its time has
/// breached it, even where its alarm has yet to ring.</remarks>
internal static class ClockKeeper
{
    public static Decision Keep(Case? before, Command command, Decision decision, Circumstances circumstances)
    {
        if (EventsOf(decision) is not { Count: > 0 } events || !HasClocks(before, circumstances.Policy)
            || (before?.Id ?? (command as Command.Register)?.Registration.Case) is not { } id)
        {
            return decision;
        }

        var now = NowOf(before, command, circumstances);
        var after = Foreseen(id, before, events, now);
        var added = (before is null ? Starting(after, circumstances, now) : Ending(before, after, now))
            .Concat(Promising(after, events))
            .Concat(Serving(before, after, circumstances.Policy, now))
            .ToList();
        return (added.Count, decision) switch
        {
            (0, _) => decision,
            (_, Decision.Refused refused) => refused with { Events = [.. events, .. added] },
            (_, Decision.Accepted accepted) => accepted with { Events = [.. events, .. added] },
            _ => decision,
        };
    }

    private static ValueList<Event> EventsOf(Decision decision) => decision switch
    {
        Decision.Accepted accepted => accepted.Events,
        Decision.Refused refused => refused.Events,
        _ => [],
    };

    private static bool HasClocks(Case? before, Policy policy) =>
        before?.Clocks is not null || policy.Service is not null || (before is null && policy.Legal.Count > 0);

    /// <summary>As the commit will be dated: never before what went before, and never before the deadline that fired.</summary>
    private static DateTimeOffset NowOf(Case? before, Command command, Circumstances circumstances)
    {
        var now = before is not null && before.LastAt > circumstances.Now ? before.LastAt : circumstances.Now;
        return command is Command.FireDeadline fired && fired.Due > now ? fired.Due : now;
    }

    private static Case Foreseen(CaseId id, Case? before, ValueList<Event> events, DateTimeOffset now) => Fold.Commit(
        id,
        before,
        [.. events.Select((happened, i) => new Recorded(
            (before?.LastEvent ?? 0) + 1 + i, (before?.Version ?? 0) + 1, now, Actor.Pipeline, "", happened))]);

    /// <summary>A case is under every regime whose conditions its complaint meets.</summary>
    private static IEnumerable<Event> Starting(Case after, Circumstances circumstances, DateTimeOffset now) =>
        from policy in new[] { circumstances.Policy }
        from regime in policy.Legal
        where regime.When.Holds(new(after.Complaint, circumstances.Facts.Repeat, now))
        let calendar = policy.CalendarNamed(regime.Calendar)
        let hours = policy.CalendarOf(Policy.AutomaticLevel, after.Complaint)
        select new Event.LegalClockStarted(
            regime.Id, after.Complaint.ReceivedAt, [.. regime.Steps.Select(step => Date(step, after.Complaint.ReceivedAt, now, calendar, hours))]);

    /// <summary>The warning falls into working hours where any are left before the date (X02).</summary>
    private static LegalDate Date(LegalStepRule step, DateTimeOffset received, DateTimeOffset now, BusinessCalendar calendar, BusinessCalendar hours)
    {
        var due = step.Within.EndFrom(step.From == LegalStart.Receipt ? received : now, calendar);
        var warnAt = due > now ? step.WarnBefore?.Before(due, calendar) : null;
        return new(step.Id, step.Until, due, warnAt is { } at && hours.NextOpening(at) is var opening && opening < due ? opening : warnAt, step.Required);
    }

    /// <summary>What was done too late was a breach, though nobody noted it yet.</summary>
    private static IEnumerable<Event> Ending(Case before, Case after, DateTimeOffset now) =>
        from pair in (before.Clocks?.Legal ?? []).Zip(after.Clocks?.Legal ?? [])
        where pair.First.IsOpen && pair.First.Date is { Required: true } date && date.Due < now && pair.Second is { BreachedAt: null, MetAt: not null }
        select new Event.LegalDeadlineBreached(pair.First.Regime, pair.First.Date.Step, pair.First.Date.Due);

    /// <summary>A promise that could not be brought before the legal date is not made in silence (R34).</summary>
    private static IEnumerable<Event> Promising(Case after, ValueList<Event> events) =>
        after.Clocks?.Final is { WarnedAt: null } final
        && events.Any(happened => happened is Event.PromiseMade { About: PromiseKind.Answer } promised && promised.Due >= final.Date.Due)
            ? [new Event.LegalDeadlineWarned(final.Regime, final.Date.Step, final.Date.Due)]
            : [];

    private static IEnumerable<Event> Serving(Case? before, Case after, Policy policy, DateTimeOffset now)
    {
        var calendar = policy.ServiceCalendar;
        var clock = before?.Clocks?.Now;
        var isNew = before?.Round != after.Round;
        var stands = !after.IsOpen || CustomerOwes(after.Stage);
        if (clock is { IsRunning: true, BreachedAt: null } && clock.Due < now && (isNew || stands))
        {
            yield return new Event.ServiceClockBreached(clock.Round, clock.Due);
        }

        if (isNew && after.IsOpen && policy.Service?.WithinFor(after.Complaint.Category) is { } within)
        {
            clock = new(after.Round, now, calendar.Add(now, within), TimeSpan.Zero) { RunningSince = now };
            yield return new Event.ServiceClockStarted(clock.Round, clock.Due);
        }

        if (clock is null || clock.Round != after.Round || !after.IsOpen)
        {
            yield break;
        }

        if (clock.IsRunning && stands)
        {
            yield return new Event.ServiceClockPaused(clock.ElapsedAt(now, calendar), Left(clock, now, calendar));
        }
        else if (clock is { PausedSince: { } since, Left: { } left } && !stands)
        {
            // Nothing may be left of the opening hours while the time itself is still to come, as in the night before: then it is up now, and was not before.
            yield return new Event.ServiceClockResumed(clock.Due < since ? clock.Due : calendar.AddOpenTime(now, left));
        }
    }

    /// <summary>Their time is not ours: questions to answer, of the pipeline or of a reviewer, options to choose from, and whether all is well
    /// once the remedy was carried out.</summary>
    private static bool CustomerOwes(Stage stage) =>
        stage is Stage.Clarifying or Stage.Offered or Stage.FollowingUp or Stage.UnderReview { Inquiry: { Adviser: null } };

    private static TimeSpan Left(ServiceClock clock, DateTimeOffset now, BusinessCalendar calendar) =>
        clock.Due > now ? calendar.OpenTimeBetween(now, clock.Due) : TimeSpan.Zero;
}
