using System.Globalization;
using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>What every store keeps to. Tests share one store and stay within partitions of their own.</summary>
public abstract class StoreContract
{
    private const string Table = TableNames.Cases;

    private readonly string partition = $"contract-{Guid.NewGuid():N}";

    protected abstract IStore Store { get; }

    [Fact]
    public async Task An_added_row_is_read_with_its_key_and_body()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));

        var row = await Get("case");

        Assert.Equal(("case", "{}"), (row!.Key, Text(row)));
    }

    [Fact]
    public async Task A_row_that_was_never_written_is_null() => Assert.Null(await Get("case"));

    [Fact]
    public async Task A_row_is_found_in_its_own_table_and_partition_only()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));

        Assert.Null(await Store.Get(TableNames.Views, partition, "case", default));
        Assert.Null(await Store.Get(Table, partition + "x", "case", default));
    }

    [Fact]
    public async Task Adding_a_row_that_is_there_is_refused_as_Exists()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));

        await Refused(StoreConflict.Exists, "case", new RowChange.Add("case", Utf8("second")));

        Assert.Equal("first", Text(await Get("case")));
    }

    [Fact]
    public async Task Replacing_a_row_that_was_written_since_is_refused_as_Changed()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        await Transact(new RowChange.Put("case", Utf8("second")));

        await Refused(StoreConflict.Changed, "case", new RowChange.Replace("case", read!.ETag, Utf8("third")));

        Assert.Equal("second", Text(await Get("case")));
    }

    [Fact]
    public async Task Replacing_a_row_that_is_gone_is_refused_as_Missing()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        await Transact(new RowChange.Remove("case"));

        await Refused(StoreConflict.Missing, "case", new RowChange.Replace("case", read!.ETag, Utf8("second")));
    }

    [Fact]
    public async Task A_row_that_was_removed_and_added_again_has_another_ETag()
    {
        await Transact(new RowChange.Add("case", Utf8("same")));
        var read = await Get("case");
        await Transact(new RowChange.Remove("case", read!.ETag));
        await Transact(new RowChange.Add("case", Utf8("same")));

        await Refused(StoreConflict.Changed, "case", new RowChange.Replace("case", read.ETag, Utf8("other")));
    }

    [Fact]
    public async Task A_row_with_the_ETag_that_was_read_is_replaced_and_gets_another()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");

        await Transact(new RowChange.Replace("case", read!.ETag, Utf8("second")));

        var replaced = await Get("case");
        Assert.Equal("second", Text(replaced));
        Assert.NotEqual(read.ETag, replaced!.ETag);
    }

    [Fact]
    public async Task Putting_writes_a_row_whether_or_not_it_is_there()
    {
        await Transact(new RowChange.Put("case", Utf8("first")));
        await Transact(new RowChange.Put("case", Utf8("second")));

        Assert.Equal("second", Text(await Get("case")));
    }

    [Fact]
    public async Task A_removed_row_is_gone()
    {
        await Transact(new RowChange.Add("case", Utf8("{}")));

        await Transact(new RowChange.Remove("case"));

        Assert.Null(await Get("case"));
    }

    [Fact]
    public async Task Removing_a_row_that_was_written_since_is_refused_as_Changed()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");
        await Transact(new RowChange.Put("case", Utf8("second")));

        await Refused(StoreConflict.Changed, "case", new RowChange.Remove("case", read!.ETag));
    }

    [Fact]
    public async Task Removing_a_row_that_is_gone_is_no_failure_when_it_is_the_only_change()
    {
        await Transact(new RowChange.Remove("case"));

        Assert.Null(await Get("case"));
    }

    [Fact]
    public async Task Removing_a_row_that_is_gone_is_refused_as_Missing_among_other_changes()
    {
        await Refused(StoreConflict.Missing, "gone", new RowChange.Put("case", Utf8("{}")), new RowChange.Remove("gone"));

        Assert.Null(await Get("case"));
    }

    [Fact]
    public async Task A_refused_transaction_leaves_nothing_behind()
    {
        await Transact(new RowChange.Add("message-1", Utf8("handled")), new RowChange.Add("old", Utf8("kept")));

        await Refused(
            StoreConflict.Exists,
            "message-1",
            new RowChange.Put("case", Utf8("{}")),
            new RowChange.Remove("old"),
            new RowChange.Add("message-1", Utf8("again")));

        Assert.Null(await Get("case"));
        Assert.Equal("kept", Text(await Get("old")));
    }

    [Fact]
    public async Task Of_concurrent_replaces_of_one_row_exactly_one_wins()
    {
        await Transact(new RowChange.Add("case", Utf8("first")));
        var read = await Get("case");

        var tries = await Task.WhenAll(Enumerable.Range(0, 16).Select(async n =>
        {
            try
            {
                await Transact(new RowChange.Replace("case", read!.ETag, Utf8(Key(n))));
                return Key(n);
            }
            catch (StoreConflictException e) when (e.Kind == StoreConflict.Changed)
            {
                return null;
            }
        }));

        Assert.Equal(Text(await Get("case")), Assert.Single(tries, won => won is not null));
    }

    [Fact]
    public async Task A_transaction_holds_a_hundred_changes()
    {
        await Transact([.. Enumerable.Range(0, IStore.MaxChanges).Select(n => new RowChange.Add(Key(n), Utf8("{}")))]);

        Assert.Equal(IStore.MaxChanges, (await Keys(string.Empty, null)).Count);
    }

    [Fact]
    public async Task More_than_a_hundred_changes_are_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Transact([.. Enumerable.Range(0, IStore.MaxChanges + 1).Select(n => new RowChange.Add(Key(n), Utf8("{}")))]));

    [Fact]
    public async Task A_transaction_without_changes_is_an_error() => await Assert.ThrowsAsync<ArgumentException>(() => Transact());

    [Fact]
    public async Task More_than_four_MiB_are_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Transact([.. Enumerable.Range(0, 5).Select(n => new RowChange.Add(Key(n), new byte[900 * 1024]))]));

    [Fact]
    public async Task A_key_that_a_transaction_names_twice_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(
            () => Transact(new RowChange.Put("case", Utf8("first")), new RowChange.Remove("case")));

    [Fact]
    public async Task An_account_of_32000_Chinese_characters_is_read_as_written()
    {
        var account = string.Concat(Enumerable.Range(0, 32_000).Select(n => (char)(0x4E00 + (n % 20_000))));
        await Transact(new RowChange.Add("text-0001", Utf8(account)));

        Assert.Equal(account, Text(await Get("text-0001")));
    }

    [Fact]
    public async Task A_body_of_900_KiB_is_read_as_written()
    {
        var body = new byte[900 * 1024];
        new Random(7).NextBytes(body);
        await Transact(new RowChange.Add("text-0001", body));

        Assert.Equal(body, (await Get("text-0001"))!.Body.ToArray());
    }

    [Fact]
    public async Task A_body_above_900_KiB_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Transact(new RowChange.Add("text-0001", new byte[(900 * 1024) + 1])));

    [Fact]
    public async Task An_empty_body_is_read_as_written()
    {
        await Transact(new RowChange.Add("message-1", ReadOnlyMemory<byte>.Empty));

        Assert.Equal(0, (await Get("message-1"))!.Body.Length);
    }

    [Fact]
    public async Task A_slice_of_a_buffer_is_written_without_what_lies_around_it()
    {
        await Transact(new RowChange.Add("case", Utf8("[{}]").Slice(1, 2)));

        Assert.Equal("{}", Text(await Get("case")));
    }

    [Theory]
    [InlineData("it's \"quoted\"; drop table rows --")]
    [InlineData("message-abc~1")]
    [InlineData("100% & more = a+b")]
    [InlineData("2026-03-01T09:00:00.0000000Z|C-7|12")]
    [InlineData("投诉 불만 valitus 😀")]
    [InlineData(" leading and trailing ")]
    [InlineData("Case")]
    public async Task Odd_but_allowed_keys_are_read_back(string key)
    {
        await Transact(new RowChange.Add(key, Utf8("{}")), new RowChange.Add("case", Utf8("other")));

        Assert.Equal((key, "{}"), ((await Get(key))!.Key, Text(await Get(key))));
    }

    [Fact]
    public async Task A_key_of_512_characters_is_read_back()
    {
        var key = new string('k', 512);
        await Transact(new RowChange.Add(key, Utf8("{}")));

        Assert.Equal(key, (await Get(key))!.Key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a#b")]
    [InlineData("a?b")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    public async Task Forbidden_keys_are_an_error(string key)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Transact(new RowChange.Add(key, Utf8("{}"))));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.Transact(Table, key, [new RowChange.Add("case", Utf8("{}"))], default));
    }

    [Fact]
    public async Task A_key_of_513_characters_is_an_error() =>
        await Assert.ThrowsAsync<ArgumentException>(() => Transact(new RowChange.Add(new string('k', 513), Utf8("{}"))));

    [Fact]
    public async Task A_range_holds_its_lower_bound_and_not_its_upper_one()
    {
        await Transact([.. "abcde".Select(c => new RowChange.Add($"{c}", Utf8("{}")))]);

        Assert.Equal(["b", "c"], await Keys("b", "d"));
    }

    [Fact]
    public async Task A_range_without_upper_bound_goes_to_the_end()
    {
        await Transact([.. "abcde".Select(c => new RowChange.Add($"{c}", Utf8("{}")))]);

        Assert.Equal(["d", "e"], await Keys("d", null));
    }

    [Fact]
    public async Task A_range_is_in_ordinal_order()
    {
        string[] keys = ["B", "a", "ä", "Z", "a-", "a1", "a10", "a2", "中", "_"];
        await Transact([.. keys.Select(key => new RowChange.Add(key, Utf8("{}")))]);

        Assert.Equal(keys.Order(StringComparer.Ordinal), await Keys(string.Empty, null));
    }

    [Fact]
    public async Task A_range_gives_more_than_a_thousand_rows_each_once()
    {
        var keys = Enumerable.Range(0, 1_250).Select(Key).ToArray();
        foreach (var chunk in keys.Chunk(IStore.MaxChanges))
        {
            await Transact([.. chunk.Select(key => new RowChange.Add(key, Utf8(key)))]);
        }

        Assert.Equal(keys, await Keys(string.Empty, null));
    }

    [Fact]
    public async Task Rows_may_be_removed_while_their_range_is_read()
    {
        await Transact([.. Enumerable.Range(0, 20).Select(n => new RowChange.Add(Key(n), Utf8("{}")))]);

        await foreach (var row in Store.Range(Table, partition, string.Empty, null, default))
        {
            await Transact(new RowChange.Remove(row.Key, row.ETag));
        }

        Assert.Empty(await Keys(string.Empty, null));
    }

    [Fact]
    public async Task The_partitions_of_a_table_are_listed_once_each_and_in_order()
    {
        foreach (var name in new[] { "c", "a", "b" })
        {
            RowChange[] changes = [new RowChange.Add("case", Utf8("{}")), new RowChange.Add("event-000001", Utf8("{}"))];
            await Store.Transact(Table, $"{partition}-{name}", changes, default);
        }

        var names = new List<string>();
        await foreach (var name in Store.Partitions(Table, default))
        {
            names.Add(name);
        }

        Assert.Equal(
            [$"{partition}-a", $"{partition}-b", $"{partition}-c"],
            names.Where(name => name.StartsWith(partition, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Partitions_of_more_than_a_thousand_rows_are_listed_once_each_too()
    {
        foreach (var name in new[] { "b", "a", "c" })
        {
            foreach (var chunk in Enumerable.Range(0, 700).Chunk(IStore.MaxChanges))
            {
                await Store.Transact(TableNames.Views, $"{partition}-{name}", [.. chunk.Select(n => new RowChange.Add(Key(n), Utf8("{}")))], default);
            }
        }

        var names = await Store.Partitions(TableNames.Views, default).ToListAsync();

        Assert.Equal(
            [$"{partition}-a", $"{partition}-b", $"{partition}-c"],
            names.Where(name => name.StartsWith(partition, StringComparison.Ordinal)));
    }

    protected static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(Row? row) => row is null ? null : Encoding.UTF8.GetString(row.Body.Span);

    private static string Key(int number) => number.ToString("D6", CultureInfo.InvariantCulture);

    private Task<Row?> Get(string key) => Store.Get(Table, partition, key, default);

    private Task Transact(params RowChange[] changes) => Store.Transact(Table, partition, changes, default);

    private async Task Refused(StoreConflict kind, string key, params RowChange[] changes)
    {
        var conflict = await Assert.ThrowsAsync<StoreConflictException>(() => Transact(changes));
        Assert.Equal(kind, conflict.Kind);
        Assert.Contains(conflict.Key, new[] { key, null });
    }

    private async Task<List<string>> Keys(string from, string? before)
    {
        var keys = new List<string>();
        await foreach (var row in Store.Range(Table, partition, from, before, default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }
}
