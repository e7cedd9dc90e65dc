using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

/// <summary>With a policy whose Finnish team wants its reviewers to speak Finnish: at the first level Bert does, and Anna does not.</summary>
public sealed class R24_somebody_who_speaks_it : IAsyncLifetime
{
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml + TestPolicy.Teams, TestPolicy.TeamPeople);

    public async Task DisposeAsync() => await World.DisposeAsync();

    [Fact]
    public async Task The_customer_is_written_to_in_their_language()
    {
        var id = await World.Complain(InFinnish());

        Assert.Contains("Kiitos", World.Letters(id)[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_that_was_not_named_is_heard_from_the_account()
    {
        var id = await World.Complain(InFinnish().With("language", null)
            .With("account", "Paketti tuli kolme viikkoa myöhässä ja laatikko oli revitty auki, eikä kukaan vastaa puhelimeen."));

        Assert.Equal("finns", (await World.LookAt<Stage.UnderReview>(id)).Team?.Text);
    }

    [Fact]
    public async Task Who_does_not_speak_it_cannot_claim_and_is_told_why()
    {
        var id = await World.Complain(InFinnish());

        var refused = await World.Claim(id, "anna");

        Assert.Equal(
            new CommandStatus("refused", "not-allowed", "This review is for somebody who is in the team finns and speaks fi; by people.yaml, anna is not that."),
            refused);
    }

    [Fact]
    public async Task Who_speaks_it_can()
    {
        var id = await World.Complain(InFinnish());

        Assert.Equal("accepted", (await World.Claim(id, "bert")).Status);
    }

    [Fact]
    public async Task It_is_in_the_inbox_of_those_who_can_claim_it()
    {
        await World.Complain(InFinnish());

        Assert.Equal((0, 1), (await Waiting("anna"), await Waiting("bert")));
    }

    [Fact]
    public async Task Those_who_speak_it_are_reminded()
    {
        var id = await World.Complain(InFinnish());

        await World.Advance(TimeSpan.FromHours(4));

        Assert.Equal(["bert@example.com"], World.StaffLetters(id).Select(letter => letter.Address));
    }

    [Fact]
    public async Task The_escalation_names_the_language_and_the_team()
    {
        var id = await World.Complain(InFinnish());

        var message = World.Sent(id, Entities.Escalations).Single();
        var packet = Functions.Tests.World.Json(message);
        Assert.Equal(("fi", "finns"), (message.Properties["language"], message.Properties["team"]));
        Assert.Equal(("fi", "finns", "fi"), (Text(packet["language"]), Text(packet["team"]), Text(packet["needs"]!["language"])));
    }

    [Fact]
    public async Task Where_nobody_on_the_level_speaks_it_the_ladder_goes_on_and_says_why()
    {
        await using var world = await World.Open(
            TestPolicy.Yaml + TestPolicy.Teams,
            TestPolicy.TeamPeople
                .Replace("languages: [fi]", "languages: [en]", StringComparison.Ordinal)
                .Replace("level: l2, email: carla@example.com, languages: [en]", "level: l2, email: carla@example.com, languages: [fi]", StringComparison.Ordinal));

        var id = await world.Complain(InFinnish());

        Assert.Equal("l2", (await world.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Contains(
            "nobody of l1 may review it and is in the team finns and speaks fi", (await world.Get($"cases/{id}/log", world.KeyOf(Role.Operator))).Text, StringComparison.Ordinal);
        Assert.Equal("accepted", (await world.Claim(id, "carla")).Status);
    }

    [Fact]
    public async Task Where_nobody_at_all_speaks_it_anybody_may_take_it()
    {
        await using var world = await World.Open(
            TestPolicy.Yaml + TestPolicy.Teams,
            TestPolicy.TeamPeople
                .Replace("languages: [fi]", "languages: [en]", StringComparison.Ordinal)
                .Replace("level: l3, email: dirk@example.com", "level: l3, email: dirk@example.com, languages: [ko]", StringComparison.Ordinal));

        var id = await world.Complain(InFinnish());

        Assert.Equal("l1", (await world.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal(new ReviewerNeeds(Code.Parse("finns"), Code.Parse("fi")), (await world.Last<Event.Escalated>(id)).Waived);
        Assert.Equal("accepted", (await world.Claim(id, "anna")).Status);
    }

    [Fact]
    public async Task Where_the_policy_only_prefers_it_anybody_may_and_those_who_speak_it_are_reminded()
    {
        await using var world = await World.Open(
            TestPolicy.Yaml + TestPolicy.Teams.Replace("reviewerSpeaks: required", "membersOnly: no", StringComparison.Ordinal), TestPolicy.TeamPeople);
        var id = await world.Complain(InFinnish());

        await world.Advance(TimeSpan.FromHours(4));

        Assert.Equal(["bert@example.com"], world.StaffLetters(id).Select(letter => letter.Address));
        Assert.Equal("accepted", (await world.Claim(id, "anna")).Status);
    }

    [Fact]
    public async Task Without_teams_the_policy_can_ask_for_the_language_of_every_complaint()
    {
        await using var world = await World.Open(
            TestPolicy.Yaml + "\nreviewerSpeaks: required\n", TestPolicy.TeamPeople.Replace(", teams: [deliveries]", "", StringComparison.Ordinal).Replace("teams: [gifts, finns], ", "", StringComparison.Ordinal));
        var id = await world.Complain(InFinnish());

        Assert.Equal(("refused", "accepted"), ((await world.Claim(id, "anna")).Status, (await world.Claim(id, "bert")).Status));
    }

    private static JsonObject InFinnish() => Complaints.AskingForRefund(400).With("language", "fi");

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task<int> Waiting(string reviewer) => (int)(await World.Get("inbox", World.KeyOf(Role.Reviewer, reviewer))).Json["waiting"]!;
}
