using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain;

public sealed class BudgetPageLaws
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static readonly Basis Basis = new(Digest.Of("a policy"), [], []);

    private static readonly Remedy[] Remedies =
    [
        new(RemedyKind.Refund, EventSamples.Eur(40)), new(RemedyKind.Refund, EventSamples.Eur(15)), new(RemedyKind.Voucher, EventSamples.Eur(20)),
        new(RemedyKind.Refund, new Money(30, Currency.Parse("USD"))), new(RemedyKind.Discount, percent: 10), new(RemedyKind.Redo, count: 2),
    ];

    private static readonly CumulativeLimit[] Limits =
    [
        new(CumulativeParty.Customer, 30, [], EventSamples.Eur(100), null),
        new(CumulativeParty.Customer, 30, [RemedyKind.Refund], EventSamples.Eur(100), null),
        new(CumulativeParty.Customer, 30, [RemedyKind.Refund, RemedyKind.Voucher], EventSamples.Eur(100), null),
        new(CumulativeParty.Customer, 30, [], null, 3),
        new(CumulativeParty.Customer, 30, [RemedyKind.Redo], null, 3),
    ];

    private static readonly Arbitrary<(Remedy Remedy, int DaysAgo)[]> Grants =
        (from remedy in Gen.Elements(Remedies) from days in Gen.Choose(0, 60) select (remedy, days)).ArrayOf(8).ToArbitrary();

    [Fact]
    public void A_sum_is_what_was_granted_in_the_period() => Prop.ForAll(Grants, Gen.Elements(Limits).ToArbitrary(), (grants, limit) =>
    {
        var counted = grants.Where(g => g.DaysAgo < limit.PeriodDays && limit.Counts(g.Remedy)).Select(g => g.Remedy).ToList();

        var sum = Page(grants).SumFor(limit, Today);

        Assert.Equal(limit.Most is null ? counted.Count : 0, sum.Remedies);
        Assert.Equal(limit.Most is null ? null : counted.Sum(remedy => remedy.Amount!.Amount), sum.Amount?.Amount);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_is_given_back_leaves_no_trace() => Prop.ForAll(Grants, Grants, (kept, returned) =>
    {
        var both = returned.Aggregate(Page(kept), (page, grant) => page.Take(Today.AddDays(-grant.DaysAgo), Of(grant.Remedy)));

        var left = returned.Aggregate(both, (page, grant) => page.GiveBack(Today.AddDays(-grant.DaysAgo), Of(grant.Remedy)));

        Assert.Equal(Page(kept), left);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_open_offer_takes_enough_for_any_of_its_options() => Prop.ForAll(
        Gen.Elements(Remedies).ArrayOf(3).ToArbitrary(), Gen.Elements(Limits).ToArbitrary(), (options, limit) =>
    {
        var offer = BudgetPage.Empty.Take(Today, BudgetLine.Of([Offered(options)])).SumFor(limit, Today);

        Assert.All(options.Where(limit.Counts), option =>
        {
            var chosen = BudgetPage.Empty.Take(Today, Of(option)).SumFor(limit, Today);
            Assert.True(offer.Remedies >= chosen.Remedies && (offer.Amount?.Amount ?? 0) >= (chosen.Amount?.Amount ?? 0));
        });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_choice_out_of_any_kind_counts_as_one_remedy() =>
        Assert.Equal(1, BudgetPage.Empty.Take(Today, BudgetLine.Of([Offered(Remedies[..3])])).SumFor(Limits[3], Today).Remedies);

    [Fact]
    public void What_is_left_of_a_limit_is_just_what_the_sum_allows() => Prop.ForAll(
        Grants, Gen.Elements(Limits).ToArbitrary(), Gen.Elements(Remedies).ToArbitrary(), (grants, limit, remedy) =>
    {
        GrantedSum[] granted = [Page(grants).SumFor(limit, Today)];
        var single = new Limits([new(remedy.Kind, remedy.Amount?.Currency, 1_000)]) { Cumulative = [limit] };

        Assert.Equal(limit.Allows(remedy, granted), single.Within(granted).Covers(remedy));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Days_that_no_limit_looks_back_to_are_forgotten()
    {
        var old = BudgetPage.Empty.Take(Today.AddDays(-BudgetPage.LongestPeriod), Of(Remedies[0]));

        Assert.Equal(BudgetPage.Empty.Take(Today, Of(Remedies[1])), old.Take(Today, Of(Remedies[1])));
    }

    [Fact]
    public void A_day_before_those_that_any_limit_looks_back_to_leaves_nothing()
    {
        var page = BudgetPage.Empty.Take(Today, Of(Remedies[1]));

        Assert.Equal(page, page.Take(Today.AddDays(-BudgetPage.LongestPeriod), Of(Remedies[0])));
    }

    [Fact]
    public void Days_are_kept_from_the_earliest_on_and_their_lines_by_kind_and_currency()
    {
        var page = BudgetPage.Empty.Take(Today, Of(Remedies[0])).Take(Today.AddDays(-3), [.. Of(Remedies[3]), .. Of(Remedies[0])]);

        Assert.Equal([Today.AddDays(-3), Today], page.Days.Select(day => day.Day));
        Assert.Equal(
            [(null, null), (null, "EUR"), (null, "USD"), (RemedyKind.Refund, null), (RemedyKind.Refund, "EUR"), (RemedyKind.Refund, "USD")],
            page.Days[0].Lines.Select(line => (line.Kind, line.Currency?.Code)));
    }

    [Fact]
    public void Of_two_takings_the_larger_is_enough_for_either() =>
        Assert.Equal(Of(Remedies[0]), BudgetLine.Larger(Of(Remedies[1]), Of(Remedies[0])));

    private static BudgetPage Page(IEnumerable<(Remedy Remedy, int DaysAgo)> grants) =>
        grants.Aggregate(BudgetPage.Empty, (page, grant) => page.Take(Today.AddDays(-grant.DaysAgo), Of(grant.Remedy)));

    private static ValueList<BudgetLine> Of(Remedy remedy) =>
        BudgetLine.Of([new Event.RemedyGranted(1, remedy, Code.Parse("l1"), Basis, EventSamples.At)]);

    private static Event.OptionsOffered Offered(IEnumerable<Remedy> options) =>
        new(1, options.ToValueList(), Code.Parse("l1"), Basis, EventSamples.At);
}
