using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R20_abuse_follows_the_house_policy : Story
{
    private const string Abusive = "My parcel is three weeks late, you bunch of idiots. Fuck you.";
    private const string Told = "You have insulted us again after my warning. We end this call. You will hear of our decision in writing.";

    protected override string Policy => TestPolicy.YamlWithTriage;

    [Fact]
    public async Task Insults_are_flagged_and_staff_read_the_house_policy()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Abusive));

        var abuse = Functions.Tests.World.Json(World.Sent(id, Entities.Escalations).Single())["triage"]!["guidance"]!.AsArray().Single(section => (string?)section!["for"] == "abuse")!;
        Assert.Equal("Warn once and write it down.", abuse["steps"]!.AsArray()[^1]!.GetValue<string>());
    }

    [Fact]
    public async Task The_contact_is_ended_with_the_exact_words_that_were_told()
    {
        var id = await Escalated();

        await End(id);

        var ended = await World.Last<Event.ContactEnded>(id);
        Assert.Equal(Told, await World.Text(id, ended.Words));
        Assert.Equal(Told, (string?)(await World.Get($"cases/{id}", World.KeyOf(Role.Operator))).Json["triage"]!["contactEnded"]!["told"]);
    }

    [Fact]
    public async Task The_complaint_is_still_handled_and_the_decision_is_told()
    {
        var id = await Escalated();
        await End(id);

        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });

        Assert.Single(World.Sent(id, Entities.Remedies));
        Assert.Contains("a refund of EUR 400.00", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_with_its_alternatives_is_told_too()
    {
        var id = await Escalated();
        await End(id);

        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "reject", review = 1, reason = "The delivery was in time by the contract." });

        Assert.Contains("The delivery was in time by the contract.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Progress_questions_and_reminders_are_not()
    {
        var id = await Escalated();
        await End(id);

        await World.Advance(TimeSpan.FromDays(14));

        Assert.Equal("l3", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task Nobody_is_asked_whether_it_was_solved_and_the_case_closes()
    {
        var id = await Escalated();
        await End(id);
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        await World.FulfilmentReports(id);
        var told = World.Letters(id).Count;

        await World.Advance(TimeSpan.FromDays(30));

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.Equal(told, World.Letters(id).Count);
    }

    [Fact]
    public async Task An_offer_stands_until_its_date_and_nobody_is_reminded_of_it()
    {
        var id = await World.Complain(Complaints.Late().With("account", Abusive));
        await World.OperatorSays(id, new { type = "end-contact", words = Told });

        await World.Advance(TimeSpan.FromDays(30));

        Assert.Equal(Outcome.Unanswered, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.DoesNotContain(await World.Log(id), recorded => recorded.Event is Event.OfferRepeated);
    }

    [Fact]
    public async Task A_reviewer_cannot_ask_any_more()
    {
        var id = await Escalated();
        await End(id);
        await World.Claim(id, "anna");

        var status = await World.Review(id, "anna", new { type = "ask-customer", review = 1, words = "When was it?" });

        Assert.Equal(new CommandStatus("refused", "not-allowed", "The contact with this customer was ended: decide on what is known."), status);
    }

    [Fact]
    public async Task Without_the_flag_the_contact_is_not_ended()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        var status = await End(id);

        Assert.Equal(("refused", "invalid"), (status.Status, status.Reason));
    }

    [Fact]
    public async Task The_house_policy_says_at_which_level_it_is_ended()
    {
        var id = await Escalated();

        var status = await Says(id, "anna");

        Assert.Equal(
            new CommandStatus("refused", "not-allowed", "By the house policy, the contact is ended at level l2 or above; anna is at level l1."), status);
        Assert.Equal("accepted", (await Says(id, "carla")).Status);
    }

    [Fact]
    public async Task It_is_ended_once()
    {
        var id = await Escalated();
        await End(id);

        Assert.Equal(new CommandStatus("refused", "already-done", "The contact was ended on 2026-03-02."), await End(id));
    }

    private Task<CaseId> Escalated() => World.Complain(Complaints.AskingForRefund(400).With("account", Abusive));

    private Task<CommandStatus> End(CaseId id) => World.OperatorSays(id, new { type = "end-contact", words = Told });

    private async Task<CommandStatus> Says(CaseId id, string reviewer)
    {
        var key = World.KeyOf(Role.Reviewer, reviewer);
        var answer = await World.Post($"cases/{id}/updates", new JsonObject { ["type"] = "end-contact", ["words"] = Told }.ToJsonString(), key);
        await World.Rest();
        return await World.StatusOf(answer.Location!, key);
    }
}
