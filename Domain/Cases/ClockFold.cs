using System.Text.Json;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Cases;

/// <summary>What an event does to the clocks of a case. Most do nothing.</summary>
internal static class ClockFold
{
    private static readonly HashSet<string> CustomerMessages =
        [.. Enum.GetNames<CustomerMessage>().Select(JsonNamingPolicy.KebabCaseLower.ConvertName)];

    public static Case Apply(Case c, Recorded recorded) => c.Clocks is null && recorded.Event is not (LegalClockStarted or ServiceClockStarted)
        ? c
        : c with { Clocks = Change(c.Clocks ?? Clocks.None, recorded) };

    /// <summary>A commit that decides names the message that will tell the customer so.</summary>
    public static Case AfterCommit(Case c, IReadOnlyList<Recorded> commit) =>
        c.Clocks is { } clocks
        && commit.Any(recorded => recorded.Event is RemedyGranted or RemedyDeclined)
        && Outbound.CustomerMessageOf(c, commit) is { } told
            ? c with { Clocks = clocks with { AnswerIn = told.About } }
            : c;

    private static Clocks Change(Clocks clocks, Recorded recorded) => recorded.Event switch
    {
        LegalClockStarted e => clocks with { Legal = [.. clocks.Legal, .. e.Dates.Select(date => new LegalTime(e.Regime, date))] },
        LegalDeadlineWarned e => clocks.WithLegal(e.Regime, e.Step, time => time with { WarnedAt = recorded.At }),
        LegalDeadlineBreached e => clocks.WithLegal(e.Regime, e.Step, time => time with { BreachedAt = recorded.At }),
        MessageDelivered e when CustomerMessages.Contains(e.Kind.Text) => Told(clocks, e.Of, recorded.At),
        CaseClosed => Closed(clocks, recorded.At),
        CaseReopened => Reopened(clocks, recorded.At),
        ServiceClockStarted e => clocks with { Service = clocks.Service.With(new(e.Round, recorded.At, e.Due, TimeSpan.Zero) { RunningSince = recorded.At }) },
        ServiceClockPaused e => clocks.WithService(clock => clock with { Elapsed = e.Elapsed, Left = e.Left, RunningSince = null, PausedSince = recorded.At }),
        ServiceClockResumed e => clocks.WithService(clock => clock with { Due = e.Due, Left = null, RunningSince = recorded.At, PausedSince = null }),
        ServiceClockBreached e => clocks with
        {
            Service = [.. clocks.Service.Select(clock => clock.Round == e.Round ? clock with { BreachedAt = recorded.At } : clock)],
        },
        _ => clocks,
    };

    private static Clocks Told(Clocks clocks, int of, DateTimeOffset at) => clocks with
    {
        Told = clocks.Told + 1,
        Legal = Met(clocks, at, until => until switch
        {
            LegalEnd.Acknowledged => true,
            LegalEnd.Update => clocks.Told > 0 || of == clocks.AnswerIn,
            LegalEnd.Answer => of == clocks.AnswerIn,
            _ => false,
        }),
    };

    private static Clocks Closed(Clocks clocks, DateTimeOffset at) =>
        (clocks with { Legal = Met(clocks, at, _ => true) }).WithService(clock => clock with { StoppedAt = at, PausedSince = null });

    /// <summary>The law's time goes on from the first receipt: what closing or an answer had met in time is open again where its date is still
    /// ahead. A date that passed while it was met stays met.</summary>
    private static Clocks Reopened(Clocks clocks, DateTimeOffset at) => clocks with
    {
        AnswerIn = null,
        Legal =
        [
            .. clocks.Legal.Select(time =>
                time.BreachedAt is null && time.Date.Until != LegalEnd.Acknowledged && time.Date.Due > at ? time with { MetAt = null } : time),
        ],
    };

    private static ValueList<LegalTime> Met(Clocks clocks, DateTimeOffset at, Func<LegalEnd, bool> ends) =>
        [.. clocks.Legal.Select(time => time.MetAt is null && ends(time.Date.Until) ? time with { MetAt = at } : time)];

    private static Clocks WithLegal(this Clocks clocks, Code regime, Code step, Func<LegalTime, LegalTime> change) => clocks with
    {
        Legal = [.. clocks.Legal.Select(time => time.Regime == regime && time.Date.Step == step ? change(time) : time)],
    };

    /// <summary>Changes the clock of the present round, where there is one.</summary>
    private static Clocks WithService(this Clocks clocks, Func<ServiceClock, ServiceClock> change) => clocks.Now is { } now
        ? clocks with { Service = clocks.Service.Replacing(clocks.Service.Count - 1, change(now)) }
        : clocks;
}
