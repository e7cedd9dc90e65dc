using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R03_unclear_accounts_are_asked_about : Story
{
    [Fact]
    public async Task Open_questions_are_sent_with_a_deadline()
    {
        var id = await World.Complain(Unclear());

        var clarifying = await World.LookAt<Stage.Clarifying>(id);
        Assert.Equal([Question.WhatHappened, Question.WhenDidItHappen, Question.WhatWouldBeFair], clarifying.Questions);
        Assert.Equal(new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero), clarifying.Due);
        Assert.Contains(
            "1. What happened, step by step?\n2. When did it happen?\n3. What would you regard as a fair solution?\n",
            World.Letters(id).Single().Body,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remedy_without_its_size_is_asked_about()
    {
        var id = await World.Complain(Complaints.Late().With("requestedRemedy", new JsonObject { ["kind"] = "refund" }));

        Assert.Equal([Question.WhichAmount], (await World.LookAt<Stage.Clarifying>(id)).Questions);
    }

    [Fact]
    public async Task The_answer_resumes_the_flow()
    {
        var id = await World.Complain(Unclear());

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "My parcel came three weeks late, in February." });

        Assert.Equal(3, (await World.LookAt<Stage.Offered>(id)).Options.Count);
        Assert.Equal(2, World.Sent(id, Entities.AuthorityChecks).Count);
    }

    [Fact]
    public async Task An_answer_is_kept_in_the_customers_words()
    {
        var id = await World.Complain(Unclear());

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "My parcel came three weeks late." });

        Assert.Equal("My parcel came three weeks late.", await World.Text(id, (await World.Last<Event.QuestionsAnswered>(id)).Words));
    }

    [Fact]
    public async Task Silence_is_reminded_once()
    {
        var id = await World.Complain(Unclear());

        await World.AdvanceTo(new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal(1, (await World.LookAt<Stage.Clarifying>(id)).Reminders);
        Assert.Contains("we would like to hear from you", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lasting_silence_goes_to_a_person()
    {
        var id = await World.Complain(Unclear());

        await World.AdvanceTo(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal((EscalationReason.QuestionsUnanswered, "l1"), (review.Reason, review.Level.Text));
        Assert.Single(World.Sent(id, Entities.Escalations));
        Assert.Contains("who decides, and when we answer", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_refused_with_the_reason()
    {
        var id = await World.Complain(Unclear());
        await World.AdvanceTo(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));

        var status = await World.CustomerSays(id, new { type = "answer", round = 1, words = "It was in February." });

        Assert.Equal(("refused", "overtaken"), (status.Status, status.Reason));
    }

    [Fact]
    public async Task A_reviewer_asks_the_customer_in_their_own_words_with_a_deadline()
    {
        var id = await AskedByAnna();

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero), review.Due);
        Assert.Contains("1. Was the box torn when it came?\n", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Contains("Could you answer by Thursday 5 March 2026, 08:00?", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_goes_back_to_the_same_reviewer()
    {
        var id = await AskedByAnna();

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "Yes, on two sides." });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("anna", null), (review.Claim!.Person.Text, review.Inquiry));
        var told = World.StaffLetters(id)[^1];
        Assert.Equal("anna@example.com", told.Address);
        Assert.Contains("the customer has answered your question", told.Subject, StringComparison.Ordinal);
        Assert.Contains("Yes, on two sides.", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_is_thanked_and_promised_a_new_time()
    {
        var id = await AskedByAnna();
        await World.Advance(TimeSpan.FromHours(24));

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "Yes, on two sides." });

        Assert.Contains("Thank you for your answer.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Contains("We will answer by Thursday 5 March 2026, 10:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Equal(new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero), (await World.Look(id)).OpenPromise(PromiseKind.Answer)!.Due);
    }

    [Fact]
    public async Task Without_an_answer_the_review_goes_on_after_one_reminder()
    {
        var id = await AskedByAnna();

        await World.AdvanceTo(new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero));

        Assert.Null((await World.LookAt<Stage.UnderReview>(id)).Inquiry);
        Assert.Contains("we would like to hear from you", World.Letters(id)[^2].Subject, StringComparison.Ordinal);
        Assert.Contains("We would have liked to hear from you", World.Letters(id)[^1].Body, StringComparison.Ordinal);
        Assert.Contains("the customer has not answered your question", World.StaffLetters(id)[^1].Subject, StringComparison.Ordinal);
    }

    private async Task<CaseId> AskedByAnna()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        Assert.Equal("accepted", (await World.Review(id, "anna", new { type = "ask-customer", review = 1, words = "Was the box torn when it came?" })).Status);
        return id;
    }

    private static JsonObject Unclear() => Complaints.Late().With("account", "I am unhappy.");
}
