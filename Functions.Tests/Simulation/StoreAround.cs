using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>A store that passes everything on; seeded bugs override what they break.</summary>
internal abstract class StoreAround(IStore inner) : IStore
{
    protected IStore Inner { get; } = inner;

    public virtual Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) =>
        Inner.Get(table, partition, key, stopping);

    public IAsyncEnumerable<Row> Range(string table, string partition, string from, string? before, CancellationToken stopping) =>
        Inner.Range(table, partition, from, before, stopping);

    public IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping) => Inner.Partitions(table, stopping);

    public virtual Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        Inner.Transact(table, partition, changes, stopping);

    protected static bool IsMessage(RowChange change) => change.Key.StartsWith("message-", StringComparison.Ordinal);

    protected static bool HasEvents(IReadOnlyList<RowChange> changes) => changes.Any(c => c.Key.StartsWith("event-", StringComparison.Ordinal));
}
