using Escalation.Domain;
using Escalation.Functions.Pipeline;

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
    public async Task A_refusal_leaves_the_log_as_it_was()
    {
        var id = await Claimed();
        var before = await World.Log(id);

        await World.Claim(id, "bert");

        Assert.Equal(before, await World.Log(id));
    }

    private async Task<CaseId> Claimed()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        return id;
    }
}
