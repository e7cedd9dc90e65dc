namespace Escalation.Simulation;

/// <summary>Virtual time: everything that will happen, in order, on one thread.</summary>
/// <remarks>It is also the synchronization context of the code under test, so that no continuation ever leaves the thread.</remarks>
internal sealed class Schedule(DateTimeOffset start) : SynchronizationContext
{
    private readonly PriorityQueue<Action, (long Time, long Order)> _planned = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();
    private long _order;

    public DateTimeOffset Now { get; private set; } = start;

    public void At(DateTimeOffset time, Action action) => _planned.Enqueue(action, (Math.Max(time.UtcTicks, Now.UtcTicks), _order++));

    public void After(TimeSpan delay, Action action) => At(Now + delay, action);

    /// <summary>Lets the next thing happen.</summary>
    /// <returns>False when nothing is planned up to <paramref name="until"/>; the time is then that time.</returns>
    public bool Step(DateTimeOffset until)
    {
        Drain();
        if (!_planned.TryPeek(out var action, out var when) || when.Time > until.UtcTicks)
        {
            Now = until > Now ? until : Now;
            return false;
        }

        _planned.Dequeue();
        Now = new DateTimeOffset(when.Time, TimeSpan.Zero);
        action();
        Drain();
        return true;
    }

    public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    private void Drain()
    {
        while (_posted.TryDequeue(out var posted))
        {
            posted.Callback(posted.State);
        }
    }
}

/// <summary>The clock of one machine: virtual time, a little off.</summary>
internal sealed class SkewedClock(Schedule schedule, TimeSpan skew) : TimeProvider
{
    public TimeSpan Skew { get; } = skew;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => schedule.Now + Skew;

    public override long GetTimestamp() => schedule.Now.UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(schedule, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Rings once: the product has no other timers, only delays.</summary>
    private sealed class Timer(Schedule schedule, TimerCallback callback, object? state) : ITimer
    {
        private int _setting;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var setting = ++_setting;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                schedule.After(dueTime, () =>
                {
                    if (setting == _setting)
                    {
                        callback(state);
                    }
                });
            }

            return true;
        }

        public void Dispose() => _setting++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
