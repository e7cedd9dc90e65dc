namespace Escalation.Local.Host;

/// <summary>Tells those who wait that a pump has run dry.</summary>
internal sealed class IdleSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Completes with the next pulse; take it before looking at what it tells about.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public void Pulse() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
