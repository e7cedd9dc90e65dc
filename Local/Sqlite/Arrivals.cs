using System.Collections.Concurrent;

namespace Escalation.Local.Sqlite;

/// <summary>Wakes those who wait for a queue. Nothing is kept for those who come later: take the signal first, then look.</summary>
internal sealed class Arrivals
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> signals = new(StringComparer.Ordinal);

    /// <summary>Completes at the next <see cref="Announce"/> for this entity.</summary>
    public Task Next(string entity) =>
        signals.GetOrAdd(entity, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Announce(string entity)
    {
        if (signals.TryRemove(entity, out var signal))
        {
            signal.SetResult();
        }
    }
}
