using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Escalation.Local.Sqlite;

/// <summary>A prepared statement whose parameters ?1, ?2, ... are given by position.</summary>
/// <remarks>It calls SQLite itself: the driver's command makes a reader, an enumerator and a timer for each of the many small statements
/// that a case takes, which cost more than the statements.</remarks>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt prepared;
    private bool ended;

    public Statement(SqliteConnection connection, string sql)
    {
        database = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(database, sql, out prepared));
    }

    /// <returns>How many rows it changed.</returns>
    /// <exception cref="SqliteException">SQLite could not carry it out.</exception>
    public int Run(params ReadOnlySpan<object?> values)
    {
        using var rows = Read(values);
        while (rows.Read())
        {
            // A pragma answers with rows.
        }

        return raw.sqlite3_changes(database);
    }

    /// <inheritdoc cref="Run"/>
    public StatementRows Read(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            Check(Bind(i + 1, values[i]));
        }

        ended = false;
        return new(this);
    }

    /// <returns>The one number it selects; null for none.</returns>
    /// <inheritdoc cref="Run"/>
    public long? Number(params ReadOnlySpan<object?> values)
    {
        using var rows = Read(values);
        long? number = rows.Read() && !rows.IsNull(0) ? rows.Number(0) : null;
        while (rows.Read())
        {
            // To the end, where what it writes besides is done.
        }

        return number;
    }

    public void Dispose() => prepared.Dispose();

    private int Bind(int parameter, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(prepared, parameter),
        string text => raw.sqlite3_bind_text(prepared, parameter, text),
        long number => raw.sqlite3_bind_int64(prepared, parameter, number),
        int number => raw.sqlite3_bind_int64(prepared, parameter, number),
        byte[] bytes => raw.sqlite3_bind_blob(prepared, parameter, bytes),
        ReadOnlyMemory<byte> bytes => raw.sqlite3_bind_blob(prepared, parameter, bytes.Span),
        _ => throw new ArgumentException($"A {value.GetType().Name} cannot be bound.", nameof(value)),
    };

    // A step beyond the end would begin anew.
    private bool Step()
    {
        if (!ended)
        {
            var code = raw.sqlite3_step(prepared);
            Check(code);
            ended = code == raw.SQLITE_DONE;
        }

        return !ended;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, database);

    /// <summary>What a statement answers, row by row. Only one of a statement at a time; disposing it makes the statement free again.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly ref struct StatementRows(Statement statement)
    {
        public bool Read() => statement.Step();

        public bool IsNull(int column) => raw.sqlite3_column_type(statement.prepared, column) == raw.SQLITE_NULL;

        public long Number(int column) => raw.sqlite3_column_int64(statement.prepared, column);

        public string Text(int column) => raw.sqlite3_column_text(statement.prepared, column).utf8_to_string();

        public byte[] Blob(int column) => raw.sqlite3_column_blob(statement.prepared, column).ToArray();

        // An error was thrown where it happened; resetting only says it again.
        public void Dispose() => _ = raw.sqlite3_reset(statement.prepared);
    }
}
