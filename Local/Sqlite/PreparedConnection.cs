using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Escalation.Local.Sqlite;

/// <summary>A connection that prepares each statement once and keeps it. For one thread at a time.</summary>
internal sealed class PreparedConnection : IDisposable
{
    private const int BusyMilliseconds = 5_000;

    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    public PreparedConnection(string path)
    {
        Sqlite = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            Sqlite.Open();
            _ = raw.sqlite3_busy_timeout(Sqlite.Handle, BusyMilliseconds);
        }
        catch
        {
            Sqlite.Dispose();
            throw;
        }
    }

    public SqliteConnection Sqlite { get; }

    public bool InTransaction => raw.sqlite3_get_autocommit(Sqlite.Handle) == 0;

    /// <summary>The statement with this text; its parameters are ?1, ?2 and so on.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!statements.TryGetValue(sql, out var statement))
            {
                statements.Add(sql, statement = new Statement(Sqlite, sql));
            }

            return statement;
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        Sqlite.Dispose();
    }
}
