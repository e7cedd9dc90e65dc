using Escalation.Domain;
using Escalation.Domain.Authority;

namespace Escalation.Functions.Tests.Domain;

public sealed class PolicyTests
{
    private static readonly Code s_l1 = Code.Parse("l1");
    private static readonly Limit s_refund = new(RemedyKind.Refund, Currency.Parse("EUR"), 500);
    private static readonly CumulativeLimit s_toCustomer = new(CumulativeParty.Customer, 30, [], EventSamples.Eur(100), null);
    private static readonly CumulativeLimit s_byGranter = new(CumulativeParty.Granter, 7, [], EventSamples.Eur(90), null);

    private static readonly Policy s_policy = TestPolicy.Read();

    private static readonly ValueList<GrantedSum> s_granted =
        [new(CumulativeParty.Customer, 30, [], EventSamples.Eur(40), 0), new(CumulativeParty.Granter, 7, [], EventSamples.Eur(50), 0)];

    [Fact]
    public void A_person_may_grant_where_nobody_knows_what_is_in_dispute_and_the_pipeline_may_not()
    {
        var policy = WithLimits(new([s_refund]) { Shares = [new(RemedyKind.Refund, 50)] }).For(EventSamples.Complaint with { Dispute = null });

        Assert.Equal((1, 0), (policy.LevelOf(s_l1).Limits.Each.Count, policy.Automatic.Each.Count));
    }

    [Fact]
    public void What_a_person_granted_leaves_the_pipeline_its_own_sums() => Assert.Equal((60, 40), Left(byPerson: true));

    [Fact]
    public void What_the_pipeline_granted_leaves_people_their_own_sums() => Assert.Equal((40, 60), Left(byPerson: false));

    [Fact]
    public void Without_anything_granted_the_policy_is_the_same() => Assert.Same(s_policy, s_policy.Within([], byPerson: true));

    [Fact]
    public void Limits_on_sums_are_told_once_however_many_levels_have_them() =>
        Assert.Equal([s_toCustomer, s_byGranter], WithLimits(new([s_refund]) { Cumulative = [s_toCustomer, s_byGranter] }).Cumulative);

    [Fact]
    public void The_ladder_begins_above_the_pipeline_and_ends_at_the_top()
    {
        Assert.Equal((-1, 0, 2), (s_policy.Rank(Policy.AutomaticLevel), s_policy.Rank(s_l1), s_policy.Rank(Code.Parse("l3"))));
        Assert.Equal(
            ["l1", "l2", "l3"],
            new[] { Policy.AutomaticLevel, s_l1, Code.Parse("l3") }.Select(level => s_policy.Above(level).Id.Text));
        Assert.Equal((false, true), (s_policy.IsTop(Code.Parse("l2")), s_policy.IsTop(Code.Parse("l3"))));
    }

    [Fact]
    public void A_level_of_another_policy_is_an_error_that_names_both() =>
        Assert.Equal(
            $"Policy {s_policy.Hash} has no level 'l9'.",
            Assert.Throws<InvalidOperationException>(() => s_policy.LevelOf(Code.Parse("l9"))).Message);

    [Fact]
    public void A_category_that_the_policy_does_not_know_is_other() =>
        Assert.Equal("other", s_policy.CategoryOf(Code.Parse("no-such")).Id.Text);

    private static (decimal Automatic, decimal Level) Left(bool byPerson)
    {
        var left = WithLimits(new([s_refund]) { Cumulative = [s_toCustomer, s_byGranter] }).Within(s_granted, byPerson);
        return (left.Automatic.Each[0].Most, left.LevelOf(s_l1).Limits.Each[0].Most);
    }

    private static Policy WithLimits(Limits limits) =>
        s_policy with { Automatic = limits, Levels = [.. s_policy.Levels.Select(level => level with { Limits = limits })] };
}
