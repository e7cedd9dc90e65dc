using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>What the store makes of a service that is too busy, and of connections that break.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class BrokenConnectionTests(Azurite azurite) : IAsyncLifetime
{
    private const string Table = TableNames.Cases;
    private const string Partition = "C-7";
    private const int MaxRetries = 3;

    private static readonly Fault Busy = new Fault.Answer(
        503, """{"odata.error":{"code":"ServerBusy","message":{"lang":"en-US","value":"busy"}}}""", ("Retry-After", "1"));

    private FaultyProxy proxy = null!;
    private TableStore store = null!;

    public async Task InitializeAsync()
    {
        proxy = await FaultyProxy.Start(azurite.Port);
        store = TableStore.Connect(azurite.NewAccount(proxy.Port), options =>
        {
            options.Retry.MaxRetries = MaxRetries;
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.MaxDelay = TimeSpan.FromMilliseconds(5);
        });
        await store.EnsureTables(default);
    }

    public async Task DisposeAsync() => await proxy.DisposeAsync();

    [Fact]
    public async Task A_busy_service_is_asked_again_after_the_time_it_names()
    {
        proxy.Strike(Busy);

        await Transact(new RowChange.Add("case", Utf8("{}")), new RowChange.Add("event-000001", Utf8("{}")));

        Assert.Equal(2, proxy.Requests.Count);
        Assert.True(proxy.Between(0) >= TimeSpan.FromSeconds(0.9), $"Asked again after {proxy.Between(0)}; the service wanted a second.");
        Assert.NotNull(await Get("case"));
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_asked_again()
    {
        var hasty = TableStore.Connect(azurite.NewAccount(proxy.Port), options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.NetworkTimeout = TimeSpan.FromSeconds(1);
        });
        await hasty.EnsureTables(default);
        proxy.Strike(new Fault.Silence());

        await hasty.Transact(Table, Partition, [new RowChange.Add("case", Utf8("{}"))], default);

        Assert.True(proxy.Requests.Count >= 2);
        Assert.NotNull(await hasty.Get(Table, Partition, "case", default));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public async Task A_service_that_stays_busy_is_unavailable(int status)
    {
        proxy.Strike([.. Enumerable.Repeat(new Fault.Answer(status, ""), MaxRetries + 1)]);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Transact(new RowChange.Add("case", Utf8("{}"))));

        Assert.Equal(MaxRetries + 1, proxy.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(413)]
    public async Task What_only_the_service_finds_wrong_is_an_error_and_not_sent_again(int status)
    {
        proxy.Strike(new Fault.Answer(status, ""));

        await Assert.ThrowsAsync<ArgumentException>(() => Transact(new RowChange.Add("case", Utf8("{}"))));

        Assert.Single(proxy.Requests);
    }

    [Fact]
    public async Task A_connection_that_breaks_every_time_is_unavailable()
    {
        proxy.Strike([.. Enumerable.Repeat(new Fault.CutBefore(), MaxRetries + 1)]);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Get("case"));
    }

    [Fact]
    public async Task A_transaction_whose_request_was_lost_is_sent_again()
    {
        proxy.Strike(new Fault.CutBefore());

        await Transact(new RowChange.Add("case", Utf8("{}")), new RowChange.Add("event-000001", Utf8("{}")));

        Assert.NotNull(await Get("event-000001"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public async Task A_transaction_whose_answer_was_lost_is_not_called_refused(int bytesThatCame)
    {
        proxy.Strike(new Fault.CutAfter(bytesThatCame));

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Transact(new RowChange.Add("case", Utf8("{}")), new RowChange.Add("event-000001", Utf8("{}"))));

        Assert.NotNull(await Get("event-000001"));
    }

    [Fact]
    public async Task A_single_change_whose_answer_was_lost_is_not_called_refused()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        proxy.Strike(new Fault.CutAfter(0));

        await Assert.ThrowsAsync<StoreUnavailableException>(() => Transact(new RowChange.Replace("case", read!.ETag, Utf8("second"))));

        Assert.Equal("second", Encoding.UTF8.GetString((await Get("case"))!.Body.Span));
    }

    [Fact]
    public async Task A_refusal_after_the_service_was_only_throttling_stays_a_refusal()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        proxy.Strike(new Fault.Answer(429, ""));

        await Assert.ThrowsAsync<StoreConflictException>(() => Transact(new RowChange.Add("case", Utf8("second"))));
    }

    [Fact]
    public async Task One_broken_call_does_not_cast_doubt_on_the_next()
    {
        proxy.Strike(new Fault.CutAfter(0));
        await Transact(new RowChange.Put("case", Utf8("first")));

        await Assert.ThrowsAsync<StoreConflictException>(() => Transact(new RowChange.Add("case", Utf8("second"))));
    }

    [Fact]
    public async Task A_removal_whose_answer_was_lost_is_done()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));
        proxy.Strike(new Fault.CutAfter(0));

        await Transact(new RowChange.Remove("case"));

        Assert.Null(await Get("case"));
    }

    [Fact]
    public async Task A_page_that_broke_in_the_middle_is_read_again()
    {
        await Transact([.. Enumerable.Range(0, 50).Select(n => new RowChange.Add($"event-{n:000000}", Utf8("{}")))]);
        proxy.Strike(new Fault.CutAfter(1_000));

        Assert.Equal(50, (await Range()).Count);
        Assert.Equal(2, proxy.Requests.Count);
    }

    [Fact]
    public async Task Empty_pages_do_not_end_a_range()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")), new RowChange.Add("event-000001", Utf8("{}")));
        var empty = EmptyPage(("x-ms-continuation-NextPartitionKey", Base64(Partition)), ("x-ms-continuation-NextRowKey", Base64("d")));
        proxy.Strike(EmptyPage(("x-ms-continuation-NextPartitionKey", Base64("B"))), empty, empty);

        Assert.Equal(["event-000001"], await Range());
        Assert.Equal(4, proxy.Requests.Count);
    }

    [Fact]
    public async Task Each_page_is_asked_for_where_the_one_before_it_ended()
    {
        foreach (var chunk in Enumerable.Range(0, 2_100).Chunk(IStore.MaxChanges))
        {
            await Transact([.. chunk.Select(n => new RowChange.Add($"投诉 {n:000000}", Utf8("{}")))]);
        }

        proxy.Strike();

        Assert.Equal(2_100, (await Range()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, proxy.Requests.Count);
    }

    [Fact]
    public async Task A_page_that_the_service_is_too_busy_for_is_asked_for_again()
    {
        foreach (var chunk in Enumerable.Range(0, 1_100).Chunk(IStore.MaxChanges))
        {
            await Transact([.. chunk.Select(n => new RowChange.Add($"event-{n:000000}", Utf8("{}")))]);
        }

        proxy.Strike(null, new Fault.Answer(503, ""));

        Assert.Equal(1_100, (await Range()).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(3, proxy.Requests.Count);
    }

    [Fact]
    public async Task Listing_partitions_asks_for_keys_only()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));
        proxy.Strike();

        await foreach (var partition in store.Partitions(Table, default))
        {
            Assert.Equal(Partition, partition);
        }

        Assert.EndsWith("?$select=PartitionKey", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    private static Fault.Answer EmptyPage(params (string Name, string Value)[] headers) =>
        new Fault.Answer(200, """{"odata.metadata":"http://127.0.0.1/$metadata#cases","value":[]}""", [.. headers, ("Content-Type", "application/json")]);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private Task<Row?> Get(string key) => store.Get(Table, Partition, key, default);

    private Task Transact(params RowChange[] changes) => store.Transact(Table, Partition, changes, default);

    private async Task<List<string>> Range()
    {
        var keys = new List<string>();
        await foreach (var row in store.Range(Table, Partition, "", null, default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }
}
