using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>What the program says and answers, started as a person starts it.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Data => System.IO.Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Replay_prints_one_json_document_and_nothing_else()
    {
        var (exit, output, _) = await ProgramRun.ToEnd("replay", Sample(20), "--data", Data, "--json");

        var summary = JsonNode.Parse(output)!.AsObject();
        string[] wanted =
        [
            "lines", "accepted", "duplicates", "parked", "cases", "settledAtOnce", "offered", "clarifying", "escalated", "elapsedSeconds", "casesPerSecond",
        ];
        Assert.Equal((0, 20), (exit, summary["accepted"]!.GetValue<int>()));
        Assert.All(wanted, name => Assert.True(summary.ContainsKey(name), name));
    }

    [Fact]
    public async Task A_replay_that_was_killed_and_started_again_loses_nothing_and_does_nothing_twice()
    {
        var file = Sample(2_000);
        Assert.True(await ProgramRun.KilledAt("messages to go", "replay", file, "--data", Data, "--json"));

        var (_, output, _) = await ProgramRun.ToEnd("replay", file, "--data", Data, "--json");

        var summary = JsonNode.Parse(output)!;
        Assert.Equal(2_000, summary["accepted"]!.GetValue<int>() + summary["duplicates"]!.GetValue<int>());
        Assert.Equal(2_000, summary["cases"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_tour_ends_with_a_closed_case()
    {
        var (exit, output, _) = await ProgramRun.ToEnd("tour");

        Assert.Equal(0, exit);
        Assert.Contains("Closed: settled.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named_in_a_sentence()
    {
        var (exit, output, errors) = await ProgramRun.ToEnd("replay", "nowhere.jsonl", "--data", Data);

        Assert.Equal((2, "", "There is no file 'nowhere.jsonl'."), (exit, output, errors.Trim()));
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_named_without_a_stack_trace()
    {
        var taken = System.IO.Path.Combine(_folder.Path, "taken");
        await File.WriteAllTextAsync(taken, "a file, not a folder");

        var (exit, _, errors) = await ProgramRun.ToEnd("serve", "--data", System.IO.Path.Combine(taken, "data"));

        Assert.Equal(2, exit);
        Assert.Contains(taken, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_named_without_a_stack_trace()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        var (exit, _, errors) = await ProgramRun.ToEnd("serve", "--data", Data, "--port", port);

        Assert.Equal(2, exit);
        Assert.Contains(port, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    private string Sample(int lines)
    {
        var path = System.IO.Path.Combine(_folder.Path, "sample.jsonl");
        File.WriteAllLines(path, Enumerable.Range(0, lines).Select(i => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"source":"shop","externalId":"{{i}}","category":"late-delivery","account":"My parcel number {{i}} came late and nobody answered."}""")));
        return path;
    }
}
