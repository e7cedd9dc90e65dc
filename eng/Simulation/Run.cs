using Escalation.Domain;
using Escalation.Functions.FollowUp;
using Escalation.Functions.Pipeline;
using Escalation.Functions.Policies;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Simulation;

/// <summary>One run: some complaints, the people around them, and everything that goes wrong, all of it decided by one seed.</summary>
internal sealed class Run : IDisposable
{
    private static readonly DateTimeOffset s_start = new(2026, 3, 23, 6, 0, 0, TimeSpan.Zero);

    private readonly AsyncLocal<Activity?> _current = new();
    private readonly Trace _trace = new();
    private readonly List<Instance> _instances = [];
    private readonly IRows _rows;
    private readonly Dice _chaos;
    private readonly int _days;
    private readonly long _mostSteps;
    private MemoryStore? _atRest;
    private int _live;
    private long _steps;
    private DateTimeOffset _allDownUntil;
    private DateTimeOffset _storeDownUntil;

    public Run(ulong seed, int cases, int days, int faults, Wiring wiring)
    {
        (Wiring, _days) = (wiring, days);

        // Tens of times what a run takes: beyond that, messages breed messages.
        _mostSteps = 100_000 + 2_000L * days * cases;
        Dice = new(seed);
        _chaos = Dice.Fork();
        Schedule = new(s_start);
        Faults = new(Dice.Fork(), faults);
        Record = new(this);
        _rows = wiring.Rows(Record.Wrote);
        Queues = new(this, Record.Sent);
        Timer = new(this);
        Staff = PeopleReader.Read(Resource("people.yaml"), "people.yaml", [Code.Parse("l1"), Code.Parse("l2"), Code.Parse("l3")]);
        Policies = Finished(PolicyBook.Open(Store, Resource("policy.yaml"), "policy.yaml", default));
        var store = wiring.AroundStore(new FaultyStore(this, _rows), this);
        var sender = wiring.AroundSender(new FaultySender(this), this);
        for (var number = 0; number < 3; number++)
        {
            var skew = Faults.Strikes(Fault.ClockSkew) ? Dice.Between(TimeSpan.FromMinutes(-2), TimeSpan.FromMinutes(2)) : TimeSpan.Zero;
            _instances.Add(new(number, new(Schedule, skew), store, sender, new FaultyDelivery(this), Policies, Staff, CaseRows));
        }

        People = new(this, Dice.Fork(), cases, TimeSpan.FromDays(days));
    }

    public Wiring Wiring { get; }

    public Dice Dice { get; }

    public Schedule Schedule { get; }

    public DateTimeOffset Now => Schedule.Now;

    public Faults Faults { get; }

    public Record Record { get; }

    /// <summary>What lies in the store, for whoever looks on: no faults, and no time passes.</summary>
    public IRows Store => _atRest ?? _rows;

    public RememberedRows CaseRows { get; } = new();

    public Queues Queues { get; }

    public SweepTimer Timer { get; }

    public PolicyBook Policies { get; }

    public PeopleFile Staff { get; }

    public People People { get; }

    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>What runs now; null outside of the code under test.</summary>
    public Activity? Current => _current.Value;

    public bool StoreIsDown => Now < _storeDownUntil;

    /// <summary>The first thing that was found wrong; the run ends there.</summary>
    public Problem? Problem { get; private set; }

    public void Fail(string invariant, CaseId? id, string what) => Problem ??= new(invariant, id, what, Now);

    /// <summary>Runs to the end.</summary>
    /// <returns>The hash of all that happened: equal for the same seed.</returns>
    public string Play()
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(Schedule);
        try
        {
            People.Begin();
            var invariants = new Invariants(this);
            for (var part = 1; part <= 4 && Problem is null; part++)
            {
                RunUntil(s_start + TimeSpan.FromDays(_days * part / 4.0));
                ComeToRest(invariants);
            }

            PlayOut(invariants);
            var rows = _rows.AtRest();
            foreach (var partition in rows.PartitionsOf(TableNames.Cases))
            {
                foreach (var row in rows.Rows(TableNames.Cases, partition))
                {
                    Trace(row.Key);
                    _trace.Add(row.Body.Span);
                }
            }

            return _trace.Hash();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    public void Trace(string what) => _trace.Add(Now, what);

    /// <summary>How long a call takes: mostly nothing, sometimes long enough for others to overtake it.</summary>
    public TimeSpan Latency() => Dice.Below(100) switch
    {
        < 70 => TimeSpan.FromMicroseconds(Dice.Below(5_000)),
        < 95 => TimeSpan.FromMilliseconds(Dice.Below(100)),
        _ => TimeSpan.FromMilliseconds(100 + Dice.Below(2_000)),
    };

    /// <summary>An instance that can take something now; null when there is none.</summary>
    public Instance? InstanceFor()
    {
        if (Now < _allDownUntil)
        {
            return null;
        }

        var up = _instances.Where(i => i.DownUntil <= Now).ToList();
        return up.Count == 0 ? null : up[Dice.Below(up.Count)];
    }

    /// <summary>Hands a delivery to the function of its queue.</summary>
    public void Start(string queue, Instance instance, Delivery delivery)
    {
        // The dead-letters queue never gives a message up, so there it would burn for ever.
        var burnt = delivery.Queued.Burning && !Faults.Off;
        delivery.Queued.Burning |= delivery.Queued.DeadLetter is null && Faults.Strikes(Fault.DeliveriesBurnt);
        if (burnt)
        {
            return;
        }

        delivery.Activity = Begin(queue, instance, delivery, () => Wiring.Handle(Current!, () => instance.Handle(queue, delivery), this), () =>
        {
            if (!delivery.Settled)
            {
                Queues.Release(delivery);
            }
        });
        delivery.Activity.Dawdles = delivery.Queued.Burning ? Dice.Below(10) : -1;
    }

    /// <summary>Runs the product's code as an activity of its own.</summary>
    /// <param name="finished">Not called when it crashes.</param>
    public Activity Begin(string name, Instance? instance, Delivery? delivery, Func<Task> work, Action? finished = null)
    {
        var activity = new Activity(name, instance, delivery, Now);
        _live++;
        instance?.Running.Add(activity);
        Trace($"begin {name} {instance?.Number} {delivery?.Queued.Message.Key}");
        var before = _current.Value;
        _current.Value = activity;
        _ = Carry(activity, work, finished);
        _current.Value = before;
        return activity;
    }

    /// <summary>Waits until the dice let this activity go on; for ever when it crashes.</summary>
    public Task Turn(PortStep step)
    {
        if (Current is not { } activity)
        {
            return Task.CompletedTask;
        }

        StrikeWide();
        if (!activity.Alive || Crashes(activity, step, after: false))
        {
            return Never();
        }

        var turn = new TaskCompletionSource();
        var doomed = activity.Dawdles == 0 && Dice.Chance(0.5);
        Schedule.After(Wait(activity, step), () =>
        {
            if (!activity.Alive)
            {
                return;
            }

            if (doomed)
            {
                End(activity);
                return;
            }

            if (Now - activity.StartedAt > Activity.LongestLife)
            {
                Faults.Note(Fault.HandlerTimedOut);
                End(activity);
                return;
            }

            turn.SetResult();
        });
        return turn.Task;
    }

    /// <summary>After a call did its work: the caller may never hear of it.</summary>
    public Task Done(PortStep step) =>
        Current is { } activity && (!activity.Alive || Crashes(activity, step, after: true)) ? Never() : Task.CompletedTask;

    /// <summary>A task of its own each time: a shared one would hold on to everything that ever waited for it, and so to all runs before.</summary>
    private static Task Never() => new TaskCompletionSource().Task;

    public void Dispose()
    {
        _instances.ForEach(instance => instance.Dispose());
        _trace.Dispose();
    }

    private async Task Carry(Activity activity, Func<Task> work, Action? finished)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is StoreUnavailableException or SendFailedException or Azure.Messaging.ServiceBus.ServiceBusException)
        {
            Trace($"failed {activity.Name} {e.GetType().Name}");
        }
        catch (Exception e)
        {
            Fail("unexpected exception", activity.Message is { } delivery ? IncomingMessage.CaseOf(delivery.Received) : null, $"{activity.Name}: {e}");
        }

        activity.Finished = true;
        if (activity.Alive)
        {
            _live--;
            activity.Instance?.Running.Remove(activity);
            finished?.Invoke();
        }
    }

    private void End(Activity activity)
    {
        if (activity is { Alive: true, Finished: false })
        {
            activity.Alive = false;
            activity.Instance?.Running.Remove(activity);
            _live--;
            Trace($"dead {activity.Name}");
        }
    }

    private bool Crashes(Activity activity, PortStep step, bool after)
    {
        var fault = step == PortStep.Elsewhere ? Fault.CrashElsewhere : (Fault)((int)step * 2 + (after ? 1 : 0));
        if (!Faults.Strikes(fault))
        {
            return false;
        }

        End(activity);
        return true;
    }

    private TimeSpan Wait(Activity activity, PortStep step) =>
        activity.Dawdles-- == 0 ? Dice.Between(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(28))
        : Faults.IsSlow(step) ? Dice.Of(
            Dice.Between(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(85)),
            Dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)),
            Dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20)))
        : Latency();

    /// <summary>Faults that hit everything that runs.</summary>
    private void StrikeWide()
    {
        if (Faults.Strikes(Fault.StoreDown))
        {
            _storeDownUntil = Now + _chaos.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2));
        }

        if (Faults.Strikes(Fault.AllInstancesDown))
        {
            _allDownUntil = Now + _chaos.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(2));
            _instances.ForEach(Stop);
        }

        if (Faults.Strikes(Fault.InstanceDown))
        {
            var instance = _instances[_chaos.Below(_instances.Count)];
            instance.DownUntil = Now + _chaos.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
            Stop(instance);
        }
    }

    /// <summary>What runs on it stops where it is: its turns never come.</summary>
    private void Stop(Instance instance)
    {
        foreach (var activity in instance.Running.ToList())
        {
            End(activity);
        }
    }

    private void RunUntil(DateTimeOffset time)
    {
        while (Problem is null && Schedule.Step(time))
        {
            if (++_steps > _mostSteps)
            {
                Fail("liveness", null, $"never stops working: {Unrest()}");
            }
        }
    }

    /// <summary>Holds faults and people back until nothing is on its way any more, and looks at everything then.</summary>
    private void ComeToRest(Invariants invariants)
    {
        var latest = Now + TimeSpan.FromHours(12);
        (Faults.Off, People.Waits) = (true, true);
        (_storeDownUntil, _allDownUntil) = (Now, Now);
        Timer.Resume();
        do
        {
            RunUntil(Now + TimeSpan.FromMinutes(5));
        }
        while (Problem is null && !IsAtRest() && Now < latest);

        if (Problem is null && !IsAtRest())
        {
            Fail("liveness", Record.Overdue().FirstOrDefault()?.Case, $"does not come to rest: {Unrest()}");
        }

        if (Problem is null)
        {
            Inspect(invariants.CheckAll);
        }

        (Faults.Off, People.Waits) = (false, false);
    }

    /// <summary>Liveness: without faults, with people who do their part, every case reaches its end.</summary>
    private void PlayOut(Invariants invariants)
    {
        Faults.Off = true;
        People.IsCooperative = true;
        var latest = Now + TimeSpan.FromDays(120);
        while (Problem is null && Now < latest && !(People.AreDone && Record.Cases.Values.All(c => !c.IsOpen) && IsAtRest()))
        {
            RunUntil(Now + TimeSpan.FromHours(6));
        }

        if (Problem is null && Record.Cases.Values.FirstOrDefault(c => c.IsOpen) is { } open)
        {
            Fail("liveness", open.Id, $"never closes: it is {open.Stage.Name}.");
        }

        RingOut();
        ComeToRest(invariants);
        if (Problem is null)
        {
            Inspect(invariants.CheckEnd);
        }
    }

    /// <summary>Alarm rows that no case waits for ring in their time, and go.</summary>
    private void RingOut()
    {
        if (Problem is null && Record.Strays().Select(row => row.Due).DefaultIfEmpty().Max() is var last && last > Now)
        {
            RunUntil(last + AlarmClock.HandlerLifetime);
        }
    }

    private void Inspect(Action check)
    {
        _atRest = _rows.AtRest();
        check();
        _atRest = null;
    }

    private bool IsAtRest() => _live == 0 && Queues.Waiting == 0 && !Record.Overdue().Any();

    private string Unrest() =>
        $"{_live} run, {string.Join(", ", Queues.Messages.Take(3).Select(m => $"{m.Entity} {m.Message.Key}"))} wait, alarms {string.Join(", ", Record.Overdue().Take(3).Select(a => a.Key))}";

    private static T Finished<T>(Task<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("A call that has nothing to wait for did not come back.");

    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(Run).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

/// <summary>The first thing found wrong in a run.</summary>
internal sealed record Problem(string Invariant, CaseId? Case, string What, DateTimeOffset At);

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
        if (run.InstanceFor() is { } instance)
        {
            run.Begin("sweep", instance, null, () => instance.The<AlarmTimer>().Sweep(new TimerInfo(), default));
            if (run.Dice.Chance(0.02))
            {
                run.Begin("tidy", instance, null, () => instance.The<AlarmTimer>().Tidy(new TimerInfo(), default));
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
