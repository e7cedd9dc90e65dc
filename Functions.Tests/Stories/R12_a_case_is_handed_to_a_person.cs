using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R12_a_case_is_handed_to_a_person : Story
{
    [Fact]
    public async Task A_reviewer_who_cannot_work_hands_one_case_to_somebody_by_name()
    {
        var id = await Delegated();

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal((null, "bert"), (review.Claim, review.For!.Text));
        var told = World.StaffLetters(id).Single();
        Assert.Equal("bert@example.com", told.Address);
        Assert.Contains("this review was handed to you by name; please claim it", told.Subject, StringComparison.Ordinal);
        Assert.Contains("I am at the dentist's.", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_story_goes_with_it_to_where_reviewers_work()
    {
        var packet = World.Sent(await Delegated(), Entities.Escalations)[^1];

        Assert.Equal(("l1", "bert"), (packet.Properties["level"], World.Json(packet)["delegatedTo"]!.GetValue<string>()));
        Assert.Equal(Complaints.Account, World.Json(packet)["account"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_customer_need_not_know() => Assert.Single(World.Letters(await Delegated()));

    [Fact]
    public async Task It_counts_as_handed_over_only_when_claimed_and_is_reminded_until_then()
    {
        var id = await Delegated();

        await World.Advance(TimeSpan.FromHours(5));

        Assert.Equal("bert@example.com", World.StaffLetters(id)[^1].Address);
        Assert.Contains("waits for a review", World.StaffLetters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Left_lying_it_goes_one_level_up()
    {
        var id = await Delegated();

        await World.Advance(TimeSpan.FromHours(24));

        Assert.Equal("l2", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
    }

    [Fact]
    public async Task Whoever_claims_it_decides()
    {
        var id = await Delegated();
        await World.Claim(id, "bert");

        Assert.Equal("accepted", (await World.Review(id, "bert", new { type = "approve", review = 1 })).Status);
        Assert.Equal("not-allowed", (await World.Review(await Delegated("1002"), "anna", new { type = "approve", review = 1 })).Reason);
    }

    [Fact]
    public async Task Nobody_is_handed_what_is_above_their_level()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));
        await World.Claim(id, "carla");

        var status = await World.Review(id, "carla", new { type = "delegate", review = 1, to = "anna" });

        Assert.Equal(new CommandStatus("refused", "invalid", "This review is at level l2; anna is at level l1."), status);
    }

    [Fact]
    public async Task A_case_can_be_passed_to_somebody_with_more_authority_with_the_reason()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.Review(id, "anna", new { type = "escalate", review = 1, reason = "The customer is a member of the board." });

        var escalated = await World.Last<Event.Escalated>(id);
        Assert.Equal(("l2", EscalationReason.PassedOn), (escalated.Level.Text, escalated.Reason));
        Assert.Equal("The customer is a member of the board.", await World.Text(id, escalated.Words!.Value));
        Assert.DoesNotContain("board", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Contains("wants somebody with more authority to decide", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Equal("l2", World.Sent(id, Entities.Escalations)[^1].Properties["level"]);
    }

    private async Task<CaseId> Delegated(string externalId = "1001")
    {
        var id = await World.Complain(Complaints.AskingForRefund(400, externalId: externalId));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "delegate", review = 1, to = "bert", words = "I am at the dentist's." });
        return id;
    }
}
