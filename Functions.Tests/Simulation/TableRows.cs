using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>The rows of a run in Table Storage, through the product's own adapter. Every call is waited for on the spot, so that virtual time
/// stands still and the schedule stays the seed's; what it waits for goes its way on other threads, outside of the simulator's context.</summary>
/// <param name="wrote">Told of every transaction once it has happened.</param>
internal sealed class TableRows(TableStore tables, Action<string, string, IReadOnlyList<RowChange>> wrote) : IRows
{
    /// <summary>Transactions that the state did not allow, by why.</summary>
    public Dictionary<StoreConflict, int> Conflicts { get; } = [];

    public Row? Find(string table, string partition, string key) => Wait(() => tables.Get(table, partition, key, default));

    public IReadOnlyList<Row> Rows(string table, string partition) => Page(table, partition, "", null, int.MaxValue);

    public IReadOnlyList<Row> Page(string table, string partition, string from, string? before, int most) =>
        Wait(async () => await tables.Range(table, partition, from, before, default).Take(most).ToListAsync());

    public IReadOnlyList<string> PartitionsOf(string table) => Wait(async () => await tables.Partitions(table, default).ToListAsync());

    public void Touch(string table, string partition, string key)
    {
        if (Find(table, partition, key) is { } row)
        {
            Transact(table, partition, [new RowChange.Replace(key, row.ETag, row.Body)]);
        }
    }

    public void Apply(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        try
        {
            Transact(table, partition, changes);
        }
        catch (StoreConflictException e)
        {
            Conflicts[e.Kind] = Conflicts.GetValueOrDefault(e.Kind) + 1;
            throw;
        }

        wrote(table, partition, changes);
    }

    public MemoryStore AtRest()
    {
        var rows = new MemoryStore((_, _, _) => { });
        foreach (var table in TableNames.All)
        {
            foreach (var partition in PartitionsOf(table))
            {
                foreach (var row in Rows(table, partition))
                {
                    rows.Apply(table, partition, [new RowChange.Add(row.Key, row.Body)]);
                }
            }
        }

        return rows;
    }

    public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) => Task.FromResult(Find(table, partition, key));

    public IAsyncEnumerable<Row> Range(string table, string partition, string from, string? before, CancellationToken stopping) =>
        Page(table, partition, from, before, int.MaxValue).ToAsyncEnumerable();

    public IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping) => PartitionsOf(table).ToAsyncEnumerable();

    public Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        Apply(table, partition, changes);
        return Task.CompletedTask;
    }

    private void Transact(string table, string partition, IReadOnlyList<RowChange> changes) => Wait(async () =>
    {
        await tables.Transact(table, partition, changes, default);
        return 0;
    });

    private static T Wait<T>(Func<Task<T>> call)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return call().GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }
}
