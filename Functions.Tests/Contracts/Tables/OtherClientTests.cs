using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>What is written here is read by npm's @azure/data-tables, and the other way round.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class OtherClientTests(Azurite azurite) : IAsyncLifetime
{
    private const string Table = TableNames.Cases;

    private static readonly string[] OddKeys =
        ["it's", "100% & more = a+b", "投诉 불만 valitus 😀", " spaces ", "due:anna|2026-03-01T09:00:00Z~1", "{\"a\":1}", "%41", "a;b,c(d)'", new('键', 500)];

    private static readonly byte[] NoText = [0, 255, 251, 62, 63];

    private readonly string account = azurite.NewAccount();

    /// <summary>A value of each type, as .NET and as the script say it.</summary>
    private static readonly Dictionary<string, (object Value, string Type, string Text)> Types = new(StringComparer.Ordinal)
    {
        ["String"] = ("\"Zoë\" said:\r\n\t<投诉> 😀 \u2028\\", "String", "\"Zoë\" said:\r\n\t<投诉> 😀 \u2028\\"),
        ["Empty"] = ("", "String", ""),
        ["Binary"] = (NoText, "Binary", Convert.ToBase64String(NoText)),
        ["Boolean"] = (true, "Boolean", "true"),
        ["Int32"] = (int.MinValue, "Int32", "-2147483648"),
        ["Int64"] = (long.MaxValue, "Int64", "9223372036854775807"),
        ["Double"] = (0.1, "Double", "0.1"),
        ["WholeDouble"] = (5.0, "Double", "5"),
        ["Time"] = (new DateTimeOffset(2026, 3, 29, 3, 30, 0, 123, TimeSpan.FromHours(3)), "DateTime", "2026-03-29T00:30:00.123Z"),
        ["Guid"] = (new Guid("7f3c1c1e-52a5-4b55-9f4b-0d6e8f1c2a3b"), "Guid", "7f3c1c1e-52a5-4b55-9f4b-0d6e8f1c2a3b"),
    };

    public async Task InitializeAsync() => await TableStore.Connect(account).EnsureTables(default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Every_type_that_was_written_here_is_read_there()
    {
        var entity = new TableEntity("types", "one");
        foreach (var (name, (value, _, _)) in Types)
        {
            entity[name] = value;
        }

        await Client().AddEntityAsync(entity);

        var read = Assert.Single(await ReadThere());
        Assert.Equal(Described().Select(AsNumber).Order(StringComparer.Ordinal), Lines(read.Properties));
    }

    [Fact]
    public async Task Every_type_that_was_written_there_is_read_here()
    {
        await WriteThere(new OtherEntity("types", "one", Types.ToDictionary(t => t.Key, t => new[] { t.Value.Type, t.Value.Text }, StringComparer.Ordinal)));

        var read = (await Client().GetEntityIfExistsAsync<TableEntity>("types", "one")).Value!;

        Assert.All(Types, t => Assert.Equal(t.Value.Value, read[t.Key]));
    }

    [Fact]
    public async Task Rows_with_odd_keys_are_read_there()
    {
        var store = TableStore.Connect(account);
        foreach (var key in OddKeys)
        {
            await store.Transact(Table, key, [new RowChange.Add(key, Encoding.UTF8.GetBytes(key)), new RowChange.Add("chunks", NoText)], default);
        }

        var read = await ReadThere();

        Assert.Equal(
            OddKeys.SelectMany(k => new[] { $"{k} chunks Data00 Binary {Convert.ToBase64String(NoText)}", $"{k} {k} Json String {k}" }).Order(StringComparer.Ordinal),
            read.Select(e => $"{e.PartitionKey} {e.RowKey} {Lines(e.Properties).Single()}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Rows_with_odd_keys_that_were_written_there_are_read_here()
    {
        await WriteThere([.. OddKeys.Select(
            key => new OtherEntity(key, key, new(StringComparer.Ordinal) { ["Json"] = ["String", key] }))]);

        var store = TableStore.Connect(account);
        foreach (var key in OddKeys)
        {
            Assert.Equal(key, Encoding.UTF8.GetString((await store.Get(Table, key, key, default))!.Body.Span));
        }
    }

    private static IEnumerable<string> Described() => Types.Select(t => $"{t.Key} {t.Value.Type} {t.Value.Text}");

    /// <summary>JavaScript has one type of number.</summary>
    private static string AsNumber(string line) =>
        line.Replace(" Int32 ", " Number ", StringComparison.Ordinal).Replace(" Double ", " Number ", StringComparison.Ordinal);

    private static IEnumerable<string> Lines(Dictionary<string, string[]> properties) =>
        properties.Select(p => $"{p.Key} {p.Value[0]} {p.Value[1]}").Order(StringComparer.Ordinal);

    private TableClient Client() => new TableServiceClient(account).GetTableClient(Table);

    private async Task<OtherEntity[]> ReadThere() =>
        JsonSerializer.Deserialize<OtherEntity[]>(await Run("read", input: ""), JsonSerializerOptions.Web)!;

    private Task<string> WriteThere(params OtherEntity[] entities) => Run("write", JsonSerializer.Serialize(entities, JsonSerializerOptions.Web));

    private async Task<string> Run(string mode, string input)
    {
        _ = Npm.Module("@azure/data-tables/package.json");
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            ArgumentList = { System.IO.Path.Combine(Npm.Folder, "Contracts", "Tables", "other-client.mjs"), mode, Table },
        };
        start.Environment["TABLES_CONNECTION"] = $"DefaultEndpointsProtocol=http;{account}";
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private sealed record OtherEntity(string PartitionKey, string RowKey, Dictionary<string, string[]> Properties);
}
