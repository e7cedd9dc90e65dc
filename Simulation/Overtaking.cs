using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>Holds a handler up between what it read and what it writes until somebody else has written the same row: the moment at which a
/// lost update happens, which chance alone would seldom meet.</summary>
internal sealed class Overtaking(Run run)
{
    private readonly Dictionary<(string Table, string Partition, string Key), List<(string? Message, TaskCompletionSource Write)>> _heldUp = [];

    /// <summary>Waits until the first row is written for another message: mostly for less than a lock lasts, now and then so long that the message
    /// is given to somebody else and handled meanwhile.</summary>
    public Task Wait(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (run.Hosts.Current is not { } activity || !run.Faults.HoldsUpWrite())
        {
            return Task.CompletedTask;
        }

        var row = (table, partition, changes[0].Key);
        var heldUp = new TaskCompletionSource();
        (_heldUp.TryGetValue(row, out var others) ? others : _heldUp[row] = []).Add((MessageOf(activity), heldUp));
        var most = run.Dice.Of(Queues.LockFor, Queues.LockFor, 6 * Queues.LockFor);
        run.Schedule.After(run.Dice.Between(TimeSpan.FromSeconds(1), most), () => heldUp.TrySetResult());
        return heldUp.Task;
    }

    public void Wrote(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (_heldUp.Count == 0)
        {
            return;
        }

        var message = run.Hosts.Current is { } activity ? MessageOf(activity) : null;
        foreach (var change in changes)
        {
            if (_heldUp.TryGetValue((table, partition, change.Key), out var heldUp))
            {
                var overtaken = heldUp.FindAll(other => other.Message is null || other.Message != message);
                heldUp.RemoveAll(overtaken.Contains);
                foreach (var _ in overtaken.Where(other => other.Write.TrySetResult()))
                {
                    run.Faults.Note(Fault.WriteOvertaken);
                }
            }
        }
    }

    private static string? MessageOf(Activity activity) => activity.Message?.Queued.Message.Key;
}
