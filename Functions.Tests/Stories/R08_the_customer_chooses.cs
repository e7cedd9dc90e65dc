using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Functions.Tests.Stories;

public sealed class R08_the_customer_chooses : Story
{
    private static readonly object[] s_options = [new { kind = "voucher", amount = 90, currency = "EUR" }, new { kind = "refund", amount = 200, currency = "EUR" }];

    [Fact]
    public async Task A_counter_offer_of_two_options_goes_to_the_customer()
    {
        var id = await CounterOffered(s_options);

        Assert.Contains("1. a voucher of EUR 90.00\n2. a refund of EUR 200.00\n", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Equal(("l1", 2), ((await World.LookAt<Stage.Offered>(id)).Level.Text, (await World.LookAt<Stage.Offered>(id)).Options.Count));
    }

    [Fact]
    public async Task The_choice_comes_back_as_an_event_and_is_ordered()
    {
        var id = await CounterOffered(s_options);

        await World.CustomerSays(id, new { type = "choose", offer = 1, option = 2 });

        Assert.Equal(new Event.OptionChosen(1, 2), await World.Last<Event.OptionChosen>(id));
        Assert.Equal("refund of EUR 200.00", CaseFormat.ReadValue<RemedyOrderBody>(World.Sent(id, Entities.Remedies).Single().Body.Span).Grant.Remedy.ToString());
    }

    [Fact]
    public async Task An_offer_of_one_option_is_no_choice()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        var status = await World.Review(id, "anna", new { type = "counter-offer", review = 1, options = s_options[..1] });

        Assert.Equal(("refused", "invalid"), (status.Status, status.Reason));
        Assert.Contains("2 or 3", status.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_option_that_is_not_there_cannot_be_chosen()
    {
        var id = await CounterOffered(s_options);

        var status = await World.CustomerSays(id, new { type = "choose", offer = 1, option = 3 });

        Assert.Equal(("refused", "Offer 1 has the options 1 to 2."), (status.Status, status.Words));
    }

    [Fact]
    public async Task Who_wants_none_of_them_is_heard_one_level_up()
    {
        var id = await CounterOffered(s_options);

        await World.CustomerSays(id, new { type = "decline-options", offer = 1, words = "Neither, thank you." });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l2", EscalationReason.OptionsDeclined), (review.Level.Text, review.Reason));
        Assert.Equal(2, World.Sent(id, Entities.Escalations).Count);
    }

    [Fact]
    public async Task An_offer_that_nobody_answers_is_reminded_then_ends_the_case_unanswered()
    {
        var id = await World.Complain(Complaints.Late());

        await World.Advance(TimeSpan.FromDays(14));

        Assert.Equal(Outcome.Unanswered, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.Equal(["which of these would suit you?", "we would like to hear from you", $"Your case {id} is closed"],
            World.Letters(id).Select(letter => letter.Subject.Split(": ")[^1]));
    }

    private async Task<CaseId> CounterOffered(object[] options)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "counter-offer", review = 1, options });
        return id;
    }
}
