using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

/// <summary>With a policy that has a team for deliveries, to which Anna belongs, and one for gifts, to which Bert belongs.</summary>
public sealed class R33_wrong_person_for_this : IAsyncLifetime
{
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml + TestPolicy.Teams, TestPolicy.TeamPeople);

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task The_category_says_at_intake_which_team_it_goes_to()
    {
        var id = await Escalated();

        Assert.Equal("deliveries", (await World.Look(id)).Complaint.Team?.Text);
        Assert.Equal("deliveries", World.Sent(id, Entities.Escalations).Single().Properties["team"]);
    }

    [Fact]
    public async Task The_customer_is_told_which_team_it_is_with()
    {
        var id = await Escalated();

        Assert.Contains("to: a complaints officer (the deliveries team).", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_not_in_the_team_cannot_claim_it()
    {
        var id = await Escalated();

        Assert.Equal(
            "This review is for somebody who is in the team deliveries; by people.yaml, bert is not that.", (await World.Claim(id, "bert")).Words);
    }

    [Fact]
    public async Task The_team_has_a_list_of_its_own()
    {
        var id = await Escalated();
        await World.Complain(Complaints.AskingForRefund(400, externalId: "1002").With("category", "other"));

        var list = (await World.Get("inbox?team=deliveries", World.KeyOf(Role.Operator))).Json;

        Assert.Equal((1, id.Text, "l1"), ((int)list["waiting"]!, Text(list["cases"]![0]!["case"]), Text(list["cases"]![0]!["level"])));
        Assert.Equal(0, (int)(await World.Get("inbox?team=deliveries&level=l2", World.KeyOf(Role.Operator))).Json["waiting"]!);
        Assert.Equal(0, (int)(await World.Get("inbox?team=deliveries", World.KeyOf(Role.Reviewer, "bert"))).Json["waiting"]!);
    }

    [Fact]
    public async Task Whoever_finds_that_it_belongs_elsewhere_hands_it_over()
    {
        var id = await Escalated();
        await World.Claim(id, "anna");

        var status = await Reroute(id, "anna");

        Assert.Equal("accepted", status.Status);
        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("gifts", 2, EscalationReason.Rerouted, null), (review.Team?.Text, review.Review, review.Reason, review.Claim));
        Assert.Equal("accepted", (await World.Claim(id, "bert", review: 2)).Status);
    }

    [Fact]
    public async Task The_other_team_gets_the_whole_story_with_the_reason_and_what_was_tried()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "decline-options", offer = 1, words = "A voucher is of no use to me." });
        await World.Claim(id, "anna");

        await Reroute(id, "anna");

        var message = World.Sent(id, Entities.Escalations)[^1];
        var packet = Functions.Tests.World.Json(message);
        Assert.Equal(("gifts", "rerouted", "Maria Virtanen"), (message.Properties["team"], Text(packet["reason"]), Text(packet["customer"]!["name"])));
        Assert.Subset(
            packet["history"]!.AsArray().Select(entry => Text(entry!["said"]) ?? Text(entry["event"])!).ToHashSet(StringComparer.Ordinal),
            new HashSet<string>(["A voucher is of no use to me.", "It was a gift card that came late.", "review-claimed"], StringComparer.Ordinal));
        Assert.Contains(packet["history"]!.AsArray(), entry => Text(entry!["said"])?.Contains("1. a voucher of EUR 20.00", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task The_customer_is_told_with_whom_it_is_now_and_why()
    {
        var id = await Escalated();

        await Reroute(id, "anna");

        var told = World.Letters(id)[^1].Body;
        Assert.Contains("to: a complaints officer (the gifts team).", told, StringComparison.Ordinal);
        Assert.Contains("Why: another team knows more about a matter like yours", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_promised_holds()
    {
        var id = await Escalated();
        var promised = (await World.Look(id)).Promises.Single();

        await Reroute(id, "anna");

        Assert.Equal(promised, (await World.Look(id)).Promises.Single());
        Assert.Contains("We will answer by Wednesday 4 March 2026, 10:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_others_could_only_break_is_promised_anew_before_it_is_due()
    {
        var id = await Escalated();
        await World.Claim(id, "anna");
        await World.AdvanceTo(World.Monday.AddDays(2).AddHours(1));

        await Reroute(id, "anna");

        var promises = (await World.Look(id)).Promises;
        Assert.Equal([PromiseState.Renegotiated, PromiseState.Open], promises.Select(promise => promise.State));
        Assert.Equal(World.Monday.AddDays(4).AddHours(3), promises[1].Due);
        Assert.Contains("We will answer by Friday 6 March 2026, 11:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_category_alone_brings_its_team()
    {
        var id = await Escalated();

        await World.Review(id, "anna", new { type = "reroute", review = 1, category = "gift", reason = "A gift card." });

        Assert.Equal(("gift", "gifts"), ((await World.Look(id)).Complaint.Category.Text, (await World.Look(id)).Complaint.Team?.Text));
    }

    [Fact]
    public async Task An_operator_may_do_it_too()
    {
        var id = await Escalated();
        await World.Claim(id, "anna");

        var answer = await World.Post($"cases/{id}/reviews", new { type = "reroute", review = 1, team = "gifts", reason = "A gift card." }, World.KeyOf(Role.Operator));
        await World.Rest();

        Assert.Equal("accepted", (await World.StatusOf(answer.Location!, World.KeyOf(Role.Operator))).Status);
    }

    [Fact]
    public async Task An_operator_who_would_decide_is_refused()
    {
        var id = await Escalated();

        var answer = await World.Post($"cases/{id}/reviews", new { type = "claim", review = 1 }, World.KeyOf(Role.Operator));
        await World.Rest();

        Assert.Equal(
            new CommandStatus("refused", "not-allowed", "Operators decide only where nobody of the ladder may; delegate the review to somebody who may."), await World.StatusOf(answer.Location!, World.KeyOf(Role.Operator)));
    }

    [Theory]
    [InlineData("bert", "gifts", "not-allowed", "This review was claimed by anna.")]
    [InlineData("anna", "guests", "invalid", "'guests' is no team of this case's policy; teams are deliveries, gifts, finns.")]
    [InlineData("anna", "deliveries", "already-done", "The case is with the team deliveries already, in the category late-delivery.")]
    public async Task It_is_refused_with_the_reason(string reviewer, string team, string reason, string words)
    {
        var id = await Escalated();
        await World.Claim(id, "anna");

        Assert.Equal(
            new CommandStatus("refused", reason, words), await World.Review(id, reviewer, new { type = "reroute", review = 1, team, reason = "A gift card." }));
        Assert.Single(World.Sent(id, Entities.Escalations));
    }

    [Fact]
    public async Task Only_what_is_under_review_can_be_handed_over()
    {
        var id = await World.Complain(Complaints.Late());

        Assert.Equal("Only a case that is under review can be re-routed: this one is offered.", (await Reroute(id, "anna")).Words);
    }

    [Fact]
    public async Task Handing_it_over_twice_is_refused()
    {
        var id = await Escalated();
        await Reroute(id, "anna");

        Assert.Equal("Review 1 was overtaken; the case is now in review 2 at level l1.", (await Reroute(id, "anna")).Words);
    }

    [Fact]
    public async Task What_is_missing_is_told_at_the_door()
    {
        var id = await Escalated();

        var answer = await World.Post($"cases/{id}/reviews", new { type = "reroute", review = 1 }, World.KeyOf(Role.Reviewer, "anna"));

        Assert.Equal(422, answer.Status);
        Assert.Equal(["team is missing; name the team, the category or both to which the case belongs", "reason is missing"], answer.Errors);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private Task<CaseId> Escalated() => World.Complain(Complaints.AskingForRefund(400));

    private Task<CommandStatus> Reroute(CaseId id, string reviewer) =>
        World.Review(id, reviewer, new { type = "reroute", review = 1, team = "gifts", reason = "It was a gift card that came late." });
}
