using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class X07_nobody_reviews_their_own : Story
{
    private const string NamesBert = "Your Bert Lind promised that it would come on Friday, and it came three weeks late.";

    [Fact]
    public async Task Whoever_is_named_in_the_complaint_may_not_claim_it()
    {
        var id = await World.Complain(AskingFor400().With("account", NamesBert));

        var status = await World.Claim(id, "bert");

        Assert.Equal(new CommandStatus("refused", "conflict-of-interest", "bert may not review this case: named in the complaint."), status);
        Assert.Equal("accepted", (await World.Claim(id, "anna")).Status);
    }

    [Fact]
    public async Task The_packet_and_the_log_say_who_was_passed_over()
    {
        var id = await World.Complain(AskingFor400().With("account", NamesBert));

        Assert.Equal("bert", World.Json(World.Sent(id, Entities.Escalations).Single())["notFor"]![0]!.GetValue<string>());
        Assert.Equal([new(Code.Parse("bert"), Code.Parse("l1"), ConflictKind.Named)], (await World.Last<Event.Escalated>(id)).Skipped!);
    }

    [Fact]
    public async Task They_are_not_reminded_of_it()
    {
        var id = await World.Complain(AskingFor400().With("account", NamesBert));

        await World.Advance(TimeSpan.FromHours(4));

        Assert.Equal(["anna@example.com"], World.StaffLetters(id).Select(letter => letter.Address));
    }

    [Fact]
    public async Task Whoever_handled_the_matter_before_may_not_claim_it()
    {
        var id = await World.Complain(AskingFor400().With("handledBy", new JsonArray("anna")));

        Assert.Equal("anna may not review this case: handled the matter before it was complained about.", (await World.Claim(id, "anna")).Words);
    }

    [Fact]
    public async Task A_handler_who_is_no_code_is_refused_by_name()
    {
        var answer = await World.Post("complaints", AskingFor400().With("handledBy", new JsonArray("Anna K.")), World.KeyOf(Role.Upstream));

        Assert.Equal([$"handledBy 'Anna K.' is not the id of a person of people.yaml: {Code.Rule}"], answer.Errors);
    }

    [Fact]
    public async Task A_level_that_is_emptied_sends_the_case_one_up_with_the_reason_in_the_log()
    {
        var id = await World.Complain(AskingFor400().With("account", NamesBert).With("handledBy", new JsonArray("anna")));

        Assert.Equal("l2", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal("l2", World.Sent(id, Entities.Escalations).Single().Properties["level"]);
        Assert.Contains(
            "not for anna (handled the matter before it was complained about), bert (named in the complaint); nobody of l1 may review it",
            (await World.Get($"cases/{id}/log", World.KeyOf(Role.Operator))).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_of_the_ladder_is_left_the_operators_are_told_at_once()
    {
        var id = await World.Complain(Unreviewable());

        var told = World.StaffLetters(id).Single();
        Assert.Equal("operations@example.com", told.Address);
        Assert.Contains("has nobody left to go to", told.Subject, StringComparison.Ordinal);
        Assert.Contains("- dirk: handled the matter before", told.Body, StringComparison.Ordinal);
        Assert.Equal("conflict-of-interest", (await World.Claim(id, "dirk")).Reason);
    }

    [Fact]
    public async Task And_decide_it_themselves()
    {
        var id = await World.Complain(Unreviewable());

        Assert.Equal("accepted", (await World.OperatorReviews(id, new { type = "claim", review = 1 })).Status);
        Assert.Equal("accepted", (await World.OperatorReviews(id, new { type = "approve", review = 1 })).Status);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Elsewhere_operators_hand_a_review_to_somebody_and_decide_nothing()
    {
        var id = await World.Complain(AskingFor400());

        Assert.Equal("not-allowed", (await World.OperatorReviews(id, new { type = "claim", review = 1 })).Reason);
        Assert.Equal("accepted", (await World.OperatorReviews(id, new { type = "delegate", review = 1, to = "carla" })).Status);
        Assert.Equal("carla@example.com", World.StaffLetters(id)[^1].Address);
    }

    [Fact]
    public async Task A_case_that_is_open_again_does_not_go_to_whoever_decided_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40_000));
        await World.Claim(id, "dirk");
        await World.Review(id, "dirk", new { type = "approve", review = 1 });
        await World.FulfilmentReports(id);

        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = false, words = "Not at all." });

        Assert.Equal("dirk may not review this case: decided on it before.", (await World.Claim(id, "dirk", 2)).Words);
        Assert.True((await World.LookAt<Stage.UnderReview>(id)).LastStep);
    }

    [Fact]
    public async Task Whoever_is_named_later_may_give_the_review_back_and_no_more()
    {
        var id = await World.Complain(AskingFor400());
        await World.Claim(id, "bert");
        await World.Review(id, "bert", new { type = "ask-customer", review = 1, words = "What happened then?" });
        await World.CustomerSays(id, new { type = "answer", round = 1, words = "Ask Bert Lind, he knows." });

        Assert.Equal("conflict-of-interest", (await World.Review(id, "bert", new { type = "approve", review = 1 })).Reason);
        Assert.Equal("accepted", (await World.Review(id, "bert", new { type = "release", review = 1 })).Status);
    }

    private static JsonObject AskingFor400() => Complaints.AskingForRefund(400);

    private static JsonObject Unreviewable() => Complaints.AskingForRefund(40_000).With("handledBy", new JsonArray("dirk"));
}
