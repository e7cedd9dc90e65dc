using Escalation.Functions.Pipeline;

namespace Escalation.Simulation;

/// <summary>Holds a handler up between what it read and what it writes until somebody else has written the same row: the moment at which a
/// lost update happens, which chance alone would seldom meet.</summary>
internal sealed class Overtaking(Run run)
{
    private readonly Dictionary<(string Table, string Partition, string Key), List<TaskCompletionSource>> _heldUp = [];

    /// <summary>Waits for another write of the first row, for less than a lock lasts.</summary>
    public Task Wait(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (run.Hosts.Current is null || !run.Faults.HoldsUpWrite())
        {
            return Task.CompletedTask;
        }

        var row = (table, partition, changes[0].Key);
        var heldUp = new TaskCompletionSource();
        (_heldUp.TryGetValue(row, out var others) ? others : _heldUp[row] = []).Add(heldUp);
        run.Schedule.After(run.Dice.Between(TimeSpan.FromSeconds(1), Queues.LockFor), () => heldUp.TrySetResult());
        return heldUp.Task;
    }

    public void Wrote(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        if (_heldUp.Count == 0)
        {
            return;
        }

        foreach (var change in changes)
        {
            if (_heldUp.Remove((table, partition, change.Key), out var overtaken))
            {
                foreach (var write in overtaken.Where(write => write.TrySetResult()))
                {
                    run.Faults.Note(Fault.WriteOvertaken);
                }
            }
        }
    }
}
