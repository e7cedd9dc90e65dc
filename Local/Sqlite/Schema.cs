using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Escalation.Local.Sqlite;

/// <summary>The tables of the file and their version.</summary>
internal static class Schema
{
    public const long Version = 1;

    // "ESCA"; tells our file from another program's SQLite file.
    private const long ApplicationId = 0x45534341;

    // An index holds only the messages it is for, so that taking the oldest ready message costs the same in a full queue.
    private const string Create = """
        create table rows (
            tbl text not null,
            pk text not null,
            rk text not null,
            etag integer not null,
            body blob not null,
            primary key (tbl, pk, rk)
        ) without rowid, strict;

        create table messages (
            seq integer primary key,
            entity text not null,
            key text not null,
            subject text not null,
            body blob not null,
            properties text not null,
            attempt integer not null,
            enqueued integer not null,
            expires integer,
            deliveries integer not null default 0,
            locked_until integer,
            lock_token blob,
            source text,
            reason text,
            description text
        ) strict;

        create index ready on messages (entity, enqueued, seq, expires) where locked_until is null;
        create index locked on messages (entity, locked_until) where locked_until is not null;
        create index expiring on messages (entity, expires) where expires is not null;

        create table openings (count integer not null) strict;
        insert into openings values (0);
        """;

    /// <summary>Creates the tables in a new file, or checks that the file is one of ours that we can read.</summary>
    /// <exception cref="DataFolderException">It is another program's file, or a newer version's.</exception>
    public static void Prepare(PreparedConnection connection, string path)
    {
        var version = connection["pragma user_version"].Number();
        if (version == 0 && connection["select count(*) from sqlite_schema"].Number() == 0)
        {
            // One transaction: a crash in the middle leaves an empty file, which is then begun again.
            Execute(connection.Sqlite, string.Create(CultureInfo.InvariantCulture,
                $"begin immediate; {Create} pragma application_id = {ApplicationId}; pragma user_version = {Version}; commit"));
        }
        else if (connection["pragma application_id"].Number() != ApplicationId)
        {
            throw new DataFolderException($"The file '{path}' belongs to another program. Choose another data folder.");
        }
        else if (version != Version)
        {
            throw new DataFolderException(
                $"The file '{path}' has schema version {version}, and this program knows {Version}. Use the program that wrote it, or a newer one.");
        }
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
