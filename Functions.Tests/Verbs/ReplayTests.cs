using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Host;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Replay;
using Microsoft.Extensions.Logging.Abstractions;

namespace Escalation.Functions.Tests.Verbs;

public sealed class ReplayTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Machine? _machine;

    public async Task InitializeAsync()
    {
        var options = new MachineOptions(System.IO.Path.Combine(_folder.Path, "data")) { Host = new LocalHostOptions { Port = null, RunTimers = false } };
        _machine = await Machine.Open(options, NullLoggerFactory.Instance, CancellationToken.None);
        await _machine.Host.Start(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _machine!.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_line_is_accepted_a_duplicate_or_parked()
    {
        var summary = await Replay("mixed.jsonl", Lines(100, broken: 10));

        Assert.Equal((100, 90, 0, 10), (summary.Lines, summary.Accepted, summary.Duplicates, summary.Parked));
    }

    [Fact]
    public async Task The_cases_are_counted_in_the_store()
    {
        var summary = await Replay("mixed.jsonl", Lines(100, broken: 10));

        Assert.Equal(summary.Accepted, summary.Cases);
    }

    [Fact]
    public async Task Every_accepted_complaint_has_taken_one_course()
    {
        var summary = await Replay("mixed.jsonl", Lines(100, broken: 10));

        Assert.Equal(summary.Accepted, summary.SettledAtOnce + summary.Offered + summary.Clarifying + summary.Escalated);
    }

    [Fact]
    public async Task A_second_replay_of_the_same_file_accepts_nothing_new()
    {
        await Replay("mixed.jsonl", Lines(50, broken: 10));

        var again = await Replay("mixed.jsonl", Lines(50, broken: 10));

        Assert.Equal((0, 40, 10, 40), (again.Accepted, again.Duplicates, again.Parked, again.Cases));
    }

    [Fact]
    public async Task A_line_that_stands_twice_is_one_case()
    {
        var line = Lines(1, broken: 0);

        var summary = await Replay("twice.jsonl", line + line);

        Assert.Equal((2, 1, 1, 1), (summary.Lines, summary.Accepted, summary.Duplicates, summary.Cases));
    }

    [Fact]
    public async Task A_file_that_ends_within_a_line_loses_only_that_line()
    {
        var text = Lines(3, broken: 0);

        var summary = await Replay("cut.jsonl", text[..^20]);

        Assert.Equal((3, 2, 1), (summary.Lines, summary.Accepted, summary.Parked));
    }

    [Fact]
    public async Task The_lines_of_a_binary_file_are_parked_with_a_reason_each()
    {
        var path = System.IO.Path.Combine(_folder.Path, "binary.jsonl");
        await File.WriteAllBytesAsync(path, SHA512.HashData([1]));
        await File.AppendAllBytesAsync(path, [(byte)'\n', 0xff, 0xfe, 0x80]);

        var summary = await Replay(path);

        Assert.Equal((summary.Lines, 0), (summary.Parked, summary.Accepted));
        Assert.All(summary.ParkedByReason.Keys, reason => Assert.StartsWith("invalid: body ", reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_file_holds_nothing()
    {
        Assert.Equal(0, (await Replay("empty.jsonl", "")).Lines);
    }

    [Fact]
    public async Task A_table_with_a_header_is_read_by_the_names_of_its_columns()
    {
        var summary = await Replay("table.csv", "source,externalId,account\nshop,1,\"It came late, and it was broken.\"\nshop,2\nshop,3,The same thing happened to me last week.\n");

        Assert.Equal((3, 2, 1), (summary.Lines, summary.Accepted, summary.Parked));
    }

    [Fact]
    public async Task A_decimal_comma_that_the_map_does_not_announce_is_parked_with_what_to_write()
    {
        var path = System.IO.Path.Combine(_folder.Path, "comma.csv");
        await File.WriteAllTextAsync(path, "number,text,refund\n1,\"The lamp I bought came broken.\",\"0,40\"\n");
        var map = FieldMap.Read(
            "source: field\nfields:\n  externalId: number\n  account: text\n  requestedRemedy.kind: { value: refund }\n  requestedRemedy.amount: refund\n  requestedRemedy.currency: { value: EUR }\n",
            "map");

        var summary = await new ReplayRun(_machine!, map, TimeProvider.System).Run(RecordFile.Read(path, default), new Silence(), default);

        Assert.Equal((0, 1), (summary.Accepted, summary.Parked));
        Assert.Contains(summary.ParkedByReason.Keys, reason => reason.Contains("'0,40' is not a number", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cfpb.yaml", """{"Date received": "1/14/2016", "Product": "Mortgage", "Issue": "Loan servicing", "Company": "A bank", "State": "NY", "ZIP code": "11355", "Submitted via": "Referral"}""", "mortgage")]
    [InlineData("nyc311.yaml", """{"Unique Key": "1", "Created Date": "09/29/2016 12:00:00 AM", "Agency": "DOHMH", "Complaint Type": "Rodent", "Descriptor": "Rat Sighting"}""", "public-health")]
    public async Task The_shipped_maps_fit_their_sources(string map, string record, string category)
    {
        var path = System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "maps", map);
        var fields = JsonNode.Parse(record)!.AsObject().ToDictionary(f => f.Key, f => f.Value!.GetValue<string>(), StringComparer.Ordinal);

        var complaint = FieldMap.Read(await File.ReadAllTextAsync(path), path).Map(fields);

        Assert.Equal((category, "2016-"), (complaint["category"]!.GetValue<string>(), complaint["receivedAt"]!.GetValue<string>()[..5]));
    }

    [Fact]
    public void Fields_that_no_map_names_are_kept_with_the_complaint()
    {
        var map = FieldMap.Read("source: shop\nfields:\n  account: Story\n", "map");

        var complaint = map.Map(new Dictionary<string, string>(StringComparer.Ordinal) { ["Story"] = "It broke.", ["Shelf"] = "7b" });

        Assert.Equal("7b", complaint["Shelf"]!.GetValue<string>());
    }

    private static string Lines(int count, int broken) => string.Concat(Enumerable.Range(0, count).Select(i => i < broken
        ? string.Create(CultureInfo.InvariantCulture, $"{{\"externalId\": \"{i}\", \"account\": \n")
        : string.Create(
            CultureInfo.InvariantCulture,
            $$$"""{"source":"shop","externalId":"{{{i}}}","category":"late-delivery","account":"My parcel number {{{i}}} came late and nobody answered.","requestedRemedy":{"kind":"refund","amount":{{{1 + i * 13 % 700}}},"currency":"USD"}}""")
            + "\n"));

    private async Task<ReplaySummary> Replay(string name, string text)
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        await File.WriteAllTextAsync(path, text);
        return await Replay(path);
    }

    private async Task<ReplaySummary> Replay(string path)
    {
        var map = await ShippedMaps.For(path, CancellationToken.None);
        return await new ReplayRun(_machine!, map, TimeProvider.System).Run(RecordFile.Read(path, CancellationToken.None), new Silence(), CancellationToken.None);
    }

    private sealed class Silence : IProgress<ReplayProgress>
    {
        public void Report(ReplayProgress value)
        {
        }
    }
}
