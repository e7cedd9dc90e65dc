using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>An alarm row: wakes a case at a time.</summary>
/// <param name="Wake">When the sweep takes it: at first the due time, later when it was last sent plus a while.</param>
/// <param name="Arm">The number of the commit that made the deadline the case's next one.</param>
/// <param name="Due">The deadline's own time, whatever the wake time has become.</param>
/// <param name="ArmedAt">When the row was first written.</param>
public sealed record AlarmRow(DateTimeOffset Wake, CaseId Case, int Arm, DateTimeOffset Due, DateTimeOffset ArmedAt)
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmssfffffff";

    /// <summary>Of the row that was read; null for one that was not.</summary>
    public string? ETag { get; init; }

    /// <summary>Orders by wake time. Arm and due time make it a key that is never used again for another deadline.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Stamp(Wake)}_{Case}_{Arm:D6}_{Stamp(Due)}");

    public string Shard => AlarmClock.ShardOf(Case);

    public byte[] Body => CaseFormat.WriteValue(ArmedAt);

    public static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static AlarmRow Parse(Row row)
    {
        var parts = row.Key.Split('_');
        return new(
            Time(parts[0]),
            CaseId.Parse(parts[1]),
            int.Parse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture),
            Time(parts[3]),
            CaseFormat.ReadValue<DateTimeOffset>(row.Body.Span))
        {
            ETag = row.ETag,
        };
    }

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}

/// <summary>The alarms table: what must be looked at when, spread over shards.</summary>
/// <remarks>A missing alarm is a forgotten promise; a spurious one is harmless. So a row is written before the commit that needs it, is
/// only ever moved by the sweep, and is deleted once the case is past it: by the handler it woke, or by the one whose commit overtook it.</remarks>
public sealed class AlarmClock(IStore store, TimeProvider clock)
{
    public const int Shards = 16;

    /// <summary>A row whose commit never came is removed this long after it was armed: longer than any handler lives.</summary>
    public static TimeSpan HandlerLifetime { get; } = TimeSpan.FromHours(1);

    public static IEnumerable<string> AllShards => Enumerable.Range(0, Shards).Select(Name);

    public static string ShardOf(CaseId id) => Name(Base32.Alphabet.IndexOf(id.Text[^1]) % Shards);

    /// <summary>Sees to it that the deadline has a row. Writing it again is harmless.</summary>
    public Task Arm(CaseId id, Alarm alarm, CancellationToken stopping)
    {
        var row = new AlarmRow(alarm.Due, id, alarm.Arm, alarm.Due, clock.GetUtcNow());
        return store.Transact(TableNames.Alarms, row.Shard, [new RowChange.Put(row.Key, row.Body)], stopping);
    }

    /// <summary>Removes the row of a deadline that a commit has overtaken, so that it costs no message when its time comes. A row that was
    /// moved meanwhile stays, rings, and finds its case past it.</summary>
    public Task Disarm(CaseId id, Alarm overtaken, CancellationToken stopping) =>
        Delete(new(overtaken.Due, id, overtaken.Arm, overtaken.Due, ArmedAt: default), stopping);

    /// <summary>The rows of a shard whose wake time has come, earliest first.</summary>
    public IAsyncEnumerable<AlarmRow> Ringing(string shard, DateTimeOffset now, CancellationToken stopping) =>
        Rows(shard, "", AlarmRow.Stamp(now.AddTicks(1)), stopping);

    /// <summary>The rows of a shard that wake after a time, until and at another; earliest first.</summary>
    public IAsyncEnumerable<AlarmRow> Waking(string shard, DateTimeOffset after, DateTimeOffset until, CancellationToken stopping) =>
        Rows(shard, AlarmRow.Stamp(after.AddTicks(1)), AlarmRow.Stamp(until.AddTicks(1)), stopping);

    /// <summary>Moves a row to a later wake time.</summary>
    /// <returns>The row as it now stands; null when another sweep, a handler or a newer arming came first.</returns>
    public async Task<AlarmRow?> Redate(AlarmRow row, DateTimeOffset wake, CancellationToken stopping)
    {
        var later = row with { Wake = wake };
        return await TryTransact(row.Shard, [new RowChange.Remove(row.Key, row.ETag), new RowChange.Add(later.Key, row.Body)], stopping) ? later : null;
    }

    /// <summary>Removes the row of a deadline its case is past. Where somebody else moved it meanwhile, it rings again and finds that too.</summary>
    public Task Delete(AlarmRow row, CancellationToken stopping) => TryTransact(row.Shard, [new RowChange.Remove(row.Key)], stopping);

    /// <summary>Removes a row whose commit never came, unless it was armed again since.</summary>
    public async Task DeleteIfArmedBefore(AlarmRow row, DateTimeOffset time, CancellationToken stopping)
    {
        if (await store.Get(TableNames.Alarms, row.Shard, row.Key, stopping) is { } there && AlarmRow.Parse(there).ArmedAt < time)
        {
            await TryTransact(row.Shard, [new RowChange.Remove(row.Key, there.ETag)], stopping);
        }
    }

    private async IAsyncEnumerable<AlarmRow> Rows(
        string shard, string from, string before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var row in store.Range(TableNames.Alarms, shard, from, before, stopping))
        {
            yield return AlarmRow.Parse(row);
        }
    }

    private async Task<bool> TryTransact(string shard, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        try
        {
            await store.Transact(TableNames.Alarms, shard, changes, stopping);
            return true;
        }
        catch (StoreConflictException)
        {
            return false;
        }
    }

    private static string Name(int shard) => shard.ToString("D2", CultureInfo.InvariantCulture);
}
