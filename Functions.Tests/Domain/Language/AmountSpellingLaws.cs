using Escalation.Domain.Language;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

/// <summary>A sum reads back as itself in every spelling of its culture, whatever is counted before and behind it.</summary>
public sealed class AmountSpellingLaws
{
    private static readonly Arbitrary<int> s_cents = Gen.OneOf(
        Gen.Choose(1, 10_000), Gen.Choose(1, 100_000_000), Gen.Choose(1, 1_000_000).Select(whole => whole * 100), Gen.Choose(1, 99).Select(wan => wan * 1_000_000))
        .ToArbitrary();

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void A_sum_reads_back_as_itself_whatever_number_follows_it(string language) =>
        Prop.ForAll(s_cents, cents =>
        {
            var (money, texts) = AmountSpellings.Of(language, cents);
            return (from text in texts
                    from before in AmountSpellings.Before[language]
                    from behind in AmountSpellings.Behind[language]
                    let account = before + text + behind
                    let amounts = AmountReader.Read(account, assumed: null, language)
                    where amounts.IsUnclear || amounts.Largest(assumed: null)?.ToString() != money
                    select account).FirstOrDefault() is { } misread
                ? false.Label($"{misread} is not read as {money}")
                : true.Label(money);
        }).QuickCheckThrowOnFailure();

    /// <summary>Letters stuck to a number, or a word between it and its currency, may mean anything: the sum is unclear or read in full, never less.</summary>
    [Theory]
    [InlineData("${0}{1}", true)]
    [InlineData("{0} {1} dollars", false)]
    [InlineData("{0} {1} US dollars", false)]
    [InlineData("$ {0}{1}", true)]
    public void What_follows_a_number_never_makes_it_smaller(string form, bool stuck) =>
        Prop.ForAll(
            Gen.Choose(1, 9_999).ToArbitrary(),
            Gen.Elements("gazillion", "zz", "qwe", "bigg", "ks", "mils", "hundert", "grands", "kilo", "mega").ToArbitrary(),
            (number, word) =>
            {
                var amounts = AmountReader.Read(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, number, word), assumed: null, "en");
                return amounts.IsUnclear.Label($"{form} with {number} {word}, stuck {stuck}");
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1_000_000, "miljoona", "one million")]
    [InlineData(999_999, "yhdeksänsataayhdeksänkymmentäyhdeksäntuhatta yhdeksänsataayhdeksänkymmentäyhdeksän", "nine hundred and ninety-nine thousand nine hundred and ninety-nine")]
    [InlineData(21_012, "kaksikymmentäyksituhatta kaksitoista", "twenty-one thousand and twelve")]
    public void Numbers_are_rendered_in_words_as_people_write_them(int number, string finnish, string english)
    {
        Assert.Equal(finnish, AmountSpellings.InFinnish(number));
        Assert.Equal(english, AmountSpellings.InEnglish(number));
    }

    [Fact]
    public void Sums_across_the_line_of_a_blank_are_no_part_of_the_number() =>
        Assert.Equal("KRW 30000", AmountReader.Read("₩3만 5일 전에", assumed: null, "ko").Largest(Currency.Parse("KRW"))?.ToString());
}
