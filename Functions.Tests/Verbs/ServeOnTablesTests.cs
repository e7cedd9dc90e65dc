using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Functions.Tests.Crash;
using Escalation.Local.Host;
using Escalation.Local.Sqlite;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>The local host with its state in Table Storage, which the emulator stands for here.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ServeOnTablesTests(Azurite azurite) : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_story_of_the_readme_goes_the_same_way()
    {
        await using var world = await World.Open(await Sample("policy.yaml"), await Sample("people.yaml"), await azurite.NewStore(), await Beside());
        var anna = world.KeyOf(Role.Reviewer, "anna");

        var id = await world.Complain(JsonNode.Parse("""
            {
              "externalId": "4711", "channel": "email", "category": "late-delivery",
              "customer": { "salutation": "Ms", "name": "Ada Example", "email": "ada@example.com" },
              "account": "My desk came 16 days late on 18 February. THIS IS RIDICULOUS!!!",
              "requestedRemedy": { "kind": "refund", "amount": 320.00, "currency": "USD" }
            }
            """)!.AsObject());
        var shown = (await world.Get($"cases/{id}", anna)).Json;
        var waiting = (await world.Get("inbox", anna)).Json["cases"]!.AsArray().Single()!;
        var claimed = await world.Claim(id, "anna");
        var approved = await world.Review(id, "anna", new { type = "approve", review = 1 });
        var log = (await world.Get($"cases/{id}/log", world.KeyOf(Role.Operator))).Json.AsArray();

        Assert.Equal(("under review", "l1"), (shown["stage"]!.GetValue<string>(), shown["level"]!.GetValue<string>()));
        Assert.Equal((id.Text, 1), (waiting["case"]!.GetValue<string>(), waiting["review"]!.GetValue<int>()));
        Assert.Equal(("accepted", "accepted"), (claimed.Status, approved.Status));
        Assert.Contains(log, entry => entry!["event"]!.GetValue<string>() == "remedy-granted");
        Assert.Empty((await world.Get("inbox", anna)).Json["cases"]!.AsArray());
        Assert.Equal("320.00 USD", world.Sent(id, Entities.Remedies).Select(order => Amount(World.Json(order))).Single());
    }

    [Fact]
    public async Task The_program_keeps_its_cases_there_and_none_in_the_data_folder()
    {
        var account = azurite.NewAccount();
        var pulse = new Pulse();
        var told = pulse.After(1);
        await using var gateway = await Gateway.Open(pulse.Beat);
        var port = FreePort();
        using (var serve = ServeProcess.Start(_folder.Path, port, gateway.Address, ["--tables", account]))
        {
            await serve.Ready;
            using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/api/") };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyFile.Open(_folder.Path, []).Keys.Single(key => key.Role == Role.Upstream).Key);

            var answer = await http.PostAsJsonAsync("complaints", Complaints.Late());

            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            await told.WaitAsync(TimeSpan.FromMinutes(1));
            await serve.Kill();
        }

        var there = await new CaseStore(TableStore.Connect(account)).Find(CaseId.Parse(gateway.Deliveries[0].Case), default);
        await using var file = SqliteFile.Open(_folder.Path);
        Assert.NotNull(there);
        Assert.Empty(await new SqliteStore(file).Partitions(TableNames.Cases, default).ToListAsync());
    }

    [Fact]
    public async Task What_was_replayed_into_it_is_audited_there()
    {
        var account = azurite.NewAccount();
        var file = System.IO.Path.Combine(_folder.Path, "two.jsonl");
        await File.WriteAllLinesAsync(file, [FromShop("1"), FromShop("2")]);

        var replayed = await Invoked.Verb("replay", file, "--data", Data, "--tables", account, "--json");
        var audited = await Invoked.Verb("audit", "--data", System.IO.Path.Combine(_folder.Path, "nothing here"), "--tables", account, "--json");

        Assert.Equal((0, 0), (replayed, audited));
        Assert.Equal(2, await new CaseStore(TableStore.Connect(account)).All(default).CountAsync());
    }

    [Fact]
    public async Task What_was_parked_there_is_looked_after_there()
    {
        var account = azurite.NewAccount();
        var file = System.IO.Path.Combine(_folder.Path, "bad.jsonl");
        await File.WriteAllLinesAsync(file, ["""{"account":7,"source":"shop"}"""]);
        await Invoked.Verb("replay", file, "--data", Data, "--tables", account, "--json");
        var parked = new ParkedMessages(TableStore.Connect(account));
        var id = (await parked.List(default)).Single().Id;

        var discarded = await Invoked.Verb("parked", "discard", id, "--reason", "no complaint", "--data", Data, "--tables", account, "--json");

        Assert.Equal(0, discarded);
        Assert.Equal("no complaint", (await parked.List(default)).Single().Discarded!.Reason);
    }

    [Fact]
    public async Task Queues_whose_cases_lie_there_are_not_served_without_them()
    {
        await Invoked.Verb("replay", await Nothing(), "--data", Data, "--tables", azurite.NewAccount(), "--json");

        var without = await Assert.ThrowsAsync<DataFolderException>(() => Invoked.Verb("serve", "--data", Data));
        var another = await Assert.ThrowsAsync<DataFolderException>(() => Invoked.Verb("serve", "--data", Data, "--tables", azurite.NewAccount()));
        var audited = await Assert.ThrowsAsync<DataFolderException>(() => Invoked.Verb("audit", "--data", Data));

        Assert.All([without, another, audited], e => Assert.Contains("belong to the cases in Table Storage at http://127.0.0.1:", e.Message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_data_folder_with_cases_of_its_own_is_not_left_behind()
    {
        var file = System.IO.Path.Combine(_folder.Path, "one.jsonl");
        await File.WriteAllLinesAsync(file, [FromShop("1")]);
        await Invoked.Verb("replay", file, "--data", Data, "--json");

        var refused = await Assert.ThrowsAsync<DataFolderException>(() => Invoked.Verb("serve", "--data", Data, "--tables", azurite.NewAccount()));

        Assert.Contains("holds cases of its own", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, await Invoked.Verb("audit", "--data", Data, "--json"));
    }

    private string Data => System.IO.Path.Combine(_folder.Path, "data");

    private async Task<string> Nothing()
    {
        var file = System.IO.Path.Combine(_folder.Path, "nothing.jsonl");
        await File.WriteAllTextAsync(file, "");
        return file;
    }

    private static string FromShop(string number) => Complaints.Late(number).With("source", "shop").ToJsonString();

    private static Task<string> Sample(string name) => File.ReadAllTextAsync(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", name));

    /// <summary>What the sample policy takes in, by name.</summary>
    private static async Task<IReadOnlyDictionary<string, string>> Beside()
    {
        var samples = System.IO.Path.Combine(AppContext.BaseDirectory, "samples");
        var files = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(System.IO.Path.Combine(samples, "regimes")))
        {
            files[System.IO.Path.GetRelativePath(samples, file)] = await File.ReadAllTextAsync(file);
        }

        return files;
    }

    private static string Amount(JsonNode order) => $"{order["grant"]!["remedy"]!["amount"]!["amount"]} {order["grant"]!["remedy"]!["amount"]!["currency"]}";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
