using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class X03_late_and_second_decisions_are_refused : Story
{
    [Fact]
    public async Task A_second_decision_is_refused_with_the_reason()
    {
        var id = await Claimed();
        await World.Review(id, "anna", new { type = "approve", review = 1 });

        var status = await World.Review(id, "anna", new { type = "approve", review = 1 });

        Assert.Equal(new CommandStatus("refused", "wrong-stage", "There is nothing to review: the case is settling."), status);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_second_claim_is_refused_and_says_who_has_it()
    {
        var id = await Claimed();

        var status = await World.Claim(id, "bert");

        Assert.Equal(new CommandStatus("refused", "already-done", "This review was claimed by anna."), status);
    }

    [Fact]
    public async Task A_decision_without_a_claim_is_refused()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        Assert.Equal("Claim the review first.", (await World.Review(id, "anna", new { type = "approve", review = 1 })).Words);
    }

    [Fact]
    public async Task A_decision_on_an_overtaken_review_is_refused()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Advance(TimeSpan.FromHours(24));

        var status = await World.Claim(id, "carla", review: 1);

        Assert.Equal(new CommandStatus("refused", "overtaken", "Review 1 was overtaken; the case is now in review 2 at level l2."), status);
    }

    [Fact]
    public async Task A_choice_from_an_old_offer_is_refused()
    {
        var id = await Claimed();
        await World.Review(id, "anna", new { type = "reject", review = 1, reason = "Not this time." });
        await World.CustomerSays(id, new { type = "decline-options", offer = 1 });
        await World.Claim(id, "carla", 2);
        await World.Review(id, "carla", new { type = "reject", review = 2, reason = "Not this time either." });

        var status = await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });

        Assert.Equal(new CommandStatus("refused", "overtaken", "Offer 1 is no longer open; the newest is offer 2."), status);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_second_choice_is_refused()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });

        var status = await World.CustomerSays(id, new { type = "choose", offer = 1, option = 2 });

        Assert.Equal(("refused", "wrong-stage"), (status.Status, status.Reason));
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task An_answer_to_an_old_restatement_is_refused()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = "It was the blue one, and it came late." });

        Assert.Equal("overtaken", (await World.CustomerSays(id, new { type = "confirm", restatement = 1 })).Reason);
    }

    [Fact]
    public async Task A_second_report_of_the_same_remedy_is_refused()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));
        await World.FulfilmentReports(id);

        Assert.Equal("already-done", (await World.FulfilmentReports(id)).Reason);
    }

    [Fact]
    public async Task The_same_request_sent_twice_is_one_decision_and_both_read_the_same_outcome()
    {
        var id = await Claimed();
        var key = World.KeyOf(Role.Reviewer, "anna");
        var approve = new { type = "approve", review = 1 };

        var first = await World.Post($"cases/{id}/reviews", approve, key, "decision-1");
        await World.Rest();
        var second = await World.Post($"cases/{id}/reviews", approve, key, "decision-1");
        await World.Rest();

        Assert.Equal(first.Location, second.Location);
        Assert.Equal("accepted", (await World.StatusOf(second.Location!, key)).Status);
        Assert.Single(World.Sent(id, Entities.Remedies).DistinctBy(order => order.Key));
    }

    [Fact]
    public async Task A_late_decision_stands_in_the_log_with_who_made_it_and_why_it_has_no_effect()
    {
        var id = await Claimed();
        await World.Review(id, "anna", new { type = "approve", review = 1 });

        await World.Review(id, "bert", new { type = "reject", review = 1, reason = "I had another idea." });

        var refused = (await World.Log(id)).Single(recorded => recorded.Event is Event.DecisionRefused);
        Assert.Equal(Actor.Reviewer(Code.Parse("bert")), refused.By);
        Assert.Equal(
            (DecisionKind.Rejection, 1, RefusalReason.WrongStage),
            refused.Event is Event.DecisionRefused e ? (e.Decision, e.Of, e.Reason) : default);
        Assert.Equal("I had another idea.", (await Logged(id))["said"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_late_answer_of_the_customer_is_kept_in_their_words()
    {
        var id = await World.Complain(Complaints.Late().With("account", "I am unhappy."));
        await World.CustomerSays(id, new { type = "answer", round = 1, words = "It came three weeks late, in February." });

        var status = await World.CustomerSays(id, new { type = "answer", round = 1, words = "And it was broken." });

        Assert.Equal(("refused", "overtaken"), (status.Status, status.Reason));
        Assert.Equal("And it was broken.", (await Logged(id))["said"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_same_late_decision_delivered_twice_is_recorded_once()
    {
        var id = await Claimed();
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        var body = new { type = "approve", review = 1 };
        await World.Enqueue(Entities.Reviews, body, "late-1", id, Actor.Reviewer(Code.Parse("bert")));

        await World.Enqueue(Entities.Reviews, body, "late-1", id, Actor.Reviewer(Code.Parse("bert")));

        Assert.Single(await World.Log(id), recorded => recorded.Event is Event.DecisionRefused);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_choice_from_an_offer_that_ran_out_is_refused_and_goes_to_a_person_who_sees_it()
    {
        var id = await World.Complain(Complaints.Late());
        await World.Advance(TimeSpan.FromDays(14));

        var status = await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });

        Assert.Equal(
            new CommandStatus("refused", "expired", "Offer 1 has run out. The case is open again, and a person looks at the choice."), status);
        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal((EscalationReason.ChosenLate, "voucher of EUR 20.00"), (review.Reason, review.Asked!.ToString()));
        Assert.Contains("your choice came after the offers had run out, and we would like to find a way", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_second_claim_leaves_the_log_as_it_was()
    {
        var id = await Claimed();
        var before = await World.Log(id);

        await World.Claim(id, "bert");

        Assert.Equal(before, await World.Log(id));
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Logged(CaseId id) =>
        (await World.Get($"cases/{id}/log", World.KeyOf(Role.Operator))).Json.AsArray().Single(entry => entry!["event"]!.GetValue<string>() == "decision-refused")!;

    private async Task<CaseId> Claimed()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        return id;
    }
}
