using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R02_main_points_are_restated : Story
{
    private const string Angry =
        "You damn idiots! The parcel came three weeks late on 12 February. The box was torn open and one cup was BROKEN!!! This is a fucking disgrace.";

    [Fact]
    public async Task The_first_message_restates_the_points_as_a_list()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35).With("account", Angry));

        var body = World.Letters(id).Single().Body;
        Assert.Contains("This is how we understand it:\n- A late delivery\n", body, StringComparison.Ordinal);
        Assert.Contains("\n- The parcel came three weeks late on 12 February", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("damn")]
    [InlineData("idiots")]
    [InlineData("fucking")]
    [InlineData("disgrace")]
    [InlineData("BROKEN")]
    public async Task The_angry_words_are_left_out(string word)
    {
        var id = await World.Complain(Complaints.AskingForRefund(35).With("account", Angry));

        Assert.DoesNotContain(word, World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_is_asked_to_confirm_or_correct()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35));

        Assert.Contains("Is this right? If it is, a reply with the word YES is enough.", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_is_recorded_and_asks_nothing_more()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35));

        await World.CustomerSays(id, new { type = "confirm", restatement = 1 });

        Assert.True((await World.Look(id)).Restatement!.Confirmed);
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task A_correction_opens_the_assessment_again()
    {
        var id = await World.Complain(Complaints.Late());

        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = "It was not late, it never came. I paid 700 € for it." });

        Assert.Equal(new Dispute(new(700, Currency.Parse("EUR")), AmountOrigin.ReadFromText), (await World.Look(id)).Complaint.Dispute);
        Assert.Equal(2, World.Sent(id, Entities.AuthorityChecks).Count);
        Assert.Equal("l2", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
    }

    [Fact]
    public async Task A_correction_is_restated_too()
    {
        var id = await World.Complain(Complaints.Late());

        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = "It never came. I paid 700 € for it." });

        Assert.Contains("- I paid 700 € for it", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Equal(2, (await World.Look(id)).Restatement!.Version);
    }

    [Fact]
    public async Task A_correction_after_the_remedy_goes_to_a_person_and_never_brings_a_second_remedy_by_itself()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35));

        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = "I meant the other parcel, which cost 40 €." });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal((EscalationReason.CorrectedAfterRemedy, "l1"), (review.Reason, review.Level.Text));
        Assert.Single(World.Sent(id, Entities.Remedies));
        Assert.Single(World.Sent(id, Entities.Escalations));
    }

    [Fact]
    public async Task A_correction_after_closing_opens_the_case_again()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35));
        await World.FulfilmentReports(id);
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });

        await World.CustomerSays(id, new { type = "correct", restatement = 1, words = "I looked again, and it is something else." });

        Assert.Equal((1, "under review"), ((await World.Look(id)).Round, (await World.Look(id)).Stage.Name));
    }
}
