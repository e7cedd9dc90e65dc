using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Handing a review of level l1, claimed by Anna, to other people.</summary>
public sealed class RerouteDeciderTests
{
    private static readonly Policy s_policy = PolicyReader.Read(TestPolicy.Yaml + TestPolicy.Teams, "the policy with teams of the tests");
    private static readonly Code s_gifts = Code.Parse("gifts");
    private static readonly Code s_gift = Code.Parse("gift");
    private static readonly Code s_late = Code.Parse("late-delivery");
    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

    [Fact]
    public void Another_team_gets_a_review_of_its_own_about_the_same_remedy() =>
        Held().On(new Reroute(1, s_gifts, null, "A gift card.")).Expect(
            new Rerouted(1, s_gifts, s_late, new(7)),
            new Escalated(2, L1, EscalationReason.Rerouted, Refund, NoRule with { Policy = s_policy.Hash }, ClaimBy)
            {
                Team = s_gifts,
                Needs = new(s_gifts, null),
            });

    [Fact]
    public void A_category_brings_the_team_it_is_routed_to() =>
        Assert.Equal((s_gifts, s_gift), Rerouted(new(1, null, s_gift, "A gift card.")));

    [Fact]
    public void A_team_that_is_named_stands_though_the_category_has_another() =>
        Assert.Equal((Code.Parse("finns"), s_gift), Rerouted(new(1, Code.Parse("finns"), s_gift, "A gift card.")));

    [Fact]
    public void The_category_alone_may_change() =>
        Assert.Equal((s_gifts, s_gift), Rerouted(new(1, s_gifts, s_gift, "A gift card."), c => c with { Team = s_gifts }));

    [Theory]
    [InlineData("deliveries", "The case is with the team deliveries already, in the category late-delivery.")]
    [InlineData(null, "The case is with no team already, in the category late-delivery.")]
    public void Where_it_is_already_it_is_not_handed(string? team, string words)
    {
        var with = team is null ? null : Code.Parse(team);

        Held(c => c with { Team = with, Language = Code.Parse("zh") }).On(new Reroute(1, with, s_late, "Again.")).ExpectRefusal(RefusalReason.AlreadyDone, words);
    }

    [Fact]
    public void An_overtaken_review_is_not_handed_on() => Held().On(new Reroute(2, s_gifts, null, "A gift card.")).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void Nobody_hands_on_what_another_claimed() =>
        Held().ByReviewer("bert", "l1").On(new Reroute(1, s_gifts, null, "Mine.")).ExpectRefusal(RefusalReason.NotAllowed, "This review was claimed by anna.");

    [Fact]
    public void What_nobody_has_claimed_anybody_of_the_level_hands_on() =>
        Open().ByReviewer("bert", "l1").On(new Reroute(1, s_gifts, null, "A gift card.")).ExpectKinds(typeof(Rerouted), typeof(Escalated));

    [Fact]
    public void Nobody_below_the_level_does() =>
        Open(L2).ByReviewer("bert", "l1").On(new Reroute(1, s_gifts, null, "A gift card."))
            .ExpectRefusal(RefusalReason.NotAllowed, "This review is at level l2; bert is at level l1.");

    [Fact]
    public void Nor_does_a_stranger() =>
        Open().By(Actor.Reviewer(Code.Parse("zoe"))).On(new Reroute(1, s_gifts, null, "A gift card."))
            .ExpectRefusal(RefusalReason.NotAllowed, "zoe is not in people.yaml, or at no level of this case's policy.");

    [Fact]
    public void An_operator_hands_on_what_somebody_claimed() =>
        Held().By(s_operator).On(new Reroute(1, s_gifts, null, "A gift card.")).ExpectKinds(typeof(Rerouted), typeof(Escalated));

    [Fact]
    public void A_team_that_does_not_exist_is_refused_with_those_that_do() =>
        Held().On(new Reroute(1, Code.Parse("cards"), null, "Cards."))
            .ExpectRefusal(RefusalReason.Invalid, "'cards' is no team of this case's policy; teams are deliveries, gifts, finns.");

    [Fact]
    public void Where_there_are_no_teams_that_is_said() =>
        Claimed().On(new Reroute(1, Code.Parse("cards"), null, "Cards."))
            .ExpectRefusal(RefusalReason.Invalid, "'cards' is no team of this case's policy; teams are none at all.");

    [Fact]
    public void A_category_that_does_not_exist_is_refused_with_those_that_do() =>
        Held().On(new Reroute(1, null, Code.Parse("cards"), "Cards.")).ExpectRefusal(
            RefusalReason.Invalid,
            $"'cards' is no category of this case's policy; categories are {string.Join(", ", s_policy.Categories.Select(category => category.Id))}.");

    [Fact]
    public void A_promise_that_falls_due_before_the_others_have_to_claim_it_is_made_anew() =>
        Held().At(March(4, 9)).On(new Reroute(1, s_gifts, null, "A gift card."))
            .ExpectKinds(typeof(Rerouted), typeof(PromiseRenegotiated), typeof(Escalated), typeof(PromiseMade));

    [Fact]
    public void A_case_that_is_not_under_review_is_with_nobody_who_could_be_wrong() =>
        Given.Registered().Under(s_policy).By(s_operator).On(new Reroute(1, s_gifts, null, "A gift card."))
            .ExpectRefusal(RefusalReason.WrongStage, "Only a case that is under review can be re-routed: this one is assessing.");

    private static (Code? Team, Code Category) Rerouted(Reroute command, Func<Complaint, Complaint>? with = null)
    {
        var rerouted = Held(with).On(command).Single<Rerouted>();
        return (rerouted.Team, rerouted.Category);
    }

    private static Given Open(Code? level = null) => At(level ?? L1, c => c with { Team = Code.Parse("deliveries") }).WithRoster().Under(s_policy);

    private static Given Held(Func<Complaint, Complaint>? with = null) =>
        Claimed(with ?? (c => c with { Team = Code.Parse("deliveries") })).Under(s_policy);
}
