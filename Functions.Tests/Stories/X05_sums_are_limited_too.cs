using System.Globalization;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Stories;

/// <summary>The pipeline may give one customer 60 euros in 30 days, and a person of the lowest level 600 in 10 days.</summary>
public sealed class X05_sums_are_limited_too : IAsyncLifetime
{
    private static readonly string Policy = TestPolicy.Yaml
        .Replace(
            "  self-service: yes\nlevels:",
            "  self-service: yes\n  cumulative: [{ per: customer, period: 30d, kinds: [refund, voucher], most: 60 EUR }]\nlevels:",
            StringComparison.Ordinal)
        .Replace(
            "replacement: 1, self-service: yes }",
            "replacement: 1, self-service: yes, cumulative: [{ per: granter, period: 10d, most: 600 EUR }] }",
            StringComparison.Ordinal);

    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(Policy);

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task What_is_still_left_is_granted_at_once()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var second = await World.Complain(Complaints.AskingForRefund(20, externalId: "1002"));

        Assert.Equal("automatic", (await World.LookAt<Stage.Settling>(second)).Grant.Level.Text);
        Assert.Single(World.Sent(second, Entities.Remedies));
    }

    [Fact]
    public async Task A_large_remedy_cannot_be_split_into_small_ones()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var second = await World.Complain(Complaints.AskingForRefund(40, externalId: "1002"));

        Assert.Equal(EscalationReason.AboveLimit, (await World.LookAt<Stage.UnderReview>(second)).Reason);
        Assert.Empty(World.Sent(second, Entities.Remedies));
        Assert.Single(World.Sent(second, Entities.Escalations));
    }

    [Fact]
    public async Task Another_customer_has_a_sum_of_their_own()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var second = await World.Complain(
            Complaints.AskingForRefund(40, externalId: "1002").WithCustomer("phone", "+358 40 7654321").WithCustomer("email", "pekka@example.org"));

        await World.LookAt<Stage.Settling>(second);
    }

    [Fact]
    public async Task One_way_to_know_a_customer_is_enough()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var second = await World.Complain(Complaints.AskingForRefund(40, externalId: "1002").WithCustomer("email", "maria.v@example.com"));

        await World.LookAt<Stage.UnderReview>(second);
    }

    [Fact]
    public async Task After_the_period_the_sum_is_free_again()
    {
        await World.Complain(Complaints.AskingForRefund(40));
        await World.Advance(TimeSpan.FromDays(30));

        var second = await World.Complain(Complaints.AskingForRefund(40, externalId: "1002"));

        await World.LookAt<Stage.Settling>(second);
    }

    [Fact]
    public async Task On_the_last_day_of_the_period_it_is_not()
    {
        await World.Complain(Complaints.AskingForRefund(40));
        await World.Advance(TimeSpan.FromDays(29));

        var second = await World.Complain(Complaints.AskingForRefund(40, externalId: "1002"));

        await World.LookAt<Stage.UnderReview>(second);
    }

    [Fact]
    public async Task The_decision_keeps_the_sum_it_stood_on()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var second = await World.Complain(Complaints.AskingForRefund(20, externalId: "1002"));

        var granted = Assert.Single((await World.Last<Event.RemedyGranted>(second)).Basis.Facts!.Granted!, sum => sum.Per == CumulativeParty.Customer);
        Assert.Equal(new Money(40, Currency.Parse("EUR")), granted.Amount);
    }

    [Fact]
    public async Task What_an_open_offer_may_cost_is_kept_for_it()
    {
        await World.Complain(Complaints.Late("1001"));

        var second = await World.Complain(Complaints.AskingForRefund(50, externalId: "1002"));

        await World.LookAt<Stage.UnderReview>(second);
    }

    [Fact]
    public async Task What_the_customer_chose_is_all_that_is_taken()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        await World.CustomerSays(first, new { type = "choose", offer = 1, option = 3 });

        var second = await World.Complain(Complaints.AskingForRefund(45, externalId: "1002"));

        Assert.Equal("EUR 15.00", (await World.LookAt<Stage.Settling>(first)).Grant.Remedy.Amount!.ToString());
        await World.LookAt<Stage.Settling>(second);
    }

    [Fact]
    public async Task What_was_kept_for_an_offer_can_be_chosen()
    {
        var first = await World.Complain(Complaints.Late("1001"));
        await World.Complain(Complaints.AskingForRefund(40, externalId: "1002"));

        await World.CustomerSays(first, new { type = "choose", offer = 1, option = 1 });

        Assert.Equal("EUR 20.00", (await World.LookAt<Stage.Settling>(first)).Grant.Remedy.Amount!.ToString());
    }

    [Fact]
    public async Task Whoever_turns_out_after_the_offer_to_have_had_it_all_is_heard_by_a_person()
    {
        await World.Complain(Complaints.AskingForRefund(41, externalId: "1001"));
        var second = await OfferedToSomebodyUnknown("1002");
        await World.CustomerSays(second, new { type = "contact", phone = "+358 40 1234567" });

        var status = await World.CustomerSays(second, new { type = "choose", offer = 1, option = 1 });

        var review = await World.LookAt<Stage.UnderReview>(second);
        Assert.Equal(("accepted", "l1", EscalationReason.AboveLimit, "voucher of EUR 20.00"), (status.Status, review.Level.Text, review.Reason, review.Asked?.ToString()));
        Assert.Empty(World.Sent(second, Entities.Remedies));
        Assert.Single(World.Sent(second, Entities.Escalations));
    }

    [Fact]
    public async Task Whoever_turns_out_to_have_had_less_is_given_what_they_chose()
    {
        await World.Complain(Complaints.AskingForRefund(40, externalId: "1001"));
        var second = await OfferedToSomebodyUnknown("1002");
        await World.CustomerSays(second, new { type = "contact", phone = "+358 40 1234567" });

        await World.CustomerSays(second, new { type = "choose", offer = 1, option = 1 });

        await World.LookAt<Stage.Settling>(second);
        Assert.Single(World.Sent(second, Entities.Remedies));
    }

    [Fact]
    public async Task An_offer_that_ran_out_gives_back_what_was_kept_for_it()
    {
        await World.Complain(Complaints.Late("1001"));
        await World.Advance(TimeSpan.FromDays(21));

        var second = await World.Complain(Complaints.AskingForRefund(50, externalId: "1002"));

        await World.LookAt<Stage.Settling>(second);
    }

    [Fact]
    public async Task A_person_cannot_give_more_in_sum_than_they_may()
    {
        await Approved("1001", "anna");
        var second = await Claimed("1002", "anna");

        var status = await World.Review(second, "anna", new { type = "approve", review = 1 });

        Assert.Equal(
            ("above-limit", "A refund of EUR 400.00 is above the limit of level l1: refund up to EUR 200.00 (left of EUR 600.00 per granter in 10 days), refund up to USD 500.00."),
            (status.Reason, status.Words));
        Assert.Empty(World.Sent(second, Entities.Remedies));
    }

    [Fact]
    public async Task A_colleague_of_theirs_still_may()
    {
        await Approved("1001", "anna");
        var second = await Claimed("1002", "bert");

        await World.Review(second, "bert", new { type = "approve", review = 1 });

        await World.LookAt<Stage.Settling>(second);
    }

    [Fact]
    public async Task What_a_customer_chooses_of_an_offer_counts_for_whoever_made_it()
    {
        var first = await Claimed("1001", "anna");
        var options = new object[] { new { kind = "refund", amount = 350, currency = "EUR" }, new { kind = "redo" } };
        await World.Review(first, "anna", new { type = "counter-offer", review = 1, options });
        await World.CustomerSays(first, new { type = "choose", offer = 1, option = 1 });
        var second = await Claimed("1002", "anna");

        var status = await World.Review(second, "anna", new { type = "approve", review = 1 });

        Assert.Equal("above-limit", status.Reason);
    }

    [Fact]
    public async Task Of_two_decisions_on_the_same_sum_only_one_is_recorded()
    {
        var (first, second) = (await Claimed("1001", "anna"), await Claimed("1002", "anna"));
        var ledger = World.Services.GetRequiredService<BudgetLedger>();
        var policy = TestPolicy.Read(Policy);
        var (one, other) = (Approval(first), Approval(second));
        var (case1, case2) = (await World.Look(first), await World.Look(second));
        var read = await ledger.ReadFor(one, case1, policy, default);
        var alsoRead = await ledger.ReadFor(other, case2, policy, default);
        Event[] granted = [new Event.RemedyGranted(1, new(RemedyKind.Refund, new(400, Currency.Parse("EUR"))), Code.Parse("l1"), new(policy.Hash, [], []), World.Now)];

        await ledger.Reserve(one, case1, policy, read, granted, default);

        await Assert.ThrowsAsync<StoreConflictException>(() => ledger.Reserve(other, case2, policy, alsoRead, granted, default));
    }

    [Fact]
    public async Task What_was_reserved_for_a_commit_that_never_came_is_given_back_by_the_audit()
    {
        var first = await Claimed("1001", "anna");
        var ledger = World.Services.GetRequiredService<BudgetLedger>();
        var policy = TestPolicy.Read(Policy);
        var @case = await World.Look(first);
        Event[] granted = [new Event.RemedyGranted(1, new(RemedyKind.Refund, new(400, Currency.Parse("EUR"))), Code.Parse("l1"), new(policy.Hash, [], []), World.Now)];
        await ledger.Reserve(Approval(first), @case, policy, await ledger.ReadFor(Approval(first), @case, policy, default), granted, default);
        await World.Advance(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(1));

        var report = await World.Services.GetRequiredService<StoreAudit>().Run(default);

        // By phone, by e-mail, and by who would have granted it.
        Assert.Equal(3, report.Repaired(AuditRepairKind.Budget));
        var second = await Claimed("1002", "anna");
        Assert.Equal("accepted", (await World.Review(second, "anna", new { type = "approve", review = 1 })).Status);
    }

    [Fact]
    public async Task A_sum_that_was_damaged_is_made_again_by_the_audit()
    {
        await Approved("1001", "anna");
        var store = World.Services.GetRequiredService<IStore>();
        var party = BudgetParty.Granter(Code.Parse("anna")).Partition;
        await store.Transact(TableNames.Budgets, party, [new RowChange.Put("sum", CaseFormat.WriteValue(BudgetPage.Empty))], default);

        await World.Services.GetRequiredService<StoreAudit>().Run(default);

        var second = await Claimed("1002", "anna");
        Assert.Equal("above-limit", (await World.Review(second, "anna", new { type = "approve", review = 1 })).Reason);
    }

    [Fact]
    public async Task Nothing_personal_stands_in_the_budgets()
    {
        await World.Complain(Complaints.AskingForRefund(40));

        var store = World.Services.GetRequiredService<IStore>();
        var text = new System.Text.StringBuilder();
        await foreach (var partition in store.Partitions(TableNames.Budgets, default))
        {
            text.Append(partition);
            await foreach (var row in store.Range(TableNames.Budgets, partition, "", null, default))
            {
                text.Append(CultureInfo.InvariantCulture, $"{row.Key} {System.Text.Encoding.UTF8.GetString(row.Body.Span)}");
            }
        }

        Assert.Contains("customer:", text.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("maria", text.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("1234567", text.ToString(), StringComparison.Ordinal);
    }

    private async Task<CaseId> OfferedToSomebodyUnknown(string externalId)
    {
        var id = await World.Complain(Complaints.Late(externalId).With("customer", new JsonObject { ["name"] = "Maria" }));
        await World.LookAt<Stage.Offered>(id);
        return id;
    }

    private static CaseCommand Approval(CaseId id) =>
        new(id, "approve", new Command.Approve(1, null), Actor.Reviewer(Code.Parse("anna")));

    private async Task<CaseId> Claimed(string externalId, string reviewer)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400, externalId: externalId));
        await World.Claim(id, reviewer);
        return id;
    }

    private async Task Approved(string externalId, string reviewer)
    {
        var id = await Claimed(externalId, reviewer);
        await World.Review(id, reviewer, new { type = "approve", review = 1 });
        await World.LookAt<Stage.Settling>(id);
    }
}
