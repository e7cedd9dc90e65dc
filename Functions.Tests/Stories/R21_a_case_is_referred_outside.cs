using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R21_a_case_is_referred_outside : Story
{
    [Fact]
    public async Task It_closes_as_referred_with_a_cause()
    {
        var id = await Referred("police");

        Assert.Equal(Outcome.Referred, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.NotNull((await World.Look(id)).Cause);
        Assert.Equal("police", (await World.Last<Event.CaseReferred>(id)).To.Text);
    }

    [Theory]
    [InlineData("police", "I have passed your case to: the police.")]
    [InlineData("harbour-office", "I have passed your case to: harbour office.")]
    public async Task The_customer_is_told_where_it_went_and_why(string to, string told)
    {
        var letter = World.Letters(await Referred(to))[^1];

        Assert.Contains(told, letter.Body, StringComparison.Ordinal);
        Assert.Contains("They answer at 112.", letter.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_is_the_answer_that_was_promised() =>
        Assert.Equal(PromiseState.Kept, (await World.Look(await Referred("police"))).Promises.Single().State);

    [Fact]
    public async Task Wrong_fields_are_named()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        var answer = await World.Post($"cases/{id}/reviews", new { type = "refer", review = 0, to = "The Police!" }, World.KeyOf(Role.Reviewer, "anna"));

        Assert.Equal(422, answer.Status);
        Assert.Equal(
            [
                "review must be a whole number of 1 or more",
                $"to must be a code: {Code.Rule}",
                "words is missing",
            ],
            answer.Errors);
    }

    private async Task<CaseId> Referred(string to)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "refer", review = 1, to, words = "They answer at 112." });
        return id;
    }
}
