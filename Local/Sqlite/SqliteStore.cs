using System.Globalization;
using System.Runtime.CompilerServices;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Local.Sqlite;

/// <summary>The store in the SQLite file. Keys are ordered by their UTF-8 bytes.</summary>
public sealed class SqliteStore(SqliteFile file) : IStore
{
    // A range is read a page at a time, so that no read stays open while its consumer does something else.
    private const int PageRows = 500;
    private const int PageBytes = 4 * 1024 * 1024;

    public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) =>
        file.Read(
            connection =>
            {
                using var rows = connection["select rk, etag, body from rows where tbl = ?1 and pk = ?2 and rk = ?3"]
                    .Read(table, partition, key);
                return rows.Read() ? RowAt(rows) : null;
            },
            stopping);

    public async IAsyncEnumerable<Row> Range(
        string table, string partition, string from, string? before, [EnumeratorCancellation] CancellationToken stopping)
    {
        var page = await Page(">=", from);
        while (page.Count > 0)
        {
            foreach (var row in page)
            {
                yield return row;
            }

            page = await Page(">", page[^1].Key);
        }

        Task<List<Row>> Page(string after, string key) =>
            file.Read(connection => ReadPage(connection, table, partition, after, key, before), stopping);
    }

    public async IAsyncEnumerable<string> Partitions(string table, [EnumeratorCancellation] CancellationToken stopping)
    {
        var page = await Page(string.Empty);
        while (page.Count > 0)
        {
            foreach (var partition in page)
            {
                yield return partition;
            }

            page = await Page(page[^1]);
        }

        Task<List<string>> Page(string after) => file.Read(connection => ReadPartitions(connection, table, after), stopping);
    }

    public async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        StoreLimits.Check(table, partition, changes);
        await file.Write(
            connection =>
            {
                foreach (var change in changes)
                {
                    Apply(connection, table, partition, change, isAlone: changes.Count == 1);
                }

                return true;
            },
            stopping,
            isOneStatement: changes.Count == 1);
    }

    private void Apply(PreparedConnection connection, string table, string partition, RowChange change, bool isAlone)
    {
        switch (change)
        {
            case RowChange.Add(var key, var body):
                if (connection["insert into rows values (?1, ?2, ?3, ?4, ?5) on conflict do nothing"]
                    .Run(table, partition, key, file.NextNumber(), body) == 0)
                {
                    throw new StoreConflictException(key, StoreConflict.Exists);
                }

                break;
            case RowChange.Replace(var key, var etag, var body):
                if (connection["update rows set etag = ?5, body = ?6 where tbl = ?1 and pk = ?2 and rk = ?3 and etag = ?4"]
                    .Run(table, partition, key, Number(etag), file.NextNumber(), body) == 0)
                {
                    throw new StoreConflictException(
                        key, Exists(connection, table, partition, key) ? StoreConflict.Changed : StoreConflict.Missing);
                }

                break;
            case RowChange.Put(var key, var body):
                connection["insert into rows values (?1, ?2, ?3, ?4, ?5) on conflict do update set etag = excluded.etag, body = excluded.body"]
                    .Run(table, partition, key, file.NextNumber(), body);
                break;
            case RowChange.Remove(var key, var etag):
                Remove(connection, table, partition, key, etag, mayBeMissing: isAlone);
                break;
            default:
                throw new ArgumentException($"{change.GetType().Name} is no change this store knows.", nameof(change));
        }
    }

    private static void Remove(
        PreparedConnection connection, string table, string partition, string key, string? etag, bool mayBeMissing)
    {
        var removed = connection["delete from rows where tbl = ?1 and pk = ?2 and rk = ?3 and (?4 is null or etag = ?4)"]
            .Run(table, partition, key, etag is null ? null : Number(etag));
        if (removed > 0)
        {
            return;
        }

        if (Exists(connection, table, partition, key))
        {
            throw new StoreConflictException(key, StoreConflict.Changed);
        }

        if (!mayBeMissing)
        {
            throw new StoreConflictException(key, StoreConflict.Missing);
        }
    }

    private static bool Exists(PreparedConnection connection, string table, string partition, string key) =>
        connection["select 1 from rows where tbl = ?1 and pk = ?2 and rk = ?3"].Number(table, partition, key) is not null;

    private static List<Row> ReadPage(
        PreparedConnection connection, string table, string partition, string after, string key, string? before)
    {
        var sql = $"""
            select rk, etag, body from rows
            where tbl = ?1 and pk = ?2 and rk {after} ?3 {(before is null ? string.Empty : "and rk < ?5")}
            order by rk limit ?4
            """;
        using var rows = before is null
            ? connection[sql].Read(table, partition, key, PageRows)
            : connection[sql].Read(table, partition, key, PageRows, before);
        var page = new List<Row>();
        var bytes = 0;
        while (bytes < PageBytes && rows.Read())
        {
            page.Add(RowAt(rows));
            bytes += page[^1].Body.Length;
        }

        return page;
    }

    // Steps from one partition to the next by the primary key, past the rows between them.
    private static List<string> ReadPartitions(PreparedConnection connection, string table, string after)
    {
        const string Sql = """
            with recursive names(pk) as (
                select min(pk) from rows where tbl = ?1 and pk > ?2
                union all
                select (select min(pk) from rows where tbl = ?1 and pk > names.pk) from names where names.pk is not null
                limit ?3)
            select pk from names where pk is not null
            """;
        using var rows = connection[Sql].Read(table, after, PageRows);
        var page = new List<string>();
        while (rows.Read())
        {
            page.Add(rows.Text(0));
        }

        return page;
    }

    private static Row RowAt(Statement.StatementRows rows) =>
        new(rows.Text(0), rows.Number(1).ToString(CultureInfo.InvariantCulture), rows.Blob(2));

    // An ETag of another make is no row's: the numbers begin above zero.
    private static long Number(string etag) =>
        long.TryParse(etag, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
