namespace Escalation.Functions.Tests.Crash;

/// <summary>Counts what the outside sees of the process: answers and deliveries. A kill comes after so many of them.</summary>
internal sealed class Pulse
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _reached = new();
    private int _left;

    /// <summary>Completes after this many beats from now.</summary>
    public Task After(int beats)
    {
        lock (_lock)
        {
            _left = beats;
            _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _reached.Task;
        }
    }

    public void Beat()
    {
        lock (_lock)
        {
            if (--_left == 0)
            {
                _reached.TrySetResult();
            }
        }
    }
}
