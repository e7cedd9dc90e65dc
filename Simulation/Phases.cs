using Escalation.Functions.Path;

namespace Escalation.Simulation;

/// <summary>The parts of a run: trouble, rest in which everything is looked at, and in the end people who do their part until every case is closed.</summary>
/// <param name="days">For which people have something to say and faults strike.</param>
/// <param name="mostSteps">Tens of times what a run takes: beyond that, messages breed messages.</param>
internal sealed class Phases(Run run, int days, long mostSteps)
{
    private const int Parts = 4;
    private readonly Invariants _invariants = new(run);
    private long _steps;

    public void Play()
    {
        var start = run.Now;
        for (var part = 1; part <= Parts && run.Problem is null; part++)
        {
            RunUntil(start + TimeSpan.FromDays((double)days * part / Parts));
            ComeToRest();
        }

        PlayOut();
    }

    private void RunUntil(DateTimeOffset time)
    {
        while (run.Problem is null && run.Schedule.Step(time))
        {
            if (++_steps > mostSteps)
            {
                run.Fail("liveness", null, $"never stops working: {Unrest()}");
            }
        }
    }

    /// <summary>Holds faults and people back until nothing is on its way any more, and looks at everything then.</summary>
    private void ComeToRest()
    {
        var latest = run.Now + TimeSpan.FromHours(12);
        (run.Faults.Off, run.People.Waits) = (true, true);
        run.Hosts.Resume();
        run.Timer.Resume();
        do
        {
            RunUntil(run.Now + TimeSpan.FromMinutes(5));
        }
        while (run.Problem is null && !IsAtRest() && run.Now < latest);

        if (run.Problem is null && !IsAtRest())
        {
            run.Fail("liveness", run.Record.Overdue().FirstOrDefault()?.Case, $"does not come to rest: {Unrest()}");
        }

        if (run.Problem is null)
        {
            run.Inspect(_invariants.CheckAll);
        }

        (run.Faults.Off, run.People.Waits) = (false, false);
    }

    /// <summary>Liveness: without faults, with people who do their part, every case reaches its end.</summary>
    private void PlayOut()
    {
        run.Faults.Off = true;
        run.People.IsCooperative = true;
        var latest = run.Now + TimeSpan.FromDays(120);
        while (run.Problem is null && run.Now < latest && !(run.People.AreDone && run.Record.Cases.Values.All(c => !c.IsOpen) && IsAtRest()))
        {
            RunUntil(run.Now + TimeSpan.FromHours(6));
        }

        if (run.Problem is null && run.Record.Cases.Values.FirstOrDefault(c => c.IsOpen) is { } open)
        {
            run.Fail("liveness", open.Id, $"never closes: it is {open.Stage.Name}.");
        }

        RingOut();
        ComeToRest();
        if (run.Problem is null)
        {
            run.Inspect(_invariants.CheckEnd);
        }
    }

    /// <summary>Alarm rows that no case waits for ring in their time, and go.</summary>
    private void RingOut()
    {
        if (run.Problem is null && run.Record.Strays().Select(row => row.Due).DefaultIfEmpty().Max() is var last && last > run.Now)
        {
            RunUntil(last + AlarmClock.HandlerLifetime);
        }
    }

    private bool IsAtRest() => run.Hosts.Live == 0 && run.Queues.Waiting == 0 && !run.Record.Overdue().Any();

    private string Unrest() =>
        $"{run.Hosts.Live} run, {string.Join(", ", run.Queues.Messages.Take(3).Select(m => $"{m.Entity} {m.Message.Key}"))} wait, alarms {string.Join(", ", run.Record.Overdue().Take(3).Select(a => a.Key))}";
}
