using System.Threading.Channels;
using Escalation.Functions.Messages;

namespace Escalation.Local.Sqlite;

/// <summary>The one writer of the file: what many callers want written goes into one transaction, so that they share one fsync.</summary>
/// <remarks>Nothing waits for a group to fill: a group is whatever came in while the one before it was written.</remarks>
internal sealed class GroupedWriter : IAsyncDisposable
{
    private const int MostInGroup = 256;

    private readonly Channel<WriteOperation> waiting =
        Channel.CreateUnbounded<WriteOperation>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task loop;

    public GroupedWriter(PreparedConnection connection)
    {
        Connection = connection;
        loop = Task.Factory.StartNew(WriteUntilClosed, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public PreparedConnection Connection { get; }

    public static StoreUnavailableException Unavailable(Exception reason) =>
        new($"The data file could not be written: {reason.Message}", reason);

    /// <summary>Completes after the commit that holds the work. A cancelled one is not begun; once begun it is finished.</summary>
    /// <param name="isOneStatement">The work writes with at most one statement, which SQLite undoes by itself when it fails.</param>
    public Task<T> Write<T>(Func<PreparedConnection, T> work, bool isOneStatement, CancellationToken stopping)
    {
        var operation = new WriteOperation<T>(work, isOneStatement, stopping);
        return waiting.Writer.TryWrite(operation)
            ? operation.Answered
            : Task.FromException<T>(new StoreUnavailableException("The data file is closed."));
    }

    /// <summary>Writes what was accepted, moves the log into the file and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        if (waiting.Writer.TryComplete())
        {
            await loop;
            Connection.Dispose();
        }
    }

    private void WriteUntilClosed()
    {
        var group = new List<WriteOperation>(MostInGroup);
        while (waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (group.Count < MostInGroup && waiting.Reader.TryRead(out var operation))
            {
                if (operation.Wanted())
                {
                    group.Add(operation);
                }
            }

            if (group.Count > 0)
            {
                WriteGroup(group);
                group.Clear();
            }
        }
    }

    // Whatever goes wrong goes to the callers: the writer itself lives as long as the file is open.
    private void WriteGroup(List<WriteOperation> group)
    {
        try
        {
            UndoUnfinished();
            Connection["begin immediate"].Run();
            foreach (var operation in group)
            {
                operation.CarryOut(Connection);
            }

            Connection["commit"].Run();
        }
        catch (Exception e)
        {
            foreach (var operation in group)
            {
                operation.Fail(Unavailable(e));
            }

            return;
        }

        foreach (var operation in group)
        {
            operation.Answer();
        }
    }

    // A group that failed leaves its transaction open, unless SQLite has rolled it back already.
    private void UndoUnfinished()
    {
        if (Connection.InTransaction)
        {
            Connection["rollback"].Run();
        }
    }
}
