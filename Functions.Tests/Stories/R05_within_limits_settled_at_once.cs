using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Functions.Tests.Stories;

public sealed class R05_within_limits_settled_at_once : Story
{
    [Fact]
    public async Task A_remedy_within_the_automatic_limit_is_granted_without_a_person()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));

        var granted = await World.Last<Event.RemedyGranted>(id);
        Assert.Equal(("refund of EUR 50.00", "automatic"), (granted.Remedy.ToString(), granted.Level.Text));
        Assert.Empty(World.Sent(id, Entities.Escalations));
    }

    [Fact]
    public async Task The_customer_gets_one_message_that_acknowledges_and_decides()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));

        var letter = Assert.Single(World.Letters(id));
        Assert.Equal((Channel.Email, "maria@example.org"), (letter.Channel, letter.Address));
        Assert.Contains("We have registered your message as case " + id, letter.Body, StringComparison.Ordinal);
        Assert.Contains("this is what we are doing for you: a refund of EUR 50.00.", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_is_told_by_when()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));

        Assert.Contains("It will be with you by Thursday 5 March 2026, 10:00.", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_remedy_is_ordered_with_a_key_for_the_payment_system()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));

        var order = Assert.Single(World.Sent(id, Entities.Remedies));
        var body = CaseFormat.ReadValue<RemedyOrderBody>(order.Body.Span);
        Assert.Equal((id, new(RemedyKind.Refund, new(50, Currency.Parse("EUR"))), order.Key), (body.Case, body.Grant.Remedy, body.IdempotencyKey));
    }

    [Fact]
    public async Task A_rule_may_grant_what_nobody_asked_for()
    {
        var id = await World.Complain(Complaints.Late().With("category", "inspection"));

        Assert.Equal("redo", (await World.LookAt<Stage.Settling>(id)).Grant.Remedy.ToString());
    }

    [Fact]
    public async Task An_amount_that_was_only_read_from_the_account_never_grants()
    {
        var id = await World.Complain(Complaints.Late().With("account", "The parcel came late. I had paid 900 € for what is in it."));

        Assert.Equal((EscalationReason.AmountReadFromText, null), ((await World.LookAt<Stage.UnderReview>(id)) is var review ? (review.Reason, review.Asked) : default));
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Theory]
    [InlineData("The parcel came late and I lost several thousand euros.")]
    [InlineData("The parcel came late. I paid 20 € for it and lost thousands of euros of business.")]
    public async Task A_sum_that_is_not_understood_goes_to_a_person_and_no_smaller_one_is_told(string account)
    {
        var id = await World.Complain(Complaints.AskingForRefund(50).With("account", account));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(EscalationReason.AmountUnclear, review.Reason);
        Assert.Empty(World.Sent(id, Entities.Remedies));
        var letter = World.Letters(id)[^1].Body;
        Assert.Contains("you name a sum that we could not read for certain, and a person will look at it", letter, StringComparison.Ordinal);
        Assert.DoesNotContain("The amount in dispute is", letter, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_late_remedy_is_chased()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));

        await World.AdvanceTo(new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero));

        Assert.Contains("a granted remedy is overdue", World.StaffLetters(id).Single().Subject, StringComparison.Ordinal);
        Assert.Equal("operations@example.com", World.StaffLetters(id).Single().Address);
    }

    /// <summary>Counted on the broker, with everything that the clock still brings after the case was closed.</summary>
    [Fact]
    public async Task The_whole_life_takes_at_most_8_messages()
    {
        var id = await World.Complain(Complaints.AskingForRefund(50));
        await World.Advance(TimeSpan.FromDays(1));
        await World.FulfilmentReports(id);
        await World.AdvanceTo((await World.LookAt<Stage.FollowingUp>(id)).Due);
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });
        await World.Advance(TimeSpan.FromDays(60));

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.True(World.SentAbout(id).Count <= 8, string.Join('\n', World.SentAbout(id).Select(m => $"{m.Entity} {m.Key}")));
    }
}
