using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>Holds the alarms against the cases: every deadline has a row that rings in time (I4), and no row lies where it never rings.</summary>
/// <remarks>Rows are written and removed only where the protocol would too: a spurious alarm is harmless, and one that the sweep never takes wakes
/// nobody.</remarks>
internal sealed class AuditAlarms(IStore store, AlarmClock alarms, TimeProvider clock)
{
    /// <summary>Several instances sweep, and their clocks differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);

    private readonly HashSet<(CaseId Case, int Arm, DateTimeOffset Due)> _ringing = [];
    private readonly List<(string Shard, string Key)> _silent = [];

    public List<AuditViolation> Violations { get; } = [];

    /// <summary>Reads the whole table.</summary>
    public async Task Read(CancellationToken stopping)
    {
        var shards = AlarmClock.AllShards.ToHashSet(StringComparer.Ordinal);
        await foreach (var shard in store.Partitions(TableNames.Alarms, stopping))
        {
            await foreach (var row in store.Range(TableNames.Alarms, shard, "", null, stopping))
            {
                if (Parsed(row) is not { } alarm)
                {
                    Violations.Add(new($"alarms/{shard}", "I4", $"The row '{row.Key}' cannot be read: the sweep of its shard stops there."));
                }
                else if (!shards.Contains(shard) || shard != alarm.Shard || !RingsInTime(alarm))
                {
                    _silent.Add((shard, row.Key));
                }
                else
                {
                    _ringing.Add((alarm.Case, alarm.Arm, alarm.Due));
                }
            }
        }
    }

    public bool Wakes(Case @case) => @case.Next is not { } next || _ringing.Contains((@case.Id, next.Arm, next.Due));

    /// <summary>Looks again for the alarm of a case, and arms it where it is missing.</summary>
    /// <param name="case">As it was read just now.</param>
    /// <returns>False when there was nothing to put right.</returns>
    public async Task<bool> Repair(Case @case, CaseStore cases, CancellationToken stopping)
    {
        if (@case.Next is not { } next || await IsArmed(@case.Id, next, stopping))
        {
            return false;
        }

        // A row lives as long as its deadline is the case's next one, so it is missing only if the deadline still is.
        var newest = await cases.Find(@case.Id, stopping);
        if (newest?.Next is not { } still || still.Arm != next.Arm || still.Due != next.Due)
        {
            return false;
        }

        await alarms.Arm(@case.Id, next, stopping);
        return true;
    }

    /// <summary>Removes the rows that never ring, once the cases that need an alarm have one.</summary>
    public async Task<IReadOnlyList<AuditRepair>> RemoveSilent(CancellationToken stopping)
    {
        var removed = new List<AuditRepair>();
        foreach (var (shard, key) in _silent)
        {
            if (await store.Get(TableNames.Alarms, shard, key, stopping) is not null)
            {
                await store.Transact(TableNames.Alarms, shard, [new RowChange.Remove(key)], stopping);
                removed.Add(new($"alarms/{shard}", AuditRepairKind.Alarm, $"The alarm '{key}' would never have rung, and was removed."));
            }
        }

        return removed;
    }

    /// <summary>The row as it was armed, or else re-dated: the sweep only ever moves it to later.</summary>
    private async Task<bool> IsArmed(CaseId id, Alarm next, CancellationToken stopping)
    {
        await foreach (var row in store.Range(TableNames.Alarms, AlarmClock.ShardOf(id), AlarmRow.Stamp(next.Due), null, stopping))
        {
            if (Parsed(row) is { } alarm && alarm.Case == id && alarm.Arm == next.Arm && alarm.Due == next.Due && RingsInTime(alarm))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>At the due time, or, once it rang, a quarter of an hour after the last time.</summary>
    private bool RingsInTime(AlarmRow alarm) =>
        alarm.Wake == alarm.Due || (alarm.Wake > alarm.Due && alarm.Wake <= clock.GetUtcNow() + AlarmSweep.Again + ClockTolerance);

    private static AlarmRow? Parsed(Row row)
    {
        try
        {
            return AlarmRow.Parse(row);
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException or System.Text.Json.JsonException)
        {
            return null;
        }
    }
}
