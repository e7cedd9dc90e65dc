using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R11_every_decision_is_explained : Story
{
    [Fact]
    public async Task An_escalation_is_in_the_log_with_reason_levels_and_policy()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        var escalated = await World.Last<Event.Escalated>(id);
        Assert.Equal(EscalationReason.AboveLimit, escalated.Reason);
        Assert.Equal((TestPolicy.Read().Hash, "automatic, l1"), (escalated.Basis.Policy, string.Join(", ", escalated.Basis.Exceeded)));
    }

    [Fact]
    public async Task A_rule_that_fired_is_named()
    {
        var id = await World.Complain(Complaints.Late().With("category", "safety"));

        var escalated = await World.Last<Event.Escalated>(id);
        Assert.Equal((EscalationReason.Rule, "safety-goes-to-the-head", "l2"), (escalated.Reason, escalated.Basis.Rules.Single().Text, escalated.Level.Text));
    }

    [Fact]
    public async Task People_read_it_as_a_sentence()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        var log = (await World.Get($"cases/{id}/log", World.KeyOf(Role.Operator))).Json.AsArray();

        Assert.Contains(log, Tells("Escalated to l2 (review 1): above the limit of the levels below, above automatic and l1; to be claimed by 2026-03-03 08:00 UTC."));
    }

    [Fact]
    public async Task An_escalation_names_the_limits_that_stopped_the_levels_below()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        Assert.Equal(
            ["refund up to EUR 50.00 at automatic", "refund up to EUR 500.00 at l1"],
            (await World.Last<Event.Escalated>(id)).Basis.StoppedBy!.Select(limit => limit.ToString()));
    }

    [Fact]
    public async Task Staff_read_every_decision_in_plain_sentences()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));
        await World.Claim(id, "carla");
        await World.Review(id, "carla", new { type = "approve", review = 1 });

        var decisions = await Explained(id);

        Assert.Equal(["escalated", "granted"], decisions.Select(decision => decision["kind"]!.GetValue<string>()));
        Assert.Equal(
            [
                "The customer asked for: refund of EUR 900.00.",
                "Escalated to l2 (review 1): above the limit of the levels below, above automatic and l1; to be claimed by 2026-03-03 08:00 UTC.",
                "No rule of the policy matched, so what was asked for was held against the limits.",
                "What was asked for is above: refund up to EUR 50.00 at automatic; refund up to EUR 500.00 at l1.",
                "No facts from outside the case were used.",
                "Decided by the pipeline at 2026-03-02 08:00 UTC.",
                $"The policy is \"tests\", {TestPolicy.Read().Hash}.",
                "The customer was told by email at 2026-03-02 08:00 UTC.",
            ],
            decisions[0]["sentences"]!.AsArray().Select(sentence => sentence!.GetValue<string>()));
        Assert.Contains("Decided by carla at 2026-03-02 08:00 UTC.", decisions[1]["sentences"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_customer_read_is_told_with_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        Assert.Equal(World.Letters(id).Single().Body, (await Explained(id))[0]["told"]!.GetValue<string>().Split("\n\n", 2)[1]);
    }

    [Fact]
    public async Task A_refused_decision_is_explained_with_the_limit_that_stopped_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 501, currency = "EUR" } });

        var refused = (await Explained(id))[^1];

        Assert.Equal("refused", refused["kind"]!.GetValue<string>());
        Assert.Equal("refund up to EUR 500.00 at l1", refused["stoppedBy"]![0]!.GetValue<string>());
        Assert.Contains(
            "Refused, and without effect: an approval in review 1, because it is above the limit of whoever decided (refund up to EUR 500.00 at l1).",
            refused["sentences"]!.ToJsonString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_decided_is_told_by_its_name()
    {
        var id = await World.Complain(Complaints.Late().With("category", "safety"));

        Assert.Contains("The rule safety-goes-to-the-head of the policy matched first.", (await Explained(id))[0]["sentences"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000-0000-0000-0000")]
    [InlineData("nonsense")]
    public async Task A_case_that_is_not_there_is_told(string id) =>
        Assert.Equal(404, (await World.Get($"cases/{id}/explanation", World.KeyOf(Role.Reviewer, "anna"))).Status);

    [Fact]
    public async Task An_explanation_is_for_staff() =>
        Assert.Equal(403, (await World.Get("cases/0000-0000-0000-0000/explanation", World.KeyOf(Role.Upstream))).Status);

    [Fact]
    public async Task The_case_keeps_the_policy_under_which_it_was_registered()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        Assert.Equal(TestPolicy.Read().Hash, (await World.Look(id)).Complaint.Policy);
    }

    [Fact]
    public async Task The_log_names_who_did_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });

        var granted = (await World.Log(id)).Single(recorded => recorded.Event is Event.RemedyGranted);
        Assert.Equal(Actor.Reviewer(Code.Parse("anna")), granted.By);
    }

    private async Task<JsonNode[]> Explained(CaseId id) =>
        [.. (await World.Get($"cases/{id}/explanation", World.KeyOf(Role.Operator))).Json["decisions"]!.AsArray().Select(decision => decision!)];

    private static Predicate<JsonNode?> Tells(string sentence) => entry => entry!["sentence"]!.GetValue<string>() == sentence;
}
