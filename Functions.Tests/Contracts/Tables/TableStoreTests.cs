using System.Text;
using Azure.Data.Tables;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>The contract of every store, on the emulator, and what is Table Storage's own.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class TableStoreTests(Azurite azurite) : StoreContract, IAsyncLifetime
{
    private const string Table = TableNames.Cases;
    private const string Partition = "C-7";

    private readonly string account = azurite.NewAccount();
    private TableStore? store;

    protected override IStore Store => store!;

    public async Task InitializeAsync()
    {
        store = TableStore.Connect(account);
        await store.EnsureTables(default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Ensuring_tables_again_leaves_their_rows()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));

        await store!.EnsureTables(default);

        Assert.NotNull(await Get("case"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\":\"it's \\\"Zoë\\\" & co, 100 % <b>\"}")]
    [InlineData("line\r\nline\ttab \u2028 投诉 😀")]
    public async Task Text_is_kept_as_a_string_that_a_person_can_read(string body)
    {
        await Transact(new RowChange.Add("case", Utf8(body)));

        Assert.Equal(body, (await Entity("case")).GetString("Json"));
        Assert.Equal(body, await Text("case"));
    }

    [Theory]
    [InlineData(32_000, true)]
    [InlineData(32_001, false)]
    public async Task Chinese_text_is_one_string_property_up_to_32000_characters(int length, bool oneString)
    {
        var body = new string('诉', length);
        await Transact(new RowChange.Add("text-0001", Utf8(body)));

        Assert.Equal(oneString, (await Entity("text-0001")).ContainsKey("Json"));
        Assert.Equal(body, await Text("text-0001"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_kept_in_chunks_of_60000()
    {
        var body = new byte[120_001];
        new Random(1).NextBytes(body);

        await Transact(new RowChange.Add("text-0001", body));

        var entity = await Entity("text-0001");
        Assert.Equal([60_000, 60_000, 1], [.. Enumerable.Range(0, 3).Select(n => entity.GetBinary($"Data0{n}").Length)]);
        Assert.Equal(body, (await Get("text-0001"))!.Body.ToArray());
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("a\u0007b")]
    [InlineData("a\uFFFFb")]
    public async Task Text_with_characters_that_no_string_property_promises_to_keep_is_read_as_written(string body)
    {
        await Transact(new RowChange.Add("text-0001", Utf8(body)));

        Assert.Equal(body, await Text("text-0001"));
    }

    [Fact]
    public async Task A_row_written_shorter_keeps_nothing_of_the_longer_one()
    {
        await Transact(new RowChange.Add("text-0001", new byte[100_000]));
        await Transact(new RowChange.Put("text-0001", Utf8("erased")));

        Assert.Equal("erased", await Text("text-0001"));
        Assert.False((await Entity("text-0001")).ContainsKey("Data00"));
    }

    [Fact]
    public async Task A_request_just_below_four_MiB_is_taken()
    {
        await Transact([.. Enumerable.Range(0, 4).Select(n => new RowChange.Add($"text-{n}", new byte[750 * 1024]))]);

        Assert.Equal(750 * 1024, (await Get("text-3"))!.Body.Length);
    }

    [Fact]
    public async Task A_request_above_four_MiB_is_an_error_though_its_bodies_are_smaller()
    {
        var changes = Enumerable.Range(0, 4).Select(n => new RowChange.Add($"text-{n}", new byte[850 * 1024])).ToArray<RowChange>();

        await Assert.ThrowsAsync<ArgumentException>(() => Transact(changes));
    }

    [Fact]
    public async Task A_key_of_512_Chinese_characters_in_a_partition_of_512_is_read_back()
    {
        var key = new string('键', 512);
        await store!.Transact(Table, key, [new RowChange.Add(key, Utf8("{}")), new RowChange.Add("case", Utf8("{}"))], default);
        await store.Transact(Table, key, [new RowChange.Remove(key), new RowChange.Put("case", Utf8("[]"))], default);

        Assert.Null(await store.Get(Table, key, key, default));
        Assert.NotNull(await store.Get(Table, key, "case", default));
    }

    [Fact]
    public async Task A_word_that_never_was_an_ETag_is_refused_as_Changed()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));

        foreach (var never in new[] { "*", "", "7", "\"7\"", "W/\"7\"", "诉\n" })
        {
            var conflict = await Assert.ThrowsAsync<StoreConflictException>(
                () => Transact(new RowChange.Replace("case", never, Utf8("second"))));
            Assert.Equal(StoreConflict.Changed, conflict.Kind);
        }
    }

    [Fact]
    public async Task A_replace_among_other_changes_is_no_upsert()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        await Transact(new RowChange.Put("case", Utf8("second")));

        var changed = await Refused(new RowChange.Add("event-000001", Utf8("{}")), new RowChange.Replace("case", read!.ETag, Utf8("third")));
        await Transact(new RowChange.Remove("case"));
        var missing = await Refused(new RowChange.Add("event-000001", Utf8("{}")), new RowChange.Replace("case", read.ETag, Utf8("third")));

        Assert.Equal((StoreConflict.Changed, "case"), (changed.Kind, changed.Key));
        Assert.Equal((StoreConflict.Missing, "case"), (missing.Kind, missing.Key));
        Assert.Null(await Get("event-000001"));
    }

    [Fact]
    public async Task A_removal_among_other_changes_minds_its_ETag()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        await Transact(new RowChange.Put("case", Utf8("second")));

        var changed = await Refused(new RowChange.Remove("case", read!.ETag), new RowChange.Put("event-000001", Utf8("{}")));

        Assert.Equal((StoreConflict.Changed, "case"), (changed.Kind, changed.Key));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(99)]
    public async Task The_row_that_failed_a_transaction_is_named(int place)
    {
        await Transact(new RowChange.Add($"event-{place:000000}", Utf8("taken")));

        var conflict = await Assert.ThrowsAsync<StoreConflictException>(
            () => Transact([.. Enumerable.Range(0, 100).Select(n => new RowChange.Add($"event-{n:000000}", Utf8("{}")))]));

        Assert.Equal($"event-{place:000000}", conflict.Key);
    }

    [Fact]
    public async Task A_table_that_is_not_there_is_no_empty_answer()
    {
        var nowhere = TableStore.Connect(azurite.NewAccount(), Impatient);

        await Unavailable(() => nowhere.Get(Table, Partition, "case", default));
        await Unavailable(() => nowhere.Range(Table, Partition, "", null, default).GetAsyncEnumerator().MoveNextAsync().AsTask());
        await Unavailable(() => nowhere.Transact(Table, Partition, [new RowChange.Remove("case")], default));
        await Unavailable(() => nowhere.Transact(Table, Partition, [new RowChange.Put("case", Utf8("{}"))], default));
        await Unavailable(() => nowhere.Transact(
            Table, Partition, [new RowChange.Put("case", Utf8("{}")), new RowChange.Remove("other")], default));
    }

    [Fact]
    public async Task A_wrong_key_makes_the_store_unavailable()
    {
        var other = TableStore.Connect(account.Replace("AccountKey=bm8g", "AccountKey=bm9g", StringComparison.Ordinal), Impatient);

        await Unavailable(() => other.Get(Table, Partition, "case", default));
    }

    [Fact]
    public async Task A_server_that_is_not_there_makes_the_store_unavailable()
    {
        var nobody = TableStore.Connect("AccountName=nobody;AccountKey=bm8=;TableEndpoint=http://127.0.0.1:9/nobody", Impatient);

        await Unavailable(() => nobody.Get(Table, Partition, "case", default));
    }

    [Fact]
    public async Task A_stopping_host_is_no_failure_of_the_store() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => store!.Get(Table, Partition, "case", new CancellationToken(canceled: true)));

    private static void Impatient(TableClientOptions options)
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(1);
    }

    private static Task<StoreUnavailableException> Unavailable(Func<Task> call) => Assert.ThrowsAsync<StoreUnavailableException>(call);

    private Task<StoreConflictException> Refused(params RowChange[] changes) =>
        Assert.ThrowsAsync<StoreConflictException>(() => Transact(changes));

    private Task<Row?> Get(string key) => store!.Get(Table, Partition, key, default);

    private Task Transact(params RowChange[] changes) => store!.Transact(Table, Partition, changes, default);

    private async Task<string> Text(string key) => Encoding.UTF8.GetString((await Get(key))!.Body.Span);

    /// <summary>As any other client would see it.</summary>
    private async Task<TableEntity> Entity(string key)
    {
        var table = new TableServiceClient(account).GetTableClient(Table);
        return (await table.GetEntityIfExistsAsync<TableEntity>(Partition, key)).Value!;
    }
}
