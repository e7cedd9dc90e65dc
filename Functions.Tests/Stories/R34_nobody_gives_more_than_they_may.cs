using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R34_nobody_gives_more_than_they_may : Story
{
    [Fact]
    public async Task An_approval_above_the_reviewers_limit_is_refused_with_the_limit()
    {
        var id = await Claimed();

        var status = await World.Review(
            id, "anna", new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 500.01, currency = "EUR" } });

        Assert.Equal(
            new CommandStatus("refused", "above-limit", "A refund of EUR 500.01 is above the limit of level l1: refund up to EUR 500.00, refund up to USD 500.00."),
            status);
    }

    [Fact]
    public async Task A_counter_offer_above_the_reviewers_limit_is_refused_with_the_limit()
    {
        var id = await Claimed();

        var status = await World.Review(
            id,
            "anna",
            new { type = "counter-offer", review = 1, options = new object[] { new { kind = "discount", percent = 10 }, new { kind = "discount", percent = 21 } } });

        Assert.Equal(("above-limit", "A discount of 21% is above the limit of level l1: discount up to 20%."), (status.Reason, status.Words));
    }

    [Fact]
    public async Task Alternatives_of_a_rejection_are_held_to_the_same_limit()
    {
        var id = await Claimed();
        var alternatives = new object[] { new { kind = "keep-goods" }, new { kind = "redo" } };

        var status = await World.Review(id, "anna", new { type = "reject", review = 1, reason = "No.", alternatives });

        Assert.Equal(("above-limit", "A keep-goods is above the limit of level l1: no keep-goods at all."), (status.Reason, status.Words));
    }

    [Fact]
    public async Task What_was_refused_reaches_nobody()
    {
        var id = await Claimed();
        var before = World.AllSent.Count;

        await World.Review(id, "anna", new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 501, currency = "EUR" } });

        Assert.Equal([Entities.Reviews], World.AllSent.Skip(before).Select(message => message.Entity));
        await World.LookAt<Stage.UnderReview>(id);
    }

    [Fact]
    public async Task That_it_was_tried_is_in_the_log_with_the_limit_that_stopped_it()
    {
        var id = await Claimed();

        await World.Review(id, "anna", new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 501, currency = "EUR" } });

        var refused = await World.Last<Event.DecisionRefused>(id);
        Assert.Equal((DecisionKind.Approval, RefusalReason.AboveLimit), (refused.Decision, refused.Reason));
        Assert.Equal("refund up to EUR 500.00 at l1", refused.StoppedBy!.Single().ToString());
    }

    [Fact]
    public async Task An_operator_at_the_last_step_gives_no_more_than_the_top_of_the_ladder()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40_000).With("handledBy", new System.Text.Json.Nodes.JsonArray("dirk")));
        await World.OperatorReviews(id, new { type = "claim", review = 1 });

        var status = await World.OperatorReviews(
            id, new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 50_000.01, currency = "EUR" } });

        Assert.Equal(("above-limit", "A refund of EUR 50000.01 is above the limit of level l3: refund up to EUR 50000.00."), (status.Reason, status.Words));
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Somebody_of_a_lower_level_may_not_take_the_review()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        var status = await World.Claim(id, "anna");

        Assert.Equal(("not-allowed", "This review is at level l2; anna is at level l1."), (status.Reason, status.Words));
    }

    [Fact]
    public async Task Somebody_of_a_higher_level_may_and_gives_up_to_their_own_limit()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "carla");

        await World.Review(id, "carla", new { type = "approve", review = 1, remedy = new { kind = "refund", amount = 4000, currency = "EUR" } });

        Assert.Equal("l2", (await World.LookAt<Stage.Settling>(id)).Grant.Level.Text);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    private async Task<CaseId> Claimed()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        return id;
    }
}
