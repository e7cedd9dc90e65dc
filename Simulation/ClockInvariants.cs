using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Simulation;

/// <summary>What must hold of the clocks of every case (X01, X14): each breach once, none before its time, none missed.</summary>
internal static class ClockInvariants
{
    /// <summary>The sweep comes each minute, and handlers are slow now and then.</summary>
    private static readonly TimeSpan s_promptly = TimeSpan.FromMinutes(10);

    /// <summary>An event was committed just now.</summary>
    public static void Happened(Run run, CaseId id, Recorded recorded)
    {
        if (BreachOf(recorded.Event) is not { } breach)
        {
            return;
        }

        if (breach.Due > recorded.At)
        {
            run.Fail("clocks", id, $"{breach.Clock} was recorded as breached at {recorded.At:O}, and is due {breach.Due:O}.");
        }

        if (run.Faults.AreNone && run.Now - breach.Due > s_promptly)
        {
            run.Fail("clocks", id, $"{breach.Clock} was due {breach.Due:O}, and its breach was recorded {run.Now - breach.Due} later although nothing failed.");
        }
    }

    /// <summary>Nothing is on its way any more.</summary>
    public static void Check(Run run, CaseId id, Case state, IReadOnlyList<Recorded> log)
    {
        if (log.Select(recorded => BreachOf(recorded.Event)?.Clock).OfType<string>().GroupBy(clock => clock, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            run.Fail("clocks", id, $"the breach of {twice.Key} was recorded {twice.Count()} times.");
        }

        if (state.Clocks is not { } clocks)
        {
            run.Fail("clocks", id, "the case has no clocks, though the policy sets them for every case.");
            return;
        }

        if (state.IsOpen && clocks.Legal.FirstOrDefault(time => time is { IsOpen: true, Date.Required: true } && time.Date.Due <= run.Now) is { } missed)
        {
            run.Fail("clocks", id, $"{missed.Regime} {missed.Date.Step} was due {missed.Date.Due:O}, and its breach was never recorded.");
        }

        if (state.Stage is not (Stage.Closed or Stage.Assessing) && clocks.Now is { IsRunning: true, BreachedAt: null } clock && clock.Due <= run.Now)
        {
            run.Fail("clocks", id, $"the service time of round {clock.Round} was used up {clock.Due:O}, and its breach was never recorded.");
        }

        var set = log.Select(recorded => recorded.Event).OfType<Event.LegalClockStarted>().SelectMany(started => started.Dates);
        if (!set.SequenceEqual(clocks.Legal.Select(time => time.Date)))
        {
            run.Fail("clocks", id, "a legal date is not the one that was set when the case was registered.");
        }
    }

    private static (string Clock, DateTimeOffset Due)? BreachOf(Event happened) => happened switch
    {
        Event.LegalDeadlineBreached e => ($"{e.Regime} {e.Step}", e.Due),
        Event.ServiceClockBreached e => ($"service round {e.Round}", e.Due),
        _ => null,
    };
}
