using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class RepeatRuleTests
{
    private static readonly EarlierCase s_same = new(
        CaseId.For("web-shop", "1000"),
        EventSamples.Complaint.Category,
        EventSamples.Complaint.Product,
        EventSamples.At.AddDays(-90),
        Code.Parse("closed"),
        Outcome.Settled,
        0);

    [Fact]
    public void The_last_day_still_counts() => Assert.True(new RepeatRule(90, Likeness.Any).Holds(EventSamples.Complaint, [s_same]));

    [Fact]
    public void A_moment_later_it_does_not() =>
        Assert.False(new RepeatRule(90, Likeness.Any).Holds(EventSamples.Complaint, [s_same with { ReceivedAt = s_same.ReceivedAt.AddTicks(-1) }]));

    [Theory]
    [InlineData(Likeness.Any, true, true)]
    [InlineData(Likeness.Category, false, true)]
    [InlineData(Likeness.Product, true, false)]
    public void What_has_to_be_alike_is_for_the_policy_to_say(Likeness same, bool otherCategory, bool otherProduct)
    {
        var rule = new RepeatRule(90, same);
        var (category, product) = (s_same with { Category = Code.Parse("gift") }, s_same with { Product = Code.Parse("kettle") });

        Assert.True(rule.Holds(EventSamples.Complaint, [s_same]));
        Assert.Equal((otherCategory, otherProduct), (rule.Holds(EventSamples.Complaint, [category]), rule.Holds(EventSamples.Complaint, [product])));
    }

    [Fact]
    public void Two_products_that_nobody_knows_are_not_the_same() => Assert.False(
        new RepeatRule(90, Likeness.Product).Holds(EventSamples.Complaint with { Product = null }, [s_same with { Product = null }]));

    [Fact]
    public void Without_an_earlier_case_nothing_is_repeated() => Assert.False(RepeatRule.Default.Holds(EventSamples.Complaint, []));
}
