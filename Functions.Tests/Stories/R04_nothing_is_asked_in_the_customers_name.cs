using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Domain;

namespace Escalation.Functions.Tests.Stories;

/// <summary>A wish exists only if it was stated as one (I12, R04): as data, or in words that the customer has confirmed.</summary>
public sealed class R04_nothing_is_asked_in_the_customers_name : Story
{
    private const string Salary = "You took 12 EUR from me five times. My salary is 2400 EUR.";
    private const string NewOrBack = "The lamp came broken. I want a new one, or 40 EUR back.";

    [Fact]
    public async Task A_salary_in_the_account_brings_a_person_and_is_not_asked_for()
    {
        var id = await World.Complain(Complaints.Late().With("account", Salary));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l2", null), (review.Level.Text, review.Asked));
        var packet = World.Json(World.Sent(id, Entities.Escalations).Single());
        Assert.Equal(("EUR 2400.00", null, null), ((string?)packet["amountMentioned"], (string?)packet["amountInDispute"], (string?)packet["asked"]));
        Assert.DoesNotContain("in dispute", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_approval_that_names_no_remedy_is_refused_and_nothing_is_paid()
    {
        var id = await World.Complain(Complaints.Late().With("account", Salary));
        await World.Claim(id, "carla");

        var status = await World.Review(id, "carla", new { type = "approve", review = 1 });

        Assert.Equal(("refused", "The customer has not asked for a remedy of a known size: name one."), (status.Status, status.Words));
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_wish_in_words_is_asked_back_before_anything_is_granted()
    {
        var id = await World.Complain(Complaints.Late().With("account", NewOrBack));

        var asking = await World.LookAt<Stage.Clarifying>(id);
        Assert.Equal([Question.ConfirmWish], asking.Questions);
        Assert.Empty(World.Sent(id, Entities.Remedies));
        Assert.Contains("Have we understood you rightly: you would like a replacement, or a refund of EUR 40.00?", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_that_the_customer_confirms_is_granted_with_the_alternative_that_can_be_given_at_once()
    {
        var id = await World.Complain(Complaints.Late().With("account", NewOrBack));

        await World.CustomerSays(id, new { type = "confirm", restatement = 1 });

        Assert.Equal(new(RemedyKind.Refund, EventSamples.Eur(40)), (await World.LookAt<Stage.Settling>(id)).Grant.Remedy);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_wish_for_a_part_of_a_larger_sum_is_for_that_part()
    {
        var id = await World.Complain(Complaints.Late().With("account", "Bought for 30 EUR and it came broken, I would like 10 back."));

        await World.CustomerSays(id, new { type = "confirm", restatement = 1 });

        Assert.Equal(new(RemedyKind.Refund, EventSamples.Eur(10)), (await World.LookAt<Stage.Settling>(id)).Grant.Remedy);
    }

    [Fact]
    public async Task The_forms_own_field_for_the_wish_is_read_too()
    {
        var id = await World.Complain(Complaints.Late().With("requestedRemedyWords", "35 euros back, please"));

        Assert.Equal([Question.ConfirmWish], (await World.LookAt<Stage.Clarifying>(id)).Questions);
        Assert.Contains("you would like a refund of EUR 35.00", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_above_what_is_settled_at_once_goes_to_a_person_as_understood_and_not_as_asked()
    {
        var id = await World.Complain(Complaints.Late().With("account", "The sofa never came. I want my 900 EUR back."));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l2", EscalationReason.WishUnderstood, null), (review.Level.Text, review.Reason, review.Asked));
        var packet = World.Json(World.Sent(id, Entities.Escalations).Single());
        Assert.Equal(("refund of EUR 900.00", false), ((string?)packet["wish"]!["understood"], (bool)packet["wish"]!["confirmed"]!));
    }

    [Fact]
    public async Task Once_the_customer_has_confirmed_the_wish_a_reviewer_may_approve_it_as_it_is()
    {
        var id = await World.Complain(Complaints.Late().With("account", "The sofa never came. I want my 900 EUR back."));
        await World.Claim(id, "carla");
        await World.CustomerSays(id, new { type = "confirm", restatement = 1 });

        var status = await World.Review(id, "carla", new { type = "approve", review = 1 });

        Assert.Equal("accepted", status.Status);
        Assert.Equal(new(RemedyKind.Refund, EventSamples.Eur(900)), (await World.LookAt<Stage.Settling>(id)).Grant.Remedy);
    }

    [Fact]
    public async Task A_wish_that_nobody_confirms_goes_to_a_person_in_the_end()
    {
        var id = await World.Complain(Complaints.Late().With("account", NewOrBack));

        await World.Advance(TimeSpan.FromDays(30));

        Assert.NotEmpty(World.Sent(id, Entities.Escalations));
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }
}
