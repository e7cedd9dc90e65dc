using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>Where the rows of a run lie, as the simulator itself reaches them: at once, without faults, and while virtual time stands still.</summary>
internal interface IRows : IStore
{
    Row? Find(string table, string partition, string key);

    /// <summary>The first rows of a range, in key order.</summary>
    IReadOnlyList<Row> Page(string table, string partition, string from, string? before, int most);

    /// <summary>The rows of a partition in key order, as they stand now.</summary>
    IReadOnlyList<Row> Rows(string table, string partition);

    /// <summary>The partitions that hold rows, in order.</summary>
    IReadOnlyList<string> PartitionsOf(string table);

    /// <summary>Writes a row as it is once more: whoever read it before holds an old ETag now.</summary>
    void Touch(string table, string partition, string key);

    /// <exception cref="StoreConflictException">Nothing was written.</exception>
    void Apply(string table, string partition, IReadOnlyList<RowChange> changes);

    /// <summary>All rows as they lie there, to be looked at from every side while nothing is written.</summary>
    MemoryStore AtRest();
}
