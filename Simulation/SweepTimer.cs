using Escalation.Functions.FollowUp;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Simulation;

/// <summary>The timer that runs the sweep over the alarms each minute. Minutes in which no alarm can ring are left out.</summary>
internal sealed class SweepTimer(Run run)
{
    private DateTimeOffset _next = DateTimeOffset.MaxValue;
    private DateTimeOffset _downUntil;

    /// <summary>An alarm row was written.</summary>
    public void Nudge(DateTimeOffset wake)
    {
        var at = NextMinute(wake > run.Now ? wake : run.Now);
        if (at < _next)
        {
            Plan(at);
        }
    }

    public void Resume()
    {
        _downUntil = run.Now;
        Next();
    }

    private void Plan(DateTimeOffset at)
    {
        _next = at;
        run.Schedule.At(at, () => Ring(at));
    }

    private void Ring(DateTimeOffset at)
    {
        if (at != _next)
        {
            return;
        }

        if (run.Faults.Strikes(Fault.TimerDown))
        {
            _downUntil = run.Now + run.Dice.Between(TimeSpan.FromMinutes(20), TimeSpan.FromHours(20));
        }

        if (run.Now >= _downUntil)
        {
            Sweep();
            if (run.Faults.Strikes(Fault.TwoSweepsAtOnce))
            {
                Sweep();
            }
        }

        Next();
    }

    private void Sweep()
    {
        if (run.Hosts.InstanceFor() is { } instance)
        {
            run.Hosts.Begin("sweep", instance, null, () => instance.The<AlarmTimer>().Sweep(new TimerInfo(), default));
            if (run.Dice.Chance(0.02))
            {
                run.Hosts.Begin("tidy", instance, null, () => instance.The<AlarmTimer>().Tidy(new TimerInfo(), default));
            }
        }
    }

    private void Next()
    {
        _next = DateTimeOffset.MaxValue;
        var earliest = run.Record.EarliestWake();
        if (earliest is { } wake)
        {
            var least = run.Now > _downUntil ? run.Now : _downUntil;
            Plan(NextMinute(wake > least ? wake : least));
        }
    }

    private static DateTimeOffset NextMinute(DateTimeOffset time) =>
        new(time.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute, TimeSpan.Zero);
}
