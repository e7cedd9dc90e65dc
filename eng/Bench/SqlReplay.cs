using System.Diagnostics;
using Escalation.Local.Sqlite;

namespace Escalation.Bench;

/// <summary>Carries out recorded statements on a connection of its own, as fast as SQLite can: one thread, the same pragmas and
/// transactions, each distinct statement prepared once.</summary>
internal sealed class SqlReplay
{
    private const string Commit = "commit";
    private const string Savepoint = "savepoint operation";

    private readonly List<(string Sql, object?[] Values, bool Reads)> _statements;

    public SqlReplay(SqlRecording recording)
    {
        _statements = [.. recording.Statements.Select(StatementShape.Of).Select(shape =>
            (shape.Sql, shape.Values.ToArray<object?>(), shape.Sql.StartsWith("select", StringComparison.OrdinalIgnoreCase)))];
        Transactions = _statements.Count(s => string.Equals(s.Sql, Commit, StringComparison.Ordinal));
        Operations = CountOperations();
    }

    public int Statements => _statements.Count;

    public int Transactions { get; }

    /// <summary>What callers asked the writer to write, each in a savepoint or a single statement; several share a transaction.</summary>
    public int Operations { get; }

    public IEnumerable<(string Sql, int Count)> Shapes => _statements
        .GroupBy(s => s.Sql, StringComparer.Ordinal)
        .Select(group => (string.Join(' ', group.Key.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), group.Count()))
        .OrderByDescending(pair => pair.Item2);

    public async Task<(double Seconds, double CpuMilliseconds)> Run()
    {
        using var folder = new ScratchFolder();
        await SqliteFile.Open(folder.Path).DisposeAsync();
        using var connection = new PreparedConnection(Path.Combine(folder.Path, SqliteFile.FileName));
        SqliteFile.SetUp(connection);
        var (started, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        foreach (var (sql, values, reads) in _statements)
        {
            if (!reads)
            {
                connection[sql].Run(values);
                continue;
            }

            using var reader = connection[sql].Read(values);
            while (reader.Read())
            {
                // Every row is stepped to; what is in it is the pipeline's to read.
            }
        }

        return (Stopwatch.GetElapsedTime(started).TotalSeconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    private int CountOperations()
    {
        var (count, within) = (0, false);
        foreach (var sql in _statements.Select(s => s.Sql))
        {
            within |= string.Equals(sql, Savepoint, StringComparison.Ordinal);
            var ends = string.Equals(sql, "release operation", StringComparison.Ordinal);
            count += ends || (!within && sql is not (Commit or "begin immediate")) ? 1 : 0;
            within &= !ends;
        }

        return count;
    }
}
