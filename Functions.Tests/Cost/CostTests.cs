using System.Text;
using Azure.Core;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Contracts.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Cost;

/// <summary>What a case costs, counted from real requests and held to the design; docs/cost.md says the same.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class CostTests(Azurite azurite)
{
    private const string AtOnce = "settled at once";
    private const string Approved = "escalated and approved";
    private const string CounterOffer = "counter-offer accepted";
    private const string SteppedUp = "reminded twice, then stepped up";
    private const int MinutesInMonth = 730 * 60;
    private static readonly string[] s_doors = [Entities.Complaints, Entities.Reviews, Entities.Updates];

    /// <summary>The design's numbers for the first two; for the others what was counted when they were written.</summary>
    public static TheoryData<string, int> MostMessages => new() { { AtOnce, 8 }, { Approved, 12 }, { CounterOffer, 14 }, { SteppedUp, 19 } };

    [Theory]
    [MemberData(nameof(MostMessages))]
    public async Task A_whole_life_takes_what_the_document_says(string path, int messages)
    {
        var counted = await Count(path);

        Assert.True(counted.Messages <= messages, $"{counted}");
        IsInDocument(counted.Row(path));
    }

    [Theory]
    [InlineData(AtOnce)]
    [InlineData(Approved)]
    public async Task A_month_costs_what_the_document_says(string path)
    {
        var counted = await Count(path);
        var sweeps = await RequestsOfASweep() * MinutesInMonth;

        Assert.All([10_000m, 1_000_000m, 100_000_000m], complaints => IsInDocument(MonthlyBill.Of(counted, complaints, sweeps).Row(complaints)));
    }

    [Fact]
    public async Task The_daily_audit_makes_three_requests_a_case()
    {
        var requests = new StorageRequests();
        await using var world = await World.Open(tables: await Connect(requests));
        await world.Complain(Complaints.AskingForRefund(50, externalId: "1"));
        var one = await RequestsOfAnAudit();
        await world.Complain(Complaints.AskingForRefund(50, externalId: "2"));
        await world.Complain(Complaints.AskingForRefund(50, externalId: "3"));

        Assert.Equal(2 * 3, await RequestsOfAnAudit() - one);

        async Task<int> RequestsOfAnAudit()
        {
            requests.Reset();
            await world.Services.GetRequiredService<StoreAudit>().Run(default);
            return requests.OfCases;
        }
    }

    [Fact]
    public async Task A_sweep_that_finds_nothing_makes_a_request_a_shard_and_one_for_its_heartbeat() =>
        Assert.Equal(AlarmClock.Shards + 1, await RequestsOfASweep());

    [Theory]
    [InlineData(13_000_000, 9.86)]
    [InlineData(14_000_000, 10.66)]
    [InlineData(100_000_000, 79.46)]
    [InlineData(2_500_000_000, 1_279.46)]
    [InlineData(2_600_000_000, 1_299.46)]
    public void Each_step_of_the_price_list_counts_for_what_lies_in_it(long operations, double dollars) =>
        Assert.Equal((decimal)dollars, Math.Round(PriceList.ServiceBus(operations), 2));

    private static void IsInDocument(string line) =>
        Assert.True(Document.Contains(line, StringComparison.Ordinal), $"Counted otherwise; if that is meant, docs/cost.md has to say{Environment.NewLine}{line}");

    private static string Document { get; } = File.ReadAllText(System.IO.Path.Combine(Npm.Folder, "..", "docs", "cost.md"));

    private async Task<Counted> Count(string path)
    {
        var requests = new StorageRequests();
        OneAtATime? queues = null;
        await using var world = await World.Open(
            TestPolicy.Yaml.Replace("reminders: 1", "reminders: 2", StringComparison.Ordinal), tables: await Connect(requests), aroundQueues: inner => queues = new(inner));
        requests.Reset();

        var id = await StandardPath.All.Single(standard => standard.Name == path).Live(world);

        using (requests.Paused())
        {
            Assert.Equal(Outcome.Settled, (await world.LookAt<Stage.Closed>(id)).Outcome);
            var posts = world.AllSent.Count(message => s_doors.Contains(message.Entity, StringComparer.Ordinal));
            return new(world.AllSent.Count, queues!.Deliveries + posts, requests.OfCases, await Stored(world));
        }
    }

    private async Task<int> RequestsOfASweep()
    {
        var requests = new StorageRequests();
        await using var world = await World.Open(tables: await Connect(requests));
        requests.Reset();

        await world.Services.GetRequiredService<AlarmSweep>().Run(default);

        Assert.Equal(0, requests.OfCases);
        return requests.OfSweeps;
    }

    private async Task<TableStore> Connect(StorageRequests requests)
    {
        var tables = TableStore.Connect(azurite.NewAccount(), options => options.AddPolicy(requests, HttpPipelinePosition.PerRetry));
        await tables.EnsureTables(default);
        return tables;
    }

    /// <summary>All that is in the tables but the policy, by the formula that Microsoft gives: 4 bytes, two for each character of the keys, and for each
    /// property 8 bytes, two for each character of its name, and its value.</summary>
    private static async Task<long> Stored(World world)
    {
        const int Property = 8;
        const int Time = 8;
        var store = world.Services.GetRequiredService<IStore>();
        var bytes = 0L;
        foreach (var table in TableNames.All.Where(table => table != TableNames.Policies))
        {
            await foreach (var partition in store.Partitions(table, default))
            {
                await foreach (var row in store.Range(table, partition, "", null, default))
                {
                    var text = 4 + (2 * Encoding.UTF8.GetCharCount(row.Body.Span));
                    bytes += 4 + (2 * (partition.Length + row.Key.Length))
                        + Property + (2 * "Timestamp".Length) + Time
                        + Property + (2 * "Json".Length) + text;
                }
            }
        }

        return bytes;
    }
}
