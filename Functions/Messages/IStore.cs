namespace Escalation.Functions.Messages;

/// <summary>One row of a table: the smallest thing that is read or written.</summary>
/// <param name="Key">Unique within its partition; rows of a partition are ordered by it, ordinally.</param>
/// <param name="ETag">Changes with every write of the row. Compared for equality only.</param>
/// <param name="Body">UTF-8 JSON, or UTF-8 text for what a person said. At most 900 KiB.</param>
public sealed record Row(string Key, string ETag, ReadOnlyMemory<byte> Body);

/// <summary>A change to one row, part of a transaction within one partition.</summary>
public abstract record RowChange(string Key)
{
    /// <summary>Adds a row; the transaction fails when the key is taken.</summary>
    public sealed record Add(string Key, ReadOnlyMemory<byte> Body) : RowChange(Key);

    /// <summary>Replaces a row that still has this ETag; the transaction fails when it has another or is gone.</summary>
    public sealed record Replace(string Key, string ETag, ReadOnlyMemory<byte> Body) : RowChange(Key);

    /// <summary>Writes a row whether or not it is there.</summary>
    public sealed record Put(string Key, ReadOnlyMemory<byte> Body) : RowChange(Key);

    /// <summary>Removes a row; a row that is gone already is no failure when it is the only change (a transaction of
    /// several changes fails, as in Table Storage).</summary>
    public sealed record Remove(string Key, string? ETag = null) : RowChange(Key);
}

/// <summary>A transaction was refused by the state it found; nothing of it was written.</summary>
/// <param name="key">The row that stood in the way, where the store can tell.</param>
/// <param name="kind">Why.</param>
public sealed class StoreConflictException(string? key, StoreConflict kind)
    : Exception($"The row '{key ?? "?"}' stood in the way: {kind}.")
{
    /// <summary>The row that stood in the way, where the store can tell.</summary>
    public string? Key { get; } = key;

    public StoreConflict Kind { get; } = kind;
}

public enum StoreConflict
{
    /// <summary>A row to add is there already (409).</summary>
    Exists,

    /// <summary>A row to replace or remove has another ETag (412).</summary>
    Changed,

    /// <summary>A row to replace or remove is gone (404).</summary>
    Missing,
}

/// <summary>The store could not be reached, or was too busy; the same call may succeed later. Whether the transaction
/// was carried out is unknown.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The store: tables of partitions of rows, as Table Storage has them.</summary>
/// <remarks>
/// A transaction covers one partition of one table, holds at most <see cref="MaxChanges"/> changes and 4 MiB, names each
/// key once, and happens whole or not at all. A read sees every transaction that was answered before the read began.
/// Keys are 1 to 512 characters and never hold / \ # ? or control characters.
/// </remarks>
public interface IStore
{
    /// <summary>The most changes one transaction may hold.</summary>
    const int MaxChanges = 100;

    /// <returns>The row, or null when there is none.</returns>
    /// <exception cref="StoreUnavailableException">The store could not be reached; try again later.</exception>
    Task<Row?> Get(string table, string partition, string key, CancellationToken stopping);

    /// <summary>The rows of a partition with <paramref name="from"/> ≤ key &lt; <paramref name="before"/>, in key order.</summary>
    /// <param name="before">Exclusive; null for no bound.</param>
    IAsyncEnumerable<Row> Range(string table, string partition, string from, string? before, CancellationToken stopping);

    /// <summary>The names of a table's partitions, in order. Walks the whole table: for audits, counts and exports, never for
    /// a list that a person waits for.</summary>
    IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping);

    /// <exception cref="StoreConflictException">The state did not allow it; nothing was written.</exception>
    /// <exception cref="StoreUnavailableException">Whether it was written is unknown; try again later.</exception>
    /// <exception cref="ArgumentException">More than <see cref="MaxChanges"/> changes, a key twice, or a forbidden key.</exception>
    Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping);
}
