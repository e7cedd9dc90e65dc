using Microsoft.Data.Sqlite;

namespace Escalation.Local.Sqlite;

/// <summary>One caller's write, carried out in a group with others and answered after their common commit.</summary>
internal abstract class WriteOperation
{
    /// <returns>False when the caller gave up before it began.</returns>
    public abstract bool Wanted();

    /// <summary>Runs within a savepoint where it needs one, so that a refusal undoes this operation and no other.</summary>
    /// <exception cref="SqliteException">The whole transaction is lost.</exception>
    public abstract void CarryOut(PreparedConnection connection);

    public abstract void Answer();

    public abstract void Fail(Exception reason);
}

internal sealed class WriteOperation<T>(Func<PreparedConnection, T> work, bool isOneStatement, CancellationToken stopping) : WriteOperation
{
    // The writer answers many callers in a row; their continuations must not run on its thread.
    private readonly TaskCompletionSource<T> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? refusal;

    public Task<T> Answered => answer.Task;

    public override bool Wanted()
    {
        if (!stopping.IsCancellationRequested)
        {
            return true;
        }

        answer.SetCanceled(stopping);
        return false;
    }

    public override void CarryOut(PreparedConnection connection)
    {
        Mark(connection, "savepoint operation");
        try
        {
            result = work(connection);
        }
        catch (Exception e) when (connection.InTransaction)
        {
            Mark(connection, "rollback to operation");
            refusal = e is SqliteException ? GroupedWriter.Unavailable(e) : e;
        }

        Mark(connection, "release operation");
    }

    public override void Answer()
    {
        if (refusal is null)
        {
            answer.SetResult(result!);
        }
        else
        {
            answer.SetException(refusal);
        }
    }

    public override void Fail(Exception reason) => answer.SetException(reason);

    private void Mark(PreparedConnection connection, string sql)
    {
        if (!isOneStatement)
        {
            connection[sql].Run();
        }
    }
}
