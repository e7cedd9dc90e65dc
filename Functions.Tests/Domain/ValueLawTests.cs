using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Laws of the small values.</summary>
public sealed class ValueLawTests
{
    private static readonly Gen<Currency> Currencies = Gen.Elements("EUR", "JPY", "KWD", "USD").Select(Currency.Parse);

    private static readonly Gen<Money> Amounts = Currencies.SelectMany(currency =>
        Gen.Choose(0, int.MaxValue).Select(units => new Money(new decimal(units, 0, 0, false, (byte)currency.Decimals), currency)));

    private static readonly Gen<Remedy> Remedies = Gen.Elements(Enum.GetValues<RemedyKind>()).SelectMany(kind => Remedy.MeasureOf(kind) switch
    {
        RemedyMeasure.Amount => Amounts.Where(amount => amount.Amount > 0).Select(amount => new Remedy(kind, amount)),
        RemedyMeasure.Percent => Gen.Choose(1, 100).Select(percent => new Remedy(kind, percent: percent)),
        RemedyMeasure.Count => Gen.Choose(1, 99).Select(count => new Remedy(kind, count: count)),
        _ => Gen.Constant(new Remedy(kind)),
    });

    [Fact]
    public void Money_is_written_and_read_as_the_same() =>
        Law(Amounts, money => CaseFormat.ReadValue<Money>(CaseFormat.WriteValue(money)).Equals(money));

    [Fact]
    public void Equal_money_is_written_with_the_same_bytes() => Law(Amounts, money =>
        CaseFormat.WriteValue(money).AsSpan().SequenceEqual(CaseFormat.WriteValue(new Money(money.Amount + 0.0000m, money.Currency))));

    [Fact]
    public void Money_is_at_most_itself_and_not_at_most_anything_in_another_currency() => Law(
        Amounts.SelectMany(a => Amounts.Select(b => (a, b))),
        pair => pair.a.IsAtMost(pair.a) && (pair.a.Currency == pair.b.Currency || !pair.a.IsAtMost(pair.b)));

    [Fact]
    public void Of_two_sums_in_one_currency_one_is_at_most_the_other() => Law(
        Amounts.SelectMany(a => Gen.Choose(0, int.MaxValue).Select(units => (a, b: new Money(new decimal(units, 0, 0, false, (byte)a.Currency.Decimals), a.Currency)))),
        pair => pair.a.IsAtMost(pair.b) || pair.b.IsAtMost(pair.a));

    [Theory]
    [InlineData("-0.01", "EUR")]
    [InlineData("0.001", "EUR")]
    [InlineData("0.5", "JPY")]
    [InlineData("1000000000000000.01", "EUR")]
    public void Money_that_cannot_be_is_not_made(string amount, string currency) => Assert.Throws<ArgumentOutOfRangeException>(
        () => new Money(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), Currency.Parse(currency)));

    [Fact]
    public void A_name_becomes_a_code_or_nothing_and_a_code_stays_itself() => Law(
        Functions.Tests.Domain.Language.ArbitraryText.Anything.Generator,
        name => Code.FromName(name) is not { } code || (Code.TryParse(code.Text, out var again) && again == code && Code.FromName(code.Text)?.Text.Length <= Code.Longest));

    [Fact]
    public void A_case_number_is_read_however_it_is_written() => Law(
        Gen.Choose(0, int.MaxValue).Select(number => CaseId.For("web-shop", number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        id => CaseId.Parse(id.Text) == id
            && CaseId.Parse(id.Text.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)) == id
            && CaseId.Parse(id.Text.Replace('0', 'o').Replace('1', 'l')) == id);

    [Fact]
    public void Source_and_number_do_not_run_into_each_other() => Assert.NotEqual(CaseId.For("ab", "c"), CaseId.For("a", "bc"));

    [Fact]
    public void A_remedy_is_written_and_read_as_the_same() =>
        Law(Remedies, remedy => CaseFormat.ReadValue<Remedy>(CaseFormat.WriteValue(remedy)).Equals(remedy));

    [Fact]
    public void The_name_of_a_kind_is_read_as_the_kind() =>
        Assert.All(Enum.GetValues<RemedyKind>(), kind => Assert.True(Remedy.TryParseKind(Remedy.Name(kind), out var read) && read == kind));

    [Fact]
    public void A_limit_covers_what_is_exactly_at_it_and_nothing_above() => Law(Remedies, remedy =>
    {
        var limits = new Limits([LimitAt(remedy)]);
        return limits.Covers(remedy) && Above(remedy).All(more => !limits.Covers(more));
    });

    [Fact]
    public void A_kind_without_a_limit_is_never_covered() => Law(Remedies, remedy => !new Limits([]).Covers(remedy));

    [Fact]
    public void A_higher_level_of_the_policy_covers_all_that_a_lower_one_does() => Law(Remedies, remedy =>
        TestPolicy.Read().Levels.SkipWhile(level => !level.Limits.Covers(remedy)).All(level => level.Limits.Covers(remedy)
            || remedy.Amount is { Currency.Code: "USD" }));

    private static void Law<T>(Gen<T> any, Func<T, bool> law) => Prop.ForAll(any.ToArbitrary(), law).QuickCheckThrowOnFailure();

    private static Limit LimitAt(Remedy remedy) =>
        new(remedy.Kind, remedy.Amount?.Currency, remedy.Amount?.Amount ?? remedy.Percent ?? remedy.Count ?? 1);

    private static IEnumerable<Remedy> Above(Remedy remedy) => Remedy.MeasureOf(remedy.Kind) switch
    {
        RemedyMeasure.Amount => [new(remedy.Kind, new Money(remedy.Amount!.Amount + 1, remedy.Amount.Currency))],
        RemedyMeasure.Percent => remedy.Percent < 100 ? [new(remedy.Kind, percent: remedy.Percent + 1)] : [],
        RemedyMeasure.Count => [new(remedy.Kind, count: remedy.Count + 1)],
        _ => [],
    };
}
