namespace Escalation.Functions.Tests.Broker;

/// <summary>The system's clock, and ahead of it by as much as a test says: a broker on it ends the locks of a process that was killed without
/// anybody waiting for that.</summary>
internal sealed class AheadClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public void Jump(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
