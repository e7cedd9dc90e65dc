using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R16_was_it_really_solved : Story
{
    [Fact]
    public async Task Some_days_after_the_remedy_the_customer_is_asked()
    {
        var id = await Fulfilled();
        Assert.Single(World.Letters(id));

        await World.Advance(TimeSpan.FromDays(7));

        Assert.Contains("has it been solved for you?", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yes_closes_the_case_settled_without_another_message()
    {
        var id = await Fulfilled();
        await World.Advance(TimeSpan.FromDays(7));

        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.Equal(2, World.Letters(id).Count);
    }

    [Fact]
    public async Task No_opens_it_again_one_level_higher()
    {
        var id = await Fulfilled();
        await World.Advance(TimeSpan.FromDays(7));

        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = false, words = "The second parcel is torn too." });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l1", EscalationReason.NotSatisfied), (review.Level.Text, review.Reason));
        Assert.Equal("high", World.Sent(id, Entities.Escalations).Single().Properties["priority"]);
        Assert.Contains("is open again", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_after_closing_opens_it_again_one_level_higher()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        await World.FulfilmentReports(id);
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });

        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = false });

        Assert.Equal("l2", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal(1, (await World.Look(id)).Round);
        Assert.Equal(["l1", "l2"], World.Sent(id, Entities.Escalations).Select(message => message.Properties["level"]));
    }

    [Fact]
    public async Task Silence_is_reminded_then_closes_the_case_unanswered()
    {
        var id = await Fulfilled();

        await World.Advance(TimeSpan.FromDays(30));

        Assert.Equal(Outcome.Unanswered, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.Equal(2, World.Letters(id).Count(letter => letter.Subject.Contains("has it been solved", StringComparison.Ordinal)));
        Assert.EndsWith("is closed", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_case_waits_for_nothing_and_has_no_alarm_left()
    {
        var id = await Fulfilled();

        await World.Advance(TimeSpan.FromDays(30));

        Assert.Null((await World.Look(id)).Next);
        Assert.Empty(await World.Alarms());
    }

    private async Task<CaseId> Fulfilled()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));
        await World.FulfilmentReports(id);
        return id;
    }
}
