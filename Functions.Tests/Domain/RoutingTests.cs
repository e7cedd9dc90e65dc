using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Domain;

public sealed class RoutingTests
{
    private static readonly Policy s_policy = PolicyReader.Read(TestPolicy.Yaml + TestPolicy.Teams, "the policy of the tests");
    private static readonly Case s_case = Given.Registered().Case!;
    private static readonly Reviewer s_anna = new(Code.Parse("anna"), Code.Parse("l1")) { Teams = [Code.Parse("deliveries")], Languages = [Code.Parse("en")] };

    [Theory]
    [InlineData("late-delivery", "en", "deliveries")]
    [InlineData("late-delivery", "en-gb", "deliveries")]
    [InlineData("late-delivery", "fi", "finns")]
    [InlineData("late-delivery", "sv", null)]
    [InlineData("gift", "fi", "gifts")]
    [InlineData("gift", null, "gifts")]
    [InlineData("other", "fi-fi", "finns")]
    [InlineData("other", "en", null)]
    public void The_first_team_that_takes_category_and_language_gets_it(string category, string? language, string? team) =>
        Assert.Equal(team, Routing.TeamFor(s_policy, Code.Parse(category), language is null ? null : Code.Parse(language))?.Text);

    [Fact]
    public void A_category_without_a_team_that_takes_it_has_its_own()
    {
        var own = s_policy with { Categories = [.. s_policy.Categories.Select(c => c.Id.Text == "late-delivery" ? c with { Team = Code.Parse("deliveries") } : c)] };

        Assert.Equal("deliveries", Routing.TeamFor(own, Code.Parse("late-delivery"), Code.Parse("sv"))?.Text);
    }

    [Fact]
    public void Whoever_is_in_no_team_and_has_no_language_is_taken_for_all_of_them() =>
        Assert.True(new ReviewerNeeds(Code.Parse("gifts"), Code.Parse("fi")).AreMetBy(new(Code.Parse("dirk"), Code.Parse("l3"))));

    [Theory]
    [InlineData("deliveries", "en", true)]
    [InlineData("deliveries", "en-us", true)]
    [InlineData("gifts", "en", false)]
    [InlineData("deliveries", "fi", false)]
    [InlineData(null, "en", true)]
    [InlineData("deliveries", null, true)]
    public void Who_is_in_the_team_and_speaks_the_language_may(string? team, string? language, bool may) =>
        Assert.Equal(may, new ReviewerNeeds(team is null ? null : Code.Parse(team), language is null ? null : Code.Parse(language)).AreMetBy(s_anna));

    [Fact]
    public void Nothing_is_needed_where_the_policy_only_prefers() =>
        Assert.Null(Routing.Needs(s_policy with { Teams = [new(Code.Parse("gifts"), "gifts") { MembersOnly = false }] }, Code.Parse("gifts"), Code.Parse("fi")));

    [Fact]
    public void The_ladder_goes_on_past_levels_on_which_nobody_may()
    {
        var route = ReviewRoute.From(s_policy.Levels[0], s_case, Needs, s_policy, [s_anna, Speaker("carla", "l2", "fi")]);

        Assert.Equal(("l2", Needs, null), (route.Level.Id.Text, route.Needs, route.Waived));
        Assert.Equal(["l1"], route.Emptied!.Select(level => level.Text));
    }

    [Fact]
    public void Where_nobody_may_from_there_up_anybody_may()
    {
        var route = ReviewRoute.From(s_policy.Levels[1], s_case, Needs, s_policy, [Speaker("bert", "l1", "fi"), Speaker("carla", "l2", "en"), Speaker("dirk", "l3", "en")]);

        Assert.Equal(("l2", null, Needs, null), (route.Level.Id.Text, route.Needs, route.Waived, route.Emptied));
    }

    /// <summary>Who speaks the language and is named in the complaint is as good as not there.</summary>
    [Fact]
    public void Who_may_not_review_it_does_not_meet_any_need()
    {
        var named = s_case with { Complaint = s_case.Complaint with { Named = [Code.Parse("bert")] } };

        var route = ReviewRoute.From(s_policy.Levels[0], named, Needs, s_policy, [s_anna, Speaker("bert", "l1", "fi"), Speaker("carla", "l2", "en")]);

        Assert.Equal(("l1", null, Needs), (route.Level.Id.Text, route.Needs, route.Waived));
    }

    [Fact]
    public void A_level_below_the_one_that_is_asked_does_not_matter() =>
        Assert.Equal("l2", ReviewRoute.From(s_policy.Levels[1], s_case, Needs, s_policy, [s_anna, Speaker("carla", "l2", "fi")]).Level.Id.Text);

    [Fact]
    public void Those_who_fit_best_are_told_and_never_nobody()
    {
        var bert = new Reviewer(Code.Parse("bert"), Code.Parse("l1")) { Teams = [Code.Parse("gifts")] };

        Assert.Equal([s_anna], Routing.BestFor([s_anna, bert], person => person, Code.Parse("deliveries"), Code.Parse("en")));
        Assert.Equal([bert], Routing.BestFor([s_anna, bert], person => person, Code.Parse("finns"), Code.Parse("ko")));
        Assert.Equal([s_anna], Routing.BestFor([s_anna], person => person, Code.Parse("finns"), Code.Parse("ko")));
    }

    /// <summary>People leave after the escalation too: at the top of the ladder nobody else would ever come.</summary>
    [Theory]
    [InlineData("fi", true)]
    [InlineData("en", false)]
    public void What_nobody_is_any_more_is_not_required_of_whoever_claims(string dirkSpeaks, bool refused)
    {
        var @case = Given.Registered()
            .And(new Event.Escalated(1, Code.Parse("l2"), EscalationReason.AboveLimit, null, new(s_policy.Hash, [], []), EventSamples.At.AddDays(1)) { Needs = Needs })
            .Case;
        var (bert, carla) = (Speaker("bert", "l1", "fi"), Speaker("carla", "l2", "en"));
        var circumstances = new Circumstances(
            Actor.Reviewer(carla.Id), s_policy, new(carla, null) { Roster = [bert, carla, Speaker("dirk", "l3", dirkSpeaks)] }, EventSamples.At);

        var decision = Decider.Decide(@case, new Command.ClaimReview(1), circumstances);

        Assert.Equal(refused, decision is Decision.Refused { Refusal.Reason: RefusalReason.NotAllowed });
        Assert.Equal(refused ? null : Needs, (decision as Decision.Accepted)?.Events.OfType<Event.ReviewClaimed>().Single().Waived);
    }

    private static Reviewer Speaker(string id, string level, string language) =>
        new(Code.Parse(id), Code.Parse(level)) { Languages = [Code.Parse(language)] };

    private static ReviewerNeeds Needs { get; } = new(Code.Parse("finns"), Code.Parse("fi"));
}
