using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class StoppingLimitTests
{
    private static readonly Policy s_policy = TestPolicy.Read();
    private static readonly Code s_l1 = Code.Parse("l1");

    public static TheoryData<Remedy, string> Stopped() => new()
    {
        { new(RemedyKind.Refund, EventSamples.Eur(500.01m)), "refund up to EUR 500.00 at l1" },
        { new(RemedyKind.Refund, new(500.01m, Currency.Parse("USD"))), "refund up to USD 500.00 at l1" },
        { new(RemedyKind.Refund, new(1, Currency.Parse("JPY"))), "no refund at l1" },
        { new(RemedyKind.Discount, percent: 20.5m), "discount up to 20% at l1" },
        { new(RemedyKind.Redo, count: 3), "redo up to 2 times at l1" },
        { new(RemedyKind.KeepGoods), "no keep-goods at l1" },
        { new(RemedyKind.Repair, count: 1), "no repair at l1" },
    };

    [Theory]
    [MemberData(nameof(Stopped))]
    public void What_stops_a_remedy_is_told_in_its_own_measure(Remedy remedy, string told) =>
        Assert.Equal(told, StoppingLimit.Of(s_policy, [s_l1], remedy)!.Single().ToString());

    [Fact]
    public void A_limit_itself_stops_nothing() =>
        Assert.Null(StoppingLimit.Of(s_policy, [s_l1], new(RemedyKind.Refund, EventSamples.Eur(500))));

    [Fact]
    public void Only_the_levels_that_are_too_low_are_named() =>
        Assert.Equal(
            [Policy.AutomaticLevel, s_l1],
            StoppingLimit.Of(s_policy, [Policy.AutomaticLevel, s_l1, Code.Parse("l2")], new(RemedyKind.Refund, EventSamples.Eur(600)))!
                .Select(limit => limit.Level));

    [Fact]
    public void Something_given_or_not_given_is_told_by_its_name() =>
        Assert.Equal("self-service at l1", new StoppingLimit(s_l1, RemedyKind.SelfService, null, 1).ToString());
}
