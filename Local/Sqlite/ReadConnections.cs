using System.Collections.Concurrent;
using Escalation.Functions.Messages;
using Microsoft.Data.Sqlite;

namespace Escalation.Local.Sqlite;

/// <summary>A few connections that only read. In WAL mode they neither wait for the writer nor hold it up, and each read sees
/// every commit that came before it.</summary>
internal sealed class ReadConnections(string path) : IAsyncDisposable
{
    private const int Most = 4;

    private readonly SemaphoreSlim free = new(Most);
    private readonly ConcurrentBag<PreparedConnection> idle = [];
    private volatile bool closed;

    public async Task<T> Read<T>(Func<PreparedConnection, T> query, CancellationToken stopping)
    {
        await free.WaitAsync(stopping);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            if (!idle.TryTake(out var connection))
            {
                connection = Open();
            }

            try
            {
                return query(connection);
            }
            finally
            {
                idle.Add(connection);
            }
        }
        catch (Exception e) when (e is SqliteException or ObjectDisposedException)
        {
            throw new StoreUnavailableException($"The data file could not be read: {e.Message}", e);
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Waits for the reads that have begun; later ones are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        closed = true;
        for (var i = 0; i < Most; i++)
        {
            await free.WaitAsync();
        }

        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        free.Release(Most);
    }

    private PreparedConnection Open()
    {
        var connection = new PreparedConnection(path);
        connection["pragma query_only = on"].Run();
        return connection;
    }
}
