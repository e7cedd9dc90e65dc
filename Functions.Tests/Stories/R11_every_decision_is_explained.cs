using System.Text.Json.Nodes;
using Escalation.Domain;
using Escalation.Functions.Pipeline;

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

    private static Predicate<JsonNode?> Tells(string sentence) => entry => entry!["sentence"]!.GetValue<string>() == sentence;
}
