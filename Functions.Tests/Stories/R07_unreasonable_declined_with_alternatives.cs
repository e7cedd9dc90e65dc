using Escalation.Domain.Cases;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R07_unreasonable_declined_with_alternatives : Story
{
    [Fact]
    public async Task What_no_level_may_grant_is_declined_with_two_or_three_alternatives()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50_000.01m));

        Assert.Equal(["automatic", "l1", "l2", "l3"], (await World.Last<Event.RemedyDeclined>(id)).Basis.Exceeded.Select(level => level.Text));
        Assert.Equal(3, (await World.LookAt<Stage.Offered>(id)).Options.Count);
    }

    [Fact]
    public async Task What_a_rule_forbids_is_declined()
    {
        var id = await World.Complain(Complaints.AskingForRefund(10).With("category", "gift"));

        Assert.Equal(["gift-cards-are-not-paid-out"], (await World.Last<Event.RemedyDeclined>(id)).Basis.Rules.Select(rule => rule.Text));
    }

    [Theory]
    [InlineData(50_001, "late-delivery", "it is more than anybody here may grant")]
    [InlineData(10, "gift", "our terms do not cover it")]
    public async Task The_customer_is_told_the_reason_in_plain_words(int amount, string category, string reason)
    {
        var id = await World.Complain(Complaints.AskingForRefund(amount).With("category", category));

        Assert.Contains(reason, World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewers_rejection_carries_their_words_and_alternatives_they_may_grant()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.Review(id, "anna", new { type = "reject", review = 1, reason = "The delay was announced before you ordered." });

        Assert.Equal(3, (await World.LookAt<Stage.Offered>(id)).Options.Count);
        Assert.Contains("The delay was announced before you ordered.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }
}
