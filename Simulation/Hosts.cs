using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>The machines that run the product's code, and what befalls them: each port call waits for its turn, and a machine can die at any.</summary>
internal sealed class Hosts(Run run, Dice chaos) : IDisposable
{
    private readonly AsyncLocal<Activity?> _current = new();
    private readonly List<Instance> _instances = [];
    private DateTimeOffset _allDownUntil;
    private DateTimeOffset _storeDownUntil;

    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>What runs now; null outside of the code under test.</summary>
    public Activity? Current => _current.Value;

    /// <summary>How many activities have begun and neither ended nor died.</summary>
    public int Live { get; private set; }

    public bool StoreIsDown => run.Now < _storeDownUntil;

    public void Add(Instance instance) => _instances.Add(instance);

    /// <summary>Store and instances that were down are up again.</summary>
    public void Resume() => (_storeDownUntil, _allDownUntil) = (run.Now, run.Now);

    /// <summary>An instance that can take something now; null when there is none.</summary>
    public Instance? InstanceFor()
    {
        if (run.Now < _allDownUntil)
        {
            return null;
        }

        var up = _instances.Where(i => i.DownUntil <= run.Now).ToList();
        return up.Count == 0 ? null : up[run.Dice.Below(up.Count)];
    }

    /// <summary>Hands a delivery to the function of its queue.</summary>
    public void Start(string queue, Instance instance, Delivery delivery)
    {
        // What is never given up would burn for ever.
        var burnt = delivery.Queued.Burning && !run.Faults.Off;
        delivery.Queued.Burning |= delivery.Queued.MayBeGivenUp && run.Faults.Strikes(Fault.DeliveriesBurnt);
        if (burnt)
        {
            return;
        }

        delivery.Activity = Begin(queue, instance, delivery, () => run.Wiring.Handle(Current!, () => instance.Handle(queue, delivery), run), () =>
        {
            if (!delivery.Settled)
            {
                run.Queues.Release(delivery);
            }
        });
        delivery.Activity.Dawdles = delivery.Queued.Burning ? run.Dice.Below(10) : -1;
    }

    /// <summary>Runs the product's code as an activity of its own.</summary>
    /// <param name="finished">Not called when it crashes.</param>
    public Activity Begin(string name, Instance? instance, Delivery? delivery, Func<Task> work, Action? finished = null)
    {
        var activity = new Activity(name, instance, delivery, run.Now);
        Live++;
        instance?.Running.Add(activity);
        run.Trace($"begin {name} {instance?.Number} {delivery?.Queued.Message.Key}");
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
        var doomed = activity.Dawdles == 0 && run.Dice.Chance(0.5);
        run.Schedule.After(Wait(activity, step), () =>
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

            if (run.Now - activity.StartedAt > Activity.LongestLife)
            {
                run.Faults.Note(Fault.HandlerTimedOut);
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

    /// <summary>After a write did its work: hosts that hung are killed, and it may have been the last thing their handlers did.</summary>
    public Task Wrote(PortStep step)
    {
        if (Current is { Alive: true, Message: { } delivery } activity && !run.Queues.Holds(delivery) && run.Faults.Strikes(Fault.HandlerKilledLate))
        {
            End(activity);
        }

        return Done(step);
    }

    public void Dispose() => _instances.ForEach(instance => instance.Dispose());

    private async Task Carry(Activity activity, Func<Task> work, Action? finished)
    {
        try
        {
            await work();
        }
        catch (Exception e) when (e is StoreUnavailableException or SendFailedException or Azure.Messaging.ServiceBus.ServiceBusException)
        {
            run.Trace($"failed {activity.Name} {e.GetType().Name}");
        }
        catch (Exception e)
        {
            run.Fail("unexpected exception", activity.Message is { } delivery ? IncomingMessage.CaseOf(delivery.Received) : null, $"{activity.Name}: {e}");
        }

        activity.Finished = true;
        if (activity.Alive)
        {
            Live--;
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
            Live--;
            run.Trace($"dead {activity.Name}");
        }
    }

    private bool Crashes(Activity activity, PortStep step, bool after)
    {
        var fault = step >= PortStep.Elsewhere ? Fault.CrashElsewhere : (Fault)((int)step * 2 + (after ? 1 : 0));
        if (!run.Faults.Strikes(fault))
        {
            return false;
        }

        End(activity);
        return true;
    }

    private TimeSpan Wait(Activity activity, PortStep step) =>
        activity.Dawdles-- == 0 ? run.Dice.Between(TimeSpan.FromMinutes(12), TimeSpan.FromMinutes(28))
        : run.Faults.IsSlow(step) ? run.Dice.Of(
            run.Dice.Between(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(85)),
            run.Dice.Between(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2)),
            run.Dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(20)))
        : run.Latency();

    /// <summary>Faults that hit everything that runs.</summary>
    private void StrikeWide()
    {
        if (run.Faults.Strikes(Fault.StoreDown))
        {
            _storeDownUntil = run.Now + chaos.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(2));
        }

        if (run.Faults.Strikes(Fault.AllInstancesDown))
        {
            _allDownUntil = run.Now + chaos.Between(TimeSpan.FromMinutes(5), TimeSpan.FromHours(2));
            _instances.ForEach(Stop);
        }

        if (run.Faults.Strikes(Fault.InstanceDown))
        {
            var instance = _instances[chaos.Below(_instances.Count)];
            instance.DownUntil = run.Now + chaos.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));
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

    /// <summary>A task of its own each time: a shared one would hold on to everything that ever waited for it, and so to all runs before.</summary>
    private static Task Never() => new TaskCompletionSource().Task;
}
