using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R07_what_is_unreasonable_is_declined_by_name : IAsyncLifetime
{
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml
        .Replace("language: en\n", "language: en\nclaimWindow: 24 months\n", StringComparison.Ordinal)
        .Replace("title: A gift card\n", "title: A gift card\n    remedies: [voucher, self-service]\n    claimWindow: 30 days\n", StringComparison.Ordinal));

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Theory]
    [InlineData(30, null, "above-what-was-paid")]
    [InlineData(null, 30, "above-what-was-paid")]
    [InlineData(30, 35, "above-what-was-paid")]
    [InlineData(40, null, null)]
    [InlineData(30, 40, null)]
    [InlineData(null, null, null)]
    public async Task A_refund_of_40_above_what_was_paid_and_is_in_dispute(int? paid, int? dispute, string? rule)
    {
        var id = await World.Complain(Complaints.AskingForRefund(40)
            .With("paid", paid is null ? null : Amount(paid.Value))
            .With("amountInDispute", dispute is null ? null : Amount(dispute.Value)));

        await AssertRule(id, rule, "it is more than what was paid or is in dispute");
    }

    [Fact]
    public async Task Amounts_in_another_currency_are_not_compared()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40).With("paid", new JsonObject { ["amount"] = 1, ["currency"] = "USD" }));

        await AssertRule(id, null, "");
    }

    [Fact]
    public async Task An_amount_that_was_only_read_from_the_account_makes_nothing_unreasonable()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40).With("account", "I was charged 12 EUR twice and nobody answers my letters."));

        await AssertRule(id, null, "");
    }

    [Theory]
    [InlineData("2024-03-02", null)]
    [InlineData("2024-03-01", "after-claim-window")]
    [InlineData(null, null)]
    public async Task What_happened_more_than_24_months_before_it_was_complained_about(string? occurredOn, string? rule)
    {
        var id = await World.Complain(Complaints.AskingForRefund(40).With("occurredOn", occurredOn));

        await AssertRule(id, rule, "it happened too long ago to be claimed now");
    }

    [Theory]
    [InlineData("voucher", "2026-01-31", null)]
    [InlineData("voucher", "2026-01-30", "after-claim-window")]
    [InlineData("credit", "2026-03-01", "remedy-does-not-fit")]
    public async Task A_category_may_have_its_own_window_and_its_own_remedies(string kind, string occurredOn, string? rule)
    {
        var id = await World.Complain(Complaints.Late().With("category", "gift").With("occurredOn", occurredOn)
            .With("requestedRemedy", new JsonObject { ["kind"] = kind, ["amount"] = 10, ["currency"] = "EUR" }));

        await AssertRule(id, rule, rule == "remedy-does-not-fit" ? "it does not fit a matter of this kind" : "it happened too long ago to be claimed now");
    }

    [Theory]
    [InlineData("occurredOn", "\"next week\"", "occurredOn must be a date or time such as 2026-11-21 or 2026-11-21T09:30:00+02:00")]
    [InlineData("occurredOn", "\"2026-03-09\"", "occurredOn lies in the future; when did it happen?")]
    [InlineData("paid", """{"amount":-1,"currency":"EUR"}""", "paid.amount must not be negative")]
    [InlineData("paid", """{"amount":1}""", "paid.currency is missing")]
    public async Task What_cannot_be_is_answered_with_the_field_and_the_rule(string field, string json, string error)
    {
        var answer = await World.Post("complaints", Complaints.Late().With(field, JsonNode.Parse(json)), World.KeyOf(Role.Upstream));

        Assert.Equal([error], answer.Errors);
    }

    private static JsonObject Amount(int amount) => new() { ["amount"] = amount, ["currency"] = "EUR" };

    /// <summary>Declined under that rule, told in plain words and with alternatives; granted where there is none.</summary>
    private async Task AssertRule(CaseId id, string? rule, string words)
    {
        if (rule is null)
        {
            await World.LookAt<Stage.Settling>(id);
            return;
        }

        Assert.Contains(rule, (await World.Last<Event.RemedyDeclined>(id)).Basis.Rules.Select(name => name.Text));
        Assert.InRange((await World.LookAt<Stage.Offered>(id)).Options.Count, 2, 3);
        Assert.Contains(words, World.Letters(id).Single().Body, StringComparison.Ordinal);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }
}
