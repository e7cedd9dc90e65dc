using System.Text;
using Escalation.Functions.Messages;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Escalation.Functions.Tests.Contracts;

public sealed class SqliteFileTests : IDisposable
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    private readonly TempFolder folder = new();

    [Fact]
    public async Task What_was_written_is_there_after_reopening()
    {
        string etag;
        await using (var file = SqliteFile.Open(folder.Path))
        {
            await Put(file, "case", "{}");
            etag = (await Get(file, "case"))!.ETag;
        }

        await using var reopened = SqliteFile.Open(folder.Path);

        Assert.Equal(etag, (await Get(reopened, "case"))!.ETag);
    }

    [Fact]
    public async Task An_ETag_is_not_given_again_after_reopening()
    {
        string etag;
        await using (var file = SqliteFile.Open(folder.Path))
        {
            await Put(file, "case", "{}");
            etag = (await Get(file, "case"))!.ETag;
            await new SqliteStore(file).Transact("cases", "C-7", [new RowChange.Remove("case")], default);
        }

        await using var reopened = SqliteFile.Open(folder.Path);
        await Put(reopened, "case", "{}");

        Assert.NotEqual(etag, (await Get(reopened, "case"))!.ETag);
    }

    [Fact]
    public async Task Locks_and_delivery_counts_outlive_the_process()
    {
        var clock = new VirtualClock(Monday);
        await using (var file = SqliteFile.Open(folder.Path))
        {
            var queues = new SqliteQueues(file, clock);
            await queues.Send([Message("m-1")], default);
            await queues.Receive(Entities.Updates, 1, Lock, default);
        }

        await using var reopened = SqliteFile.Open(folder.Path);
        var again = new SqliteQueues(reopened, clock);
        Assert.Empty(await again.Receive(Entities.Updates, 1, Lock, default));
        clock.Advance(Lock);
        Assert.Equal(2, Assert.Single(await again.Receive(Entities.Updates, 1, Lock, default)).DeliveryCount);
    }

    [Fact]
    public async Task A_process_that_begins_delivers_at_once_what_a_dead_one_had_in_hand()
    {
        var clock = new VirtualClock(Monday);
        await using (var file = SqliteFile.Open(folder.Path))
        {
            var queues = new SqliteQueues(file, clock);
            await queues.Send([Message("m-1")], default);
            await queues.Receive(Entities.Updates, 1, Lock, default);
        }

        await using var reopened = SqliteFile.Open(folder.Path);
        var again = new SqliteQueues(reopened, clock);
        await again.EndLocks(default);

        Assert.Equal(2, Assert.Single(await again.Receive(Entities.Updates, 1, Lock, default)).DeliveryCount);
    }

    [Fact]
    public async Task A_lock_that_was_taken_before_reopening_still_settles()
    {
        var clock = new VirtualClock(Monday);
        var file = SqliteFile.Open(folder.Path);
        var queues = new SqliteQueues(file, clock);
        await queues.Send([Message("m-1")], default);
        var received = Assert.Single(await queues.Receive(Entities.Updates, 1, Lock, default));
        await file.DisposeAsync();

        await using var reopened = SqliteFile.Open(folder.Path);

        Assert.True(await new SqliteQueues(reopened, clock).Complete(received, default));
    }

    [Fact]
    public async Task A_process_that_is_killed_loses_nothing_it_answered()
    {
        using var crashed = new TempFolder();
        await using var file = SqliteFile.Open(folder.Path);
        var queues = new SqliteQueues(file, new VirtualClock(Monday));
        var answered = Enumerable.Range(0, 100).Select(n => $"row-{n}").ToArray();
        await Task.WhenAll(answered.Select(key => Put(file, key, key)).Append(queues.Send([Message("m-1")], default)));
        var unanswered = Task.WhenAll(Enumerable.Range(0, 100).Select(n => Put(file, $"later-{n}", "{}")));

        Copy(crashed.Path); // Few enough pages that all are in the log, which only grows: what a dead process leaves.

        await unanswered;
        await using var survivor = SqliteFile.Open(crashed.Path);
        var kept = await Task.WhenAll(answered.Select(key => Get(survivor, key)));
        Assert.Equal(answered, kept.Select(row => Encoding.UTF8.GetString(row!.Body.Span)));
        var later = new SqliteQueues(survivor, new VirtualClock(Monday));
        Assert.Equal("m-1", Assert.Single(await later.Receive(Entities.Updates, 10, Lock, default)).Message.Key);
    }

    [Fact]
    public async Task What_was_accepted_is_written_before_the_file_closes()
    {
        var file = SqliteFile.Open(folder.Path);
        var writes = Task.WhenAll(Enumerable.Range(0, 1_000).Select(n => Put(file, $"row-{n}", "{}")));

        await file.DisposeAsync();

        await writes;
        Assert.Equal([SqliteFile.FileName, SqliteFile.FileName + ".lock"], Directory.GetFiles(folder.Path).Select(System.IO.Path.GetFileName).Order());
    }

    [Fact]
    public async Task A_closed_file_refuses_reads_and_writes()
    {
        var file = SqliteFile.Open(folder.Path);
        await file.DisposeAsync();
        await file.DisposeAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Put(file, "case", "{}"));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Get(file, "case"));
    }

    [Fact]
    public async Task A_full_disk_fails_the_callers_and_the_file_works_again_when_there_is_space()
    {
        await using var file = SqliteFile.Open(folder.Path);
        var queues = new SqliteQueues(file, new VirtualClock(Monday));
        await LimitPages(file, 20);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Put(file, "large", new string('x', 500_000)));
        await Assert.ThrowsAsync<SendFailedException>(
            () => queues.Send([Message("m-1") with { Body = new byte[500_000] }], default));

        await LimitPages(file, 1_000_000);
        await Put(file, "large", new string('x', 500_000));
        Assert.Equal(500_000, (await Get(file, "large"))!.Body.Length);
        Assert.Empty(await queues.Peek(Entities.Updates, 1, default));
    }

    [Fact]
    public async Task A_second_process_is_told_that_another_uses_the_folder()
    {
        await using var file = SqliteFile.Open(folder.Path);

        Assert.Contains("Another process uses", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_refused()
    {
        var inTheWay = System.IO.Path.Combine(folder.Path, "file");
        File.WriteAllText(inTheWay, "I am no folder.");

        var refusal = Assert.Throws<DataFolderException>(() => SqliteFile.Open(inTheWay));

        Assert.Contains("cannot be written", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_alone()
    {
        var text = new string('x', 5_000);
        File.WriteAllText(DatabasePath, text);

        Assert.Contains("not a SQLite database", Refused().Message, StringComparison.Ordinal);

        Assert.Equal(text, File.ReadAllText(DatabasePath));
    }

    [Fact]
    public void Another_programs_database_is_refused()
    {
        Execute("create table theirs (id integer)");

        Assert.Contains("another program", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_refused()
    {
        await SqliteFile.Open(folder.Path).DisposeAsync();
        Execute($"pragma user_version = {Schema.Version + 1}");

        Assert.Contains("Use the program that wrote it", Refused().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_refusal_the_folder_can_be_opened_again()
    {
        File.WriteAllText(DatabasePath, new string('x', 5_000));
        Refused();
        File.Delete(DatabasePath);

        await using var file = SqliteFile.Open(folder.Path);

        Assert.Null(await Get(file, "case"));
    }

    [Fact]
    public async Task The_writers_SQL_can_be_traced_with_its_values_and_transaction_borders()
    {
        await using var file = SqliteFile.Open(folder.Path);
        var traced = new List<string>();
        raw.sqlite3_trace(file.WriterConnection.Handle, (_, sql) => traced.Add(sql), null);

        await Put(file, "case", "{}");

        Assert.Equal(["begin immediate", "commit"], traced.Where((_, at) => at != 1));
        Assert.StartsWith("insert into rows values ('cases', 'C-7', 'case', ", traced[1], StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string DatabasePath => System.IO.Path.Combine(folder.Path, SqliteFile.FileName);

    private static Task Put(SqliteFile file, string key, string body) =>
        new SqliteStore(file).Transact("cases", "C-7", [new RowChange.Put(key, Encoding.UTF8.GetBytes(body))], default);

    private static Task<Row?> Get(SqliteFile file, string key) => new SqliteStore(file).Get("cases", "C-7", key, default);

    private static OutgoingMessage Message(string key) =>
        new(Entities.Updates, key, "reply", "{}"u8.ToArray(), new Dictionary<string, string>(StringComparer.Ordinal));

    private static Task<long?> LimitPages(SqliteFile file, int pages) =>
        file.Write(connection => connection[$"pragma max_page_count = {pages}"].Number(), default);

    private DataFolderException Refused() => Assert.ThrowsAny<DataFolderException>(() => SqliteFile.Open(folder.Path));

    private void Copy(string target)
    {
        foreach (var name in new[] { SqliteFile.FileName, SqliteFile.FileName + "-wal" })
        {
            File.Copy(System.IO.Path.Combine(folder.Path, name), System.IO.Path.Combine(target, name));
        }
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
