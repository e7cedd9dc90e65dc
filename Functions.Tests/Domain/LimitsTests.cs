using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class LimitsTests
{
    private static readonly Limit s_voucher = new(RemedyKind.Voucher, Currency.Parse("EUR"), 30);
    private static readonly ShareLimit s_halfOfRefunds = new(RemedyKind.Refund, 50);
    private static readonly Scope s_premium = new(null, null, [Code.Parse("premium")], null);

    public static TheoryData<Limit, string> Words() => new()
    {
        { Refund(500), "refund up to EUR 500" },
        { new(RemedyKind.Discount, null, 20.5m), "discount up to 20.5%" },
        { new(RemedyKind.Redo, null, 2), "redo up to 2 times" },
        { new(RemedyKind.KeepGoods, null, 1), "keep-goods" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void A_limit_is_told_in_its_own_measure(Limit limit, string words) => Assert.Equal(words, limit.ToString());

    [Fact]
    public void A_share_of_what_is_in_dispute_narrows_the_amount_of_its_kind_alone() =>
        Assert.Equal([s_voucher, Refund(40)], Shared().For(Disputing(80), byPerson: false).Each);

    [Fact]
    public void A_share_never_widens_an_amount() => Assert.Equal([s_voucher, Refund(500)], Shared().For(Disputing(8_000), byPerson: false).Each);

    [Fact]
    public void A_share_without_an_amount_of_its_kind_is_the_limit() =>
        Assert.Equal([s_voucher, Refund(40)], (Shared() with { Each = [s_voucher] }).For(Disputing(80), byPerson: true).Each);

    [Fact]
    public void A_share_is_rounded_down_to_what_can_be_paid() => Assert.Equal(Refund(0.49m), Shared().For(Disputing(0.99m), byPerson: false).Each[1]);

    [Fact]
    public void Of_a_kind_with_a_share_only_the_currency_in_dispute_is_left() =>
        Assert.Equal(
            [Refund(40)],
            new Limits([Refund(500), new(RemedyKind.Refund, Currency.Parse("USD"), 500)]) { Shares = [s_halfOfRefunds] }
                .For(Disputing(80), byPerson: true).Each);

    [Fact]
    public void Where_nobody_knows_what_is_in_dispute_the_pipeline_may_not_grant_the_kind() =>
        Assert.Equal([s_voucher], Shared().For(Plain, byPerson: false).Each);

    [Fact]
    public void Where_nobody_knows_what_is_in_dispute_a_person_may_go_up_to_the_amounts() =>
        Assert.Equal(Shared().Each, Shared().For(Plain, byPerson: true).Each);

    [Fact]
    public void A_share_is_taken_of_what_was_paid_where_nothing_is_stated_to_be_in_dispute() =>
        Assert.Equal(Refund(10), Shared().For(Plain with { Paid = EventSamples.Eur(20) }, byPerson: false).Each[1]);

    [Fact]
    public void An_exception_stands_in_place_of_the_kinds_it_names_and_no_others() =>
        Assert.Equal(
            [s_voucher, Refund(900)],
            new Limits([Refund(500), s_voucher]) { Exceptions = [new(s_premium, [Refund(900)], [])] }.For(Premium, byPerson: false).Each);

    [Fact]
    public void An_exception_by_a_share_takes_the_place_of_the_amount_and_of_the_usual_share() =>
        Assert.Equal(
            [s_voucher, Refund(72)],
            (Shared() with { Exceptions = [new(s_premium, [], [new(RemedyKind.Refund, 90)])] })
                .For(Premium with { Dispute = new(EventSamples.Eur(80), AmountOrigin.Stated) }, byPerson: false).Each);

    [Fact]
    public void Shares_of_kinds_that_no_exception_names_go_on_to_hold() =>
        Assert.Equal(
            [s_halfOfRefunds, new ShareLimit(RemedyKind.Voucher, 10)],
            (Shared() with { Exceptions = [new(s_premium, [Redo(3)], [new(RemedyKind.Voucher, 10)])] }).SharesFor(Premium));

    [Fact]
    public void An_amount_of_an_exception_ends_the_share_of_its_kind() =>
        Assert.Equal(
            [s_voucher, Refund(900)],
            (Shared() with { Exceptions = [new(s_premium, [Refund(900)], [])] })
                .For(Premium with { Dispute = new(EventSamples.Eur(80), AmountOrigin.Stated) }, byPerson: false).Each);

    [Fact]
    public void Of_two_exceptions_that_hold_the_first_has_the_last_word() =>
        Assert.Equal(
            [Refund(900)],
            new Limits([Refund(500)]) { Exceptions = [new(s_premium, [Refund(900)], []), new(s_premium, [Refund(700)], [])] }
                .For(Premium, byPerson: false).Each);

    [Fact]
    public void An_exception_names_a_kind_by_one_of_its_limits_or_one_of_its_shares()
    {
        var exception = new LimitException(s_premium, [Refund(900), Redo(3)], [new(RemedyKind.Voucher, 10), new(RemedyKind.Credit, 5)]);

        Assert.Equal(
            [RemedyKind.Refund, RemedyKind.Redo, RemedyKind.Voucher, RemedyKind.Credit],
            new[] { RemedyKind.Refund, RemedyKind.Redo, RemedyKind.Voucher, RemedyKind.Discount, RemedyKind.Credit }.Where(exception.Names));
    }

    [Fact]
    public void Limits_that_depend_on_nothing_are_the_same_for_every_complaint()
    {
        var limits = new Limits([Refund(500)]);

        Assert.Same(limits, limits.For(Disputing(80), byPerson: false));
    }

    [Fact]
    public void Limits_whose_exceptions_do_not_hold_are_left_as_they_are()
    {
        var limits = new Limits([Refund(500)]) { Exceptions = [new(s_premium, [Refund(900)], [])] };

        Assert.Same(limits, limits.For(Plain, byPerson: false));
    }

    [Fact]
    public void Limits_on_sums_hold_for_one_complaint_as_for_all()
    {
        var sum = new CumulativeLimit(CumulativeParty.Customer, 30, [], EventSamples.Eur(100), null);

        Assert.Equal([sum], (Shared() with { Cumulative = [sum] }).For(Disputing(80), byPerson: true).Cumulative);
    }

    [Fact]
    public void Without_limits_on_sums_what_was_granted_before_changes_nothing()
    {
        var limits = new Limits([Refund(500)]);

        Assert.Same(limits, limits.Within([new(CumulativeParty.Customer, 30, [], EventSamples.Eur(100), 0)]));
    }

    [Fact]
    public void The_limits_of_a_kind_are_told_together_and_what_is_left_of_a_sum_with_the_sum()
    {
        var sum = new CumulativeLimit(CumulativeParty.Customer, 30, [RemedyKind.Refund], EventSamples.Eur(100), null);
        var limits = new Limits([Refund(500), new(RemedyKind.Refund, Currency.Parse("USD"), 600), s_voucher]) { Cumulative = [sum] };

        Assert.Equal(
            "refund up to EUR 60.00 (left of EUR 100.00 per customer in 30 days (refund)), refund up to USD 600",
            limits.Within([new(CumulativeParty.Customer, 30, [RemedyKind.Refund], EventSamples.Eur(40), 0)]).Explain(RemedyKind.Refund));
    }

    [Fact]
    public void A_kind_without_a_limit_is_told_as_such() => Assert.Equal("no redo at all", new Limits([s_voucher]).Explain(RemedyKind.Redo));

    private static Complaint Plain { get; } = EventSamples.Complaint with { Requested = null, Dispute = null };

    private static Complaint Premium { get; } = Plain with { Group = Code.Parse("premium") };

    private static Complaint Disputing(decimal amount) => Plain with { Dispute = new(EventSamples.Eur(amount), AmountOrigin.Stated) };

    private static Limits Shared() => new([Refund(500), s_voucher]) { Shares = [s_halfOfRefunds] };

    private static Limit Refund(decimal most) => new(RemedyKind.Refund, Currency.Parse("EUR"), most);

    private static Limit Redo(int times) => new(RemedyKind.Redo, null, times);
}
