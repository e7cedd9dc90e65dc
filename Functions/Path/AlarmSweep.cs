using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Path;

/// <summary>Each minute: wakes the cases whose time has come.</summary>
/// <remarks>Only ever moves rows, never deletes one: what it sends may be lost, and the row is then the only thing that still knows.</remarks>
public sealed class AlarmSweep(
    AlarmClock alarms, CaseViews views, IStore store, ISender sender, Traces traces, Meters meters, TimeProvider clock)
{
    /// <summary>A follow-up that was not taken by then is dropped, and its alarm row sends another.</summary>
    public static TimeSpan Again { get; } = TimeSpan.FromMinutes(15);

    private const int BatchSize = 100;
    private const string HeartbeatKey = "sweep";

    /// <returns>How many cases were woken.</returns>
    public async Task<int> Run(CancellationToken stopping)
    {
        using var span = traces.Sweeping();
        var lag = new LongestLag(clock.GetUtcNow());
        var woken = 0;
        foreach (var shard in AlarmClock.AllShards)
        {
            woken += await Sweep(shard, lag, stopping);
        }

        span?.SetTag(Attributes.Woken, woken);
        meters.Swept(lag.Time);
        await store.Transact(
            TableNames.Views, CaseViews.HealthPartition, [new RowChange.Put(HeartbeatKey, CaseFormat.WriteValue(clock.GetUtcNow()))], stopping);
        return woken;
    }

    /// <summary>Once a day: removes what no list needs any more.</summary>
    public Task Tidy(CancellationToken stopping) => views.PurgeTombstones(stopping);

    /// <summary>When the sweep last ran through; null before the first time. Its silence is an alarm of its own.</summary>
    public async Task<DateTimeOffset?> LastRun(CancellationToken stopping) =>
        await store.Get(TableNames.Views, CaseViews.HealthPartition, HeartbeatKey, stopping) is { } row
            ? CaseFormat.ReadValue<DateTimeOffset>(row.Body.Span)
            : null;

    private async Task<int> Sweep(string shard, LongestLag lag, CancellationToken stopping)
    {
        if (meters.LagIsWatched)
        {
            // Rows that rang before, and whose follow-up has not ended the deadline yet.
            await foreach (var row in alarms.Waking(shard, lag.Now, lag.Now + Again, stopping))
            {
                lag.See(row);
            }
        }

        var now = clock.GetUtcNow();
        var woken = 0;
        var batch = new List<OutgoingMessage>();
        await foreach (var row in alarms.Ringing(shard, now, stopping))
        {
            lag.See(row);
            if (await alarms.Redate(row, now + Again, stopping) is { } moved)
            {
                batch.Add(FollowUp(moved));
                woken++;
            }

            if (batch.Count == BatchSize)
            {
                await sender.Send(batch, stopping);
                batch.Clear();
            }
        }

        if (batch.Count > 0)
        {
            await sender.Send(batch, stopping);
        }

        return woken;
    }

    private static OutgoingMessage FollowUp(AlarmRow row) => new(
        Entities.FollowUps,
        FollowUpBody.KeyOf(row.Case, row.Arm, row.Due),
        "due",
        CaseFormat.WriteValue(new FollowUpBody(row.Arm, row.Due, row.Wake, row.ArmedAt)),
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = row.Case.Text })
    {
        TimeToLive = Again,
    };

    /// <summary>Of the deadlines that a sweep saw, how long the one that has waited longest has been due.</summary>
    private sealed class LongestLag(DateTimeOffset now)
    {
        public DateTimeOffset Now { get; } = now;

        public TimeSpan Time { get; private set; }

        public void See(AlarmRow row) => Time = Now - row.Due > Time ? Now - row.Due : Time;
    }
}

/// <summary>Body of a message in <see cref="Entities.FollowUps"/>: this deadline is due.</summary>
/// <param name="Wake">With arm and due the key of the alarm row as it stood when this was sent.</param>
public sealed record FollowUpBody(int Arm, DateTimeOffset Due, DateTimeOffset Wake, DateTimeOffset ArmedAt)
{
    /// <summary>Made of case, arm and due time, never of the row's key: a follow-up that is sent again is the same message.</summary>
    public static string KeyOf(CaseId id, int arm, DateTimeOffset due) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}.follow-up.{arm}.{AlarmRow.Stamp(due)}");
}
