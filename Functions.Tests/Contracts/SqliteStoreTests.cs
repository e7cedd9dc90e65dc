using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Sqlite;

namespace Escalation.Functions.Tests.Contracts;

public sealed class SqliteStoreTests : StoreContract, IAsyncLifetime
{
    private readonly TempFolder folder = new();
    private readonly SqliteFile file;

    public SqliteStoreTests()
    {
        file = SqliteFile.Open(folder.Path);
        Store = new SqliteStore(file);
    }

    protected override IStore Store { get; }

    [Fact]
    public async Task More_partitions_than_a_page_holds_are_all_listed()
    {
        var names = Enumerable.Range(1_000, 501).Select(n => $"P-{n}").ToArray();
        await Task.WhenAll(names.Select(
            name => Store.Transact(TableNames.Views, name, [new RowChange.Add("case", Utf8("{}"))], default)));

        var listed = new List<string>();
        await foreach (var name in Store.Partitions(TableNames.Views, default))
        {
            listed.Add(name);
        }

        Assert.Equal(names, listed);
    }

    [Fact]
    public async Task A_range_of_large_bodies_gives_every_row()
    {
        foreach (var key in "abcdefghij")
        {
            await Store.Transact(TableNames.Parked, "day", [new RowChange.Add($"{key}", new byte[800 * 1024])], default);
        }

        var keys = string.Empty;
        await foreach (var row in Store.Range(TableNames.Parked, "day", string.Empty, null, default))
        {
            keys += row.Key;
        }

        Assert.Equal("abcdefghij", keys);
    }

    [Fact]
    public async Task A_cancelled_transaction_that_was_not_begun_is_not_carried_out()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Transact(
            TableNames.Cases, "C-7", [new RowChange.Add("case", Utf8("{}"))], new CancellationToken(canceled: true)));

        Assert.Null(await Store.Get(TableNames.Cases, "C-7", "case", default));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await file.DisposeAsync();
        folder.Dispose();
    }
}
