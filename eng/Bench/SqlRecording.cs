using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Escalation.Bench;

/// <summary>Every statement of the writer's connection, with its values and the transactions' borders, in order.</summary>
internal sealed class SqlRecording
{
    private readonly List<string> _statements = [];
    private SqliteConnection? _traced;

    public IReadOnlyList<string> Statements => _statements;

    /// <summary>Only while nothing is being written.</summary>
    public void Start(SqliteConnection connection)
    {
        _traced = connection;
        raw.sqlite3_trace(connection.Handle, (_, sql) => _statements.Add(sql), null);
    }

    /// <inheritdoc cref="Start"/>
    public void Stop() => raw.sqlite3_trace(_traced!.Handle, (strdelegate_trace?)null, null);
}
