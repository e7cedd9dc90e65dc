using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class CumulativeLimitTests
{
    private static readonly Limit s_refund = new(RemedyKind.Refund, Currency.Parse("EUR"), 60);
    private static readonly CumulativeLimit s_sum = new(CumulativeParty.Customer, 30, [RemedyKind.Refund], EventSamples.Eur(100), null);
    private static readonly CumulativeLimit s_count = new(CumulativeParty.Customer, 30, [], null, 3);

    public static TheoryData<GrantedSum> SumsOfOtherLimits() =>
    [
        Granted(100) with { Per = CumulativeParty.Granter },
        Granted(100) with { PeriodDays = 31 },
        Granted(100) with { Kinds = [RemedyKind.Voucher] },
        Granted(100) with { Amount = new(100, Currency.Parse("USD")) },
        Granted(100) with { Amount = null, Remedies = 9 },
    ];

    [Theory]
    [InlineData(40, true)]
    [InlineData(40.01, false)]
    public void A_sum_may_just_be_reached(double before, bool allowed) =>
        Assert.Equal(allowed, s_sum.Allows(new(RemedyKind.Refund, EventSamples.Eur(60)), [Granted((decimal)before)]));

    [Theory]
    [InlineData(2, true)]
    [InlineData(3, false)]
    public void A_number_of_remedies_may_just_be_reached(int before, bool allowed) =>
        Assert.Equal(allowed, s_count.Allows(new(RemedyKind.Redo, count: 1), [new(CumulativeParty.Customer, 30, [], null, before)]));

    [Theory]
    [MemberData(nameof(SumsOfOtherLimits))]
    public void A_sum_that_was_made_for_another_limit_counts_as_nothing_granted(GrantedSum other) =>
        Assert.True(s_sum.Allows(new(RemedyKind.Refund, EventSamples.Eur(60)), [other]));

    [Fact]
    public void A_remedy_of_another_kind_or_currency_is_not_counted()
    {
        Assert.True(s_sum.Allows(new(RemedyKind.Voucher, EventSamples.Eur(60)), [Granted(100)]));
        Assert.True(s_sum.Allows(new(RemedyKind.Refund, new(60, Currency.Parse("USD"))), [Granted(100)]));
    }

    [Fact]
    public void What_is_left_of_a_sum_is_named_after_it() =>
        Assert.Equal(s_refund with { Most = 59.99m, LeftOf = s_sum }, s_sum.Left(s_refund, [Granted(40.01m)]));

    [Fact]
    public void A_limit_that_lies_within_what_is_left_stays_as_it_is() => Assert.Same(s_refund, s_sum.Left(s_refund, [Granted(40)]));

    [Fact]
    public void More_than_a_sum_leaves_nothing() => Assert.Equal(0, s_sum.Left(s_refund, [Granted(140)]).Most);

    [Fact]
    public void A_limit_of_another_kind_or_currency_is_left_alone()
    {
        Limit voucher = new(RemedyKind.Voucher, Currency.Parse("EUR"), 60), dollars = s_refund with { Currency = Currency.Parse("USD") };

        Assert.Same(voucher, s_sum.Left(voucher, [Granted(100)]));
        Assert.Same(dollars, s_sum.Left(dollars, [Granted(100)]));
    }

    [Theory]
    [InlineData(2, 60)]
    [InlineData(3, 0)]
    public void A_number_of_remedies_leaves_a_limit_whole_until_it_leaves_nothing(int before, int left) =>
        Assert.Equal(left, s_count.Left(s_refund, [new(CumulativeParty.Customer, 30, [], null, before)]).Most);

    [Fact]
    public void It_is_told_with_whose_sum_it_is_the_period_and_the_kinds()
    {
        Assert.Equal("EUR 100.00 per customer in 30 days (refund)", s_sum.ToString());
        Assert.Equal("3 remedies per granter in 7 days", new CumulativeLimit(CumulativeParty.Granter, 7, [], null, 3).ToString());
    }

    private static GrantedSum Granted(decimal amount) => new(CumulativeParty.Customer, 30, [RemedyKind.Refund], EventSamples.Eur(amount), 0);
}
