using System.Globalization;
using System.Runtime.CompilerServices;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>A store in memory with the meaning of <see cref="IStore"/>, and no faults of its own.</summary>
/// <param name="wrote">Told of every transaction once it has happened.</param>
internal sealed class MemoryStore(Action<string, string, IReadOnlyList<RowChange>> wrote) : IRows
{
    private readonly Dictionary<string, SortedDictionary<string, SortedList<string, Row>>> _tables = new(StringComparer.Ordinal);
    private long _etag;

    public Row? Find(string table, string partition, string key) => Partition(table, partition)?.GetValueOrDefault(key);

    public IReadOnlyList<Row> Rows(string table, string partition) => Partition(table, partition)?.Values.ToArray() ?? [];

    public IReadOnlyList<string> PartitionsOf(string table) =>
        _tables.GetValueOrDefault(table)?.Where(p => p.Value.Count > 0).Select(p => p.Key).ToArray() ?? [];

    public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) => Task.FromResult(Find(table, partition, key));

    public async IAsyncEnumerable<Row> Range(
        string table, string partition, string from, string? before, [EnumeratorCancellation] CancellationToken stopping)
    {
        foreach (var row in Page(table, partition, from, before, int.MaxValue))
        {
            yield return row;
        }

        await Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> Partitions(string table, [EnumeratorCancellation] CancellationToken stopping)
    {
        foreach (var partition in PartitionsOf(table))
        {
            yield return partition;
        }

        await Task.CompletedTask;
    }

    public Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        Apply(table, partition, changes);
        return Task.CompletedTask;
    }

    public IReadOnlyList<Row> Page(string table, string partition, string from, string? before, int most)
    {
        var rows = new List<Row>();
        if (Partition(table, partition) is not { } there)
        {
            return rows;
        }

        for (var i = FirstAtOrAfter(there.Keys, from); i < there.Count && rows.Count < most; i++)
        {
            if (before is not null && string.CompareOrdinal(there.Keys[i], before) >= 0)
            {
                break;
            }

            rows.Add(there.Values[i]);
        }

        return rows;
    }

    public MemoryStore AtRest() => this;

    public void Touch(string table, string partition, string key)
    {
        if (Partition(table, partition) is { } rows && rows.TryGetValue(key, out var row))
        {
            rows[key] = row with { ETag = NextETag() };
        }
    }

    public void Apply(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        StoreLimits.Check(table, partition, changes);
        var tables = _tables.TryGetValue(table, out var known) ? known : _tables[table] = new(StringComparer.Ordinal);
        var rows = tables.TryGetValue(partition, out var there) ? there : tables[partition] = new(StringComparer.Ordinal);
        foreach (var change in changes)
        {
            if (Conflict(rows, change, changes.Count == 1) is { } conflict)
            {
                throw new StoreConflictException(change.Key, conflict);
            }
        }

        foreach (var change in changes)
        {
            switch (change)
            {
                case RowChange.Remove:
                    rows.Remove(change.Key);
                    break;
                case RowChange.Add c:
                    rows[c.Key] = new(c.Key, NextETag(), c.Body);
                    break;
                case RowChange.Replace c:
                    rows[c.Key] = new(c.Key, NextETag(), c.Body);
                    break;
                case RowChange.Put c:
                    rows[c.Key] = new(c.Key, NextETag(), c.Body);
                    break;
                default:
                    throw new InvalidOperationException($"{change.GetType().Name} is no change that this store knows.");
            }
        }

        wrote(table, partition, changes);
    }

    private SortedList<string, Row>? Partition(string table, string partition) => _tables.GetValueOrDefault(table)?.GetValueOrDefault(partition);

    private string NextETag() => (++_etag).ToString(CultureInfo.InvariantCulture);

    private static StoreConflict? Conflict(SortedList<string, Row> rows, RowChange change, bool alone)
    {
        var row = rows.GetValueOrDefault(change.Key);
        return change switch
        {
            RowChange.Add when row is not null => StoreConflict.Exists,
            RowChange.Replace when row is null => StoreConflict.Missing,
            RowChange.Replace c when row.ETag != c.ETag => StoreConflict.Changed,
            RowChange.Remove when row is null => alone ? null : StoreConflict.Missing,
            RowChange.Remove { ETag: { } etag } when row.ETag != etag => StoreConflict.Changed,
            _ => null,
        };
    }

    private static int FirstAtOrAfter(IList<string> keys, string from)
    {
        var (low, high) = (0, keys.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(keys[middle], from) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
