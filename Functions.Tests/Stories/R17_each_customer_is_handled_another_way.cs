using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R17_each_customer_is_handled_another_way : Story
{
    private const string Angry = "I am furious. The parcel came three weeks late, this is outrageous.";
    private const string Confused = "I don't understand what this invoice wants from me. Which amount is the right one?";
    private const string Anxious = "I am very worried that my money is lost and I can't sleep.";
    private const string Difficult = "I will not accept any excuse. I insist on my money.";

    protected override string Policy => TestPolicy.YamlWithTriage;

    [Theory]
    [InlineData(Angry, CustomerState.Angry)]
    [InlineData(Confused, CustomerState.Confused)]
    [InlineData(Anxious, CustomerState.Anxious)]
    [InlineData(Difficult, CustomerState.Difficult)]
    [InlineData("Olen raivoissani, nyt riittää! Paketti on kolme viikkoa myöhässä.", CustomerState.Angry)]
    [InlineData("물건이 안 올까 봐 너무 불안하고 걱정돼요.", CustomerState.Anxious)]
    [InlineData("两个客服说法不一样，我一头雾水，看不懂。", CustomerState.Confused)]
    [InlineData(Complaints.Account, CustomerState.Calm)]
    public async Task The_account_tells_the_state(string account, CustomerState state)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", account).With("language", null));

        Assert.Equal(state, (await World.Look(id)).Complaint.Triaged.State);
    }

    [Fact]
    public async Task The_escalation_names_the_state_and_the_words_that_show_it()
    {
        var triage = Packet(await World.Complain(Asking(400, Angry)));

        Assert.Equal("angry", Text(triage["state"]));
        Assert.Equal(["furious", "this is outrageous"], triage["shownBy"]!.AsArray().Select(shown => Text(shown!["words"])));
    }

    [Theory]
    [InlineData(Angry, "Let the customer finish. Do not interrupt, argue or defend.")]
    [InlineData(Anxious, "Name the next time the customer hears from you, and keep it even when there is nothing new.")]
    [InlineData(Complaints.Account, "Say what happens next, who does it and by when.")]
    public async Task Staff_get_the_steps_for_that_state(string account, string step)
    {
        var id = await World.Complain(Asking(400, account));

        Assert.Contains(step, StepsIn(Packet(id)));
        Assert.Contains(step, StepsIn(await Shown(id)));
    }

    [Fact]
    public async Task The_words_stand_in_no_event_and_no_log()
    {
        var id = await World.Complain(Asking(400, Angry));

        Assert.All(await World.Log(id), recorded => Assert.DoesNotContain("furious", System.Text.Encoding.UTF8.GetString(CaseFormat.Write(recorded)), StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("furious", World.Logged, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Who_is_anxious_waits_less()
    {
        var id = await World.Complain(Asking(400, Anxious));

        var @case = await World.Look(id);
        Assert.Equal(World.Monday.AddHours(3), ((Stage.UnderReview)@case.Stage).Due);
        Assert.Equal(new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero), @case.OpenPromise(PromiseKind.Answer)!.Due);
    }

    [Fact]
    public async Task Who_is_confused_is_asked_before_anything_is_decided()
    {
        var id = await World.Complain(Asking(400, Confused));

        Assert.Equal(
            [Question.WhatHappened, Question.WhichProduct, Question.WhatWouldBeFair], (await World.LookAt<Stage.Clarifying>(id)).Questions);
        Assert.Contains("What happened, step by step?", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Once_they_have_answered_it_is_decided()
    {
        var id = await World.Complain(Asking(400, Confused));

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "The second invoice was for a desk that I sent back in January." });

        Assert.Equal("l1", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
    }

    [Fact]
    public async Task What_can_be_given_at_once_is_given_to_the_confused_too()
    {
        var id = await World.Complain(Asking(30, Confused));

        await World.LookAt<Stage.Settling>(id);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Who_is_difficult_gets_options_before_a_single_answer_from_above()
    {
        var id = await World.Complain(Asking(400, Difficult));

        Assert.Equal(3, (await World.LookAt<Stage.Offered>(id)).Options.Count);
        Assert.Contains("1. a voucher of EUR 20.00", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task And_is_heard_above_when_none_of_them_will_do()
    {
        var id = await World.Complain(Asking(400, Difficult));

        await World.CustomerSays(id, new { type = "decline-options", offer = 1 });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l1", EscalationReason.OptionsDeclined, "refund of EUR 400.00"), (review.Level.Text, review.Reason, review.Asked?.ToString()));
    }

    [Fact]
    public async Task Staff_correct_what_was_read()
    {
        var id = await World.Complain(Asking(400, Angry));

        await World.OperatorSays(id, """{"type":"triage","state":"anxious","flags":["vulnerable"]}""");

        var corrected = await World.Last<Event.TriageCorrected>(id);
        Assert.Equal((CustomerState.Anxious, "[Vulnerable]"), (corrected.State, corrected.Flags.ToString()));
        Assert.True((bool)(await Shown(id))["byStaff"]!);
    }

    [Fact]
    public async Task A_correction_shortens_the_times_that_run()
    {
        var id = await World.Complain(Asking(400, Complaints.Account));
        Assert.Equal(World.Monday.AddHours(4), (await World.LookAt<Stage.UnderReview>(id)).Due);

        await World.OperatorSays(id, new { type = "triage", state = "anxious" });

        Assert.Equal(World.Monday.AddHours(3), (await World.LookAt<Stage.UnderReview>(id)).Due);
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_is_refused_with_the_reason()
    {
        var id = await World.Complain(Asking(400, Angry));

        var status = await World.OperatorSays(id, new { type = "triage", state = "angry", flags = Array.Empty<string>() });

        Assert.Equal(new CommandStatus("refused", "already-done", "The triage says so already: angry, no flags."), status);
    }

    [Fact]
    public async Task A_customer_does_not_triage_themselves()
    {
        var id = await World.Complain(Asking(400, Angry));

        var status = await World.CustomerSays(id, new { type = "triage", state = "calm" });

        Assert.Equal(("refused", "not-allowed"), (status.Status, status.Reason));
    }

    [Theory]
    [InlineData("""{"type":"triage","state":"furious"}""", "state must be one of calm, angry, confused, anxious, difficult")]
    [InlineData("""{"type":"triage","flags":["danger"]}""", "flags must be of abuse, legal, safety, vulnerable, public-review-risk")]
    [InlineData("""{"type":"triage","temperament":"hasty"}""", "temperament must be one of choleric, sanguine, phlegmatic, melancholic, or none")]
    [InlineData("""{"type":"triage"}""", "state or flags or temperament has to be there: what is corrected?")]
    public async Task Wrong_fields_are_named_with_the_rule(string body, string error)
    {
        var id = await World.Complain(Asking(400, Angry));

        var answer = await World.Post($"cases/{id}/updates", body, World.KeyOf(Role.Operator));

        Assert.Equal((422, error), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task Newer_words_show_the_newer_state()
    {
        var id = await World.Complain(Asking(400, Complaints.Account));

        await World.CustomerSays(id, new { type = "write", words = "Nobody calls back. I am furious by now." });

        Assert.Equal(CustomerState.Angry, (await World.Look(id)).Complaint.Triaged.State);
    }

    private static JsonObject Asking(decimal amount, string account) => Complaints.AskingForRefund(amount).With("account", account);

    private static IEnumerable<string> StepsIn(JsonNode triage) =>
        triage["guidance"]!.AsArray().SelectMany(section => section!["steps"]!.AsArray()).Select(step => step!.GetValue<string>());

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private JsonNode Packet(CaseId id) => Functions.Tests.World.Json(World.Sent(id, Entities.Escalations)[^1])["triage"]!;

    private async Task<JsonNode> Shown(CaseId id) => (await World.Get($"cases/{id}", World.KeyOf(Role.Operator))).Json["triage"]!;
}
