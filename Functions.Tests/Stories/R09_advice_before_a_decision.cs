using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R09_advice_before_a_decision : Story
{
    [Fact]
    public async Task What_no_rule_and_no_limit_settles_goes_to_a_person_with_a_promise()
    {
        var id = await World.Complain(Complaints.Late().With("category", "unheard-of"));

        Assert.Equal((EscalationReason.Undecided, "l1"), ((await World.Last<Event.Escalated>(id)) is var e ? (e.Reason, e.Level.Text) : default));
        Assert.Equal(new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero), (await World.Look(id)).OpenPromise(PromiseKind.Answer)!.Due);
        Assert.Empty(World.Sent(id, Entities.Remedies));
        Assert.Contains("Why: it deserves advice before anything is decided", World.Letters(id).Single().Body, StringComparison.Ordinal);
        Assert.Contains("We will answer by Wednesday 4 March 2026, 10:00.", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reviewer_who_is_unsure_asks_a_named_person()
    {
        var id = await Asked("carla");

        var told = World.StaffLetters(id).Single();
        Assert.Equal("carla@example.com", told.Address);
        Assert.Contains("you are asked for advice; the decision stays with whoever asks", told.Subject, StringComparison.Ordinal);
        Assert.Contains("Is a torn box our fault?", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_level_can_be_asked()
    {
        var id = await Asked("l3");

        Assert.Equal(["dirk@example.com"], World.StaffLetters(id).Select(letter => letter.Address));
    }

    [Fact]
    public async Task The_customer_is_told_the_later_time_before_the_earlier_one_has_passed()
    {
        var id = await Asked("carla");

        Assert.Equal(PromiseState.Void, (await World.Look(id)).Promises[0].State);
        Assert.Equal(new(2026, 3, 9, 10, 0, 0, TimeSpan.Zero), (await World.Look(id)).OpenPromise(PromiseKind.Answer)!.Due);
        Assert.Contains("I want to hear somebody who knows more about it", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Contains("We will answer by Monday 9 March 2026, 10:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_advice_comes_back_and_the_asker_decides()
    {
        var id = await Asked("carla");

        await World.Review(id, "carla", new { type = "advise", review = 1, advice = 1, words = "Yes: we packed it." });

        var told = World.StaffLetters(id)[^1];
        Assert.Equal(("anna@example.com", true), (told.Address, told.Body.Contains("Yes: we packed it.", StringComparison.Ordinal)));
        Assert.Equal("accepted", (await World.Review(id, "anna", new { type = "approve", review = 1 })).Status);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Advice_gives_nobody_else_the_decision()
    {
        var id = await Asked("carla");
        await World.Review(id, "carla", new { type = "advise", review = 1, advice = 1, words = "Yes." });

        var status = await World.Review(id, "carla", new { type = "approve", review = 1 });

        Assert.Equal(new CommandStatus("refused", "not-allowed", "This review was claimed by anna."), status);
    }

    [Fact]
    public async Task Advice_that_does_not_come_is_reminded_and_then_done_without()
    {
        var id = await Asked("carla");

        await World.AdvanceTo(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal(
            [
                ("carla@example.com", "you are asked for advice; the decision stays with whoever asks"),
                ("carla@example.com", "your advice is still wanted"),
                ("anna@example.com", "the advice you asked for has not come; please decide without it"),
            ],
            World.StaffLetters(id).Select(letter => (letter.Address!, letter.Subject.Split(": ")[^1])));
        Assert.Null((await World.LookAt<Stage.UnderReview>(id)).Inquiry);
    }

    private async Task<CaseId> Asked(string of)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        Assert.Equal("accepted", (await World.Review(id, "anna", new { type = "ask-advice", review = 1, of, words = "Is a torn box our fault?" })).Status);
        return id;
    }
}
