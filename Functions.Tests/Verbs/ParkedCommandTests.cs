using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Crash;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Parked;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>The verb as a person starts it, on a folder that nobody serves and on one that is served.</summary>
public sealed class ParkedCommandTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    private string Data => System.IO.Path.Combine(_folder.Path, "data");

    /// <summary>Two lines that are no complaints.</summary>
    public async Task InitializeAsync()
    {
        var file = System.IO.Path.Combine(_folder.Path, "bad.jsonl");
        await File.WriteAllLinesAsync(file, ["""{"account":7,"source":"shop"}""", """{"account":"Late.","source":"shop","channel":"owl"}"""]);
        await Invoked.Verb("replay", file, "--data", Data, "--json");
    }

    public Task DisposeAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Not_served_they_are_listed_shown_and_discarded()
    {
        var listed = await Json("list");
        var id = (string)listed["messages"]![0]!["id"]!;

        var shown = await Json("show", id);
        var discarded = await Json("discard", id, "--reason", "no complaint");

        Assert.Equal((2, 2), ((int)listed["waiting"]!, listed["messages"]!.AsArray().Count));
        Assert.Contains("\"source\":\"shop\"", (string)shown["text"]!, StringComparison.Ordinal);
        Assert.Equal(("discarded", "no complaint", null), (
            (string)discarded["message"]!["state"]!, (string)discarded["discarded"]!["reason"]!, discarded["text"]));
        Assert.Equal(1, (int)(await Json("list"))["waiting"]!);
    }

    [Fact]
    public async Task While_serve_runs_it_is_asked_and_takes_what_is_sent_again()
    {
        await using var gateway = await Gateway.Open(() => { });
        using var serve = ServeProcess.Start(Data, FreePort(), gateway.Address);
        await serve.Ready;
        var ids = (await Json("list"))["messages"]!.AsArray().Select(message => (string)message!["id"]!).ToArray();

        var sent = await Json(["resubmit", .. ids]);
        var one = await Json("show", ids[0]);
        await serve.Kill();

        Assert.Equal(2, sent.AsArray().Count);
        Assert.All(sent.AsArray(), answer => Assert.EndsWith("~1", (string)answer!["key"]!, StringComparison.Ordinal));
        Assert.Equal("operator (operator)", (string?)one["resubmitted"]!["by"]);
    }

    [Fact]
    public async Task One_of_several_that_cannot_be_sent_again_does_not_stop_the_others()
    {
        var id = (string)(await Json("list"))["messages"]![0]!["id"]!;

        var (exit, output, _) = await ProgramRun.ToEnd("parked", "resubmit", "nonsense", id, "--data", Data, "--json");

        var results = JsonNode.Parse(output)!.AsArray();
        Assert.Equal((1, "Nothing is parked under 'nonsense'. 'parked list' shows what is."), (exit, (string?)results[0]!["problem"]));
        Assert.EndsWith("~1", (string?)results[1]!["key"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_told_in_a_sentence()
    {
        var (exit, output, errors) = await ProgramRun.ToEnd("parked", "show", "nonsense", "--data", Data, "--json");

        Assert.Equal((2, "", "Nothing is parked under 'nonsense'. 'parked list' shows what is."), (exit, output, errors.Trim()));
    }

    [Theory]
    [InlineData("--reason")]
    [InlineData("--reason", "")]
    public void A_discard_wants_a_reason(params string[] reason) =>
        Assert.NotEmpty(ParkedCommand.Create().Parse(["discard", "some-id", .. reason]).Errors);

    [Fact]
    public async Task A_key_is_not_sent_in_the_clear_to_another_machine()
    {
        var e = await Assert.ThrowsAsync<CommandException>(() => Invoked.Verb("parked", "list", "--url", "http://elsewhere.example/"));

        Assert.StartsWith("--url must begin with https", e.Message, StringComparison.Ordinal);
    }

    private async Task<JsonNode> Json(params string[] arguments)
    {
        var (exit, output, errors) = await ProgramRun.ToEnd(["parked", .. arguments, "--data", Data, "--json"]);
        Assert.True(exit == 0, errors);
        return JsonNode.Parse(output)!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
