namespace Escalation.Local.Host;

/// <summary>A clock that stands until it is moved. Only the moments for which colliding handlers step back pass by themselves, at once:
/// nobody would move the clock for them.</summary>
public sealed class JumpingClock(DateTimeOffset start) : TimeProvider
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);
    private readonly VirtualClock _clock = new(start);

    public override long TimestampFrequency => _clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    public override long GetTimestamp() => _clock.GetTimestamp();

    public void MoveTo(DateTimeOffset time) => _clock.Advance(time - GetUtcNow());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        dueTime > TimeSpan.Zero && dueTime < Moment
            ? System.CreateTimer(callback, state, TimeSpan.Zero, period)
            : _clock.CreateTimer(callback, state, dueTime, period);
}
