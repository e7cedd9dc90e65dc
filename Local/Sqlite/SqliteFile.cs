using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Escalation.Local.Sqlite;

/// <summary>The one file that holds queue and store. One process at a time has it open; what it answered survives a crash.</summary>
public sealed class SqliteFile : IAsyncDisposable
{
    public const string FileName = "escalation.db";

    // An opening has this many numbers to give away, so that none is given twice and none has to be written down.
    private const int NumberBits = 40;

    private readonly FileStream exclusive;
    private readonly GroupedWriter writer;
    private readonly ReadConnections readers;
    private long lastNumber;

    private SqliteFile(FileStream exclusive, PreparedConnection connection, string path)
    {
        this.exclusive = exclusive;
        lastNumber = connection["update openings set count = count + 1 returning count"].Number()!.Value << NumberBits;
        writer = new GroupedWriter(connection);
        readers = new ReadConnections(path);
    }

    /// <summary>The connection that writes everything, for tools that trace its SQL. The writer's thread uses it whenever
    /// something is to be written, so touch it only while nothing is.</summary>
    internal SqliteConnection WriterConnection => writer.Connection.Sqlite;

    /// <summary>Opens the file in this folder, and creates what is missing.</summary>
    /// <exception cref="DataFolderException">The folder or its file cannot be used, or another process uses it.</exception>
    public static SqliteFile Open(string folder)
    {
        var reserved = Reserve(folder);
        var path = Path.Combine(folder, FileName);
        PreparedConnection? connection = null;
        try
        {
            connection = new PreparedConnection(path);
            SetUp(connection);
            Schema.Prepare(connection, path);
            return new SqliteFile(reserved, connection, path);
        }
        catch (Exception e)
        {
            connection?.Dispose();
            reserved.Dispose();
            if (e is SqliteException sqlite)
            {
                throw Explain(sqlite, path);
            }

            throw;
        }
    }

    /// <summary>Carries out what was accepted, moves the log into the file and lets other processes in.</summary>
    public async ValueTask DisposeAsync()
    {
        // SQLite moves the log into the file when the last connection closes, so the writer's goes last.
        await readers.DisposeAsync();
        await writer.DisposeAsync();
        await exclusive.DisposeAsync();
    }

    /// <inheritdoc cref="GroupedWriter.Write"/>
    internal Task<T> Write<T>(Func<PreparedConnection, T> work, CancellationToken stopping, bool isOneStatement = false) =>
        writer.Write(work, isOneStatement, stopping);

    /// <inheritdoc cref="ReadConnections.Read"/>
    internal Task<T> Read<T>(Func<PreparedConnection, T> query, CancellationToken stopping) => readers.Read(query, stopping);

    /// <summary>A number greater than all before, over the whole life of the file; for ETags and sequence numbers.</summary>
    internal long NextNumber() => Interlocked.Increment(ref lastNumber);

    /// <summary>Gives a connection the settings of the writer's.</summary>
    internal static void SetUp(PreparedConnection connection)
    {
        connection["pragma journal_mode = wal"].Run();
        connection["pragma synchronous = full"].Run();
        connection["pragma cache_size = -65536"].Run();
        connection["pragma journal_size_limit = 67108864"].Run();
    }

    // SQLite's own exclusive mode would shut out our readers too, so a lock on a file beside it keeps other processes away.
    private static FileStream Reserve(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, FileName + ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new DataFolderInUseException(folder, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException(
                $"The data folder '{folder}' cannot be written. Give this user the right to write there, or choose another folder.", e);
        }
    }

    // The runtime has one exception for all: EAGAIN on Linux, EWOULDBLOCK on macOS, a sharing violation on Windows.
    private static bool IsHeldByAnother(IOException e) => e.HResult is 11 or 35 or unchecked((int)0x80070020);

    private static DataFolderException Explain(SqliteException e, string path) => new(
        e.SqliteErrorCode switch
        {
            raw.SQLITE_NOTADB => $"The file '{path}' is not a SQLite database. Move it away, or choose another data folder.",
            raw.SQLITE_CORRUPT => $"The file '{path}' is damaged. Put back a copy of it, or choose another data folder and import an export.",
            raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY or raw.SQLITE_PERM =>
                $"The file '{path}' cannot be written. Give this user the right to write it, or choose another data folder.",
            raw.SQLITE_FULL => $"The disk that holds '{path}' is full. Free some space and start again.",
            raw.SQLITE_BUSY => $"Another program has locked the file '{path}'. Close it and start again.",
            _ => $"The file '{path}' cannot be opened ({e.Message}). Choose another data folder.",
        },
        e);
}
