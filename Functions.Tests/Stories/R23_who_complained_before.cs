using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Stories;

public sealed class R23_who_complained_before : IAsyncLifetime
{
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml + "\ncountry: FI\nrepeat: { within: 90d, same: any }\n");

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Theory]
    [InlineData("phone", "040-123 45 67")]
    [InlineData("email", " MARIA@example.org ")]
    [InlineData("number", "k-1001")]
    public async Task A_customer_is_known_again_by(string field, string otherSpelling)
    {
        var first = await World.Complain(Complaints.Late("1001").WithCustomer("number", "K-1001"));

        var second = await World.Complain(Escalating("1002", new() { [field] = otherSpelling }));

        Assert.Equal([first.Text], Earlier(second).Select(earlier => Text(earlier!["case"])));
    }

    [Fact]
    public async Task Somebody_else_is_not()
    {
        await World.Complain(Complaints.Late("1001"));

        var second = await World.Complain(Escalating("1002", new() { ["phone"] = "040 7654321", ["email"] = "maria.v@example.org" }));

        Assert.Empty(Earlier(second));
        Assert.Equal("normal", World.Sent(second, Entities.Escalations).Single().Properties["priority"]);
    }

    [Fact]
    public async Task The_escalation_says_how_the_earlier_case_ended()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        await World.CustomerSays(first, new { type = "withdraw", round = 0 });

        var second = await World.Complain(Escalating("1002"));

        var earlier = Assert.Single(Earlier(second))!;
        Assert.Equal(("closed", "withdrawn", "late-delivery"), (Text(earlier["stage"]), Text(earlier["outcome"]), Text(earlier["category"])));
        Assert.Equal(200, (await World.Get(new Uri(Text(earlier["link"])!).AbsolutePath["/api/".Length..], World.KeyOf(Role.Reviewer, "anna"))).Status);
    }

    [Fact]
    public async Task Whoever_looks_at_the_case_sees_the_earlier_ones()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        var second = await World.Complain(Complaints.Late("1002"));

        var shown = (await World.Get($"cases/{second}", World.KeyOf(Role.Reviewer, "anna"))).Json;

        Assert.Equal((first.Text, "offered"), (Text(shown["earlierCases"]![0]!["case"]), Text(shown["earlierCases"]![0]!["stage"])));
    }

    [Fact]
    public async Task The_decision_keeps_the_facts_it_used()
    {
        var first = await World.Complain(Complaints.Late("1001"));

        var second = await World.Complain(Escalating("1002"));

        var used = (await World.Last<Event.Escalated>(second)).Basis.Facts!;
        Assert.Equal((first, null, true), (used.Earlier.Single().Case, used.Earlier.Single().Outcome, used.Repeat));
    }

    [Fact]
    public async Task What_is_settled_at_once_keeps_them_too()
    {
        await World.Complain(Complaints.Late("1001"));

        var second = await World.Complain(Complaints.AskingForRefund(40, externalId: "1002"));

        Assert.Single((await World.Last<Event.RemedyGranted>(second)).Basis.Facts!.Earlier);
    }

    [Fact]
    public async Task A_repeat_is_urgent()
    {
        await World.Complain(Complaints.Late("1001"));

        var second = await World.Complain(Escalating("1002"));

        Assert.Equal("high", World.Sent(second, Entities.Escalations).Single().Properties["priority"]);
        Assert.Equal(("high", true), (Text(Packet(second)["priority"]), Packet(second)["repeat"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task A_repeat_stands_first_in_the_inbox()
    {
        await World.Complain(Escalating("1001", new() { ["email"] = "first@example.org" }));
        await World.Complain(Complaints.Late("1002"));
        await World.Advance(TimeSpan.FromMinutes(5));
        var repeated = await World.Complain(Escalating("1003"));

        var inbox = (await World.Get("inbox", World.KeyOf(Role.Reviewer, "anna"))).Json["cases"]!.AsArray();

        Assert.Equal((2, repeated.Text, "high", "normal"), (inbox.Count, Text(inbox[0]!["case"]), Text(inbox[0]!["priority"]), Text(inbox[1]!["priority"])));
    }

    [Fact]
    public async Task It_stays_urgent_when_it_goes_up_a_level()
    {
        await World.Complain(Complaints.Late("1001"));
        var second = await World.Complain(Escalating("1002"));

        await World.Advance(TimeSpan.FromHours(24));

        Assert.Equal(["high", "high"], World.Sent(second, Entities.Escalations).Select(message => message.Properties["priority"]));
    }

    [Fact]
    public async Task What_was_long_ago_is_told_and_is_no_repeat()
    {
        await World.Complain(Complaints.Late("1001").With("receivedAt", "2025-11-01T08:00:00Z"));

        var second = await World.Complain(Escalating("1002"));

        Assert.Single(Earlier(second));
        Assert.Equal(("normal", false), (Text(Packet(second)["priority"]), Packet(second)["repeat"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task Where_the_policy_wants_the_same_category_another_is_no_repeat()
    {
        await using var world = await World.Open(TestPolicy.Yaml + "\nrepeat: { within: 90d, same: category }\n");
        await world.Complain(Complaints.Late("1001"));

        var other = await world.Complain(Escalating("1002").With("category", "other"));
        var same = await world.Complain(Escalating("1003"));

        Assert.Equal(
            ("normal", "high"),
            (world.Sent(other, Entities.Escalations).Single().Properties["priority"], world.Sent(same, Entities.Escalations).Single().Properties["priority"]));
    }

    [Fact]
    public async Task Particulars_that_are_given_later_count()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        var second = await World.Complain(Escalating("1002", new() { ["name"] = "Maria" }));
        await World.CustomerSays(second, new { type = "contact", phone = "040 1234567" });

        await World.Advance(TimeSpan.FromHours(24));

        Assert.Equal([first.Text], Earlier(second).Select(earlier => Text(earlier!["case"])));
    }

    [Fact]
    public async Task An_older_phone_still_leads_to_the_customer()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        await World.CustomerSays(first, new { type = "contact", phone = "050 7654321" });

        var second = await World.Complain(Escalating("1002", new() { ["phone"] = "+358 40 1234567" }));
        var third = await World.Complain(Escalating("1003", new() { ["phone"] = "+358 50 7654321" }));

        Assert.Equal((1, 1), (Earlier(second).Count, Earlier(third).Count));
    }

    [Fact]
    public async Task Two_people_who_share_a_phone_are_both_found()
    {
        var maria = await World.Complain(Complaints.Late("1001"));
        var matti = await World.Complain(Complaints.Late("1002").WithCustomer("email", "matti@example.org").WithCustomer("name", "Matti"));

        var third = await World.Complain(Escalating("1003", new() { ["phone"] = "040 1234567" }));

        Assert.Equal(new[] { maria.Text, matti.Text }.Order(), Earlier(third).Select(earlier => Text(earlier!["case"])).Order());
    }

    [Fact]
    public async Task The_twenty_newest_are_told()
    {
        for (var number = 1; number <= 22; number++)
        {
            await World.Complain(Complaints.Late($"{number}").With("receivedAt", $"2026-02-{number:00}T08:00:00Z"));
        }

        var last = await World.Complain(Escalating("1002"));

        Assert.Equal(20, Earlier(last).Count);
        Assert.Equal(new DateTimeOffset(2026, 2, 22, 8, 0, 0, TimeSpan.Zero), Earlier(last)[0]!["receivedAt"]!.GetValue<DateTimeOffset>());
    }

    /// <summary>Looks at every row of every table: names and contact stand in text rows, which can be erased, and nowhere else.</summary>
    [Fact]
    public async Task Nothing_that_is_stored_beside_the_texts_tells_who_it_is()
    {
        var form = Complaints.AskingForRefund(400).WithCustomer("number", "KMARKED77").WithCustomer("email", "marked@example.org").WithCustomer("phone", "040 9876543");
        var id = await World.Complain(form);
        await World.CustomerSays(id, new { type = "contact", email = "marked.too@example.org" });
        await World.Claim(id, "anna");

        var store = World.Services.GetRequiredService<IStore>();
        var (rows, customers) = (0, 0);
        foreach (var table in TableNames.All)
        {
            await foreach (var partition in store.Partitions(table, default))
            {
                await foreach (var row in store.Range(table, partition, "", null, default))
                {
                    rows++;
                    customers += table == TableNames.Customers ? 1 : 0;
                    if (!(table == TableNames.Cases && row.Key.StartsWith("text-", StringComparison.Ordinal)))
                    {
                        var all = $"{partition} {row.Key} {Encoding.UTF8.GetString(row.Body.Span)}";
                        Assert.DoesNotMatch("(?i)marked|9876543|virtanen", all);
                    }
                }
            }
        }

        Assert.True(rows > 20, $"{rows}");
        Assert.Equal(4, customers);
    }

    private static JsonObject Escalating(string externalId, JsonObject? customer = null) =>
        customer is null ? Complaints.AskingForRefund(400, externalId: externalId) : Complaints.AskingForRefund(400, externalId: externalId).With("customer", customer);

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private JsonNode Packet(CaseId id) => Functions.Tests.World.Json(World.Sent(id, Entities.Escalations)[^1]);

    private JsonArray Earlier(CaseId id) => Packet(id)["earlierCases"]!.AsArray();
}
