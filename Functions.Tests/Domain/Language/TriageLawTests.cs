using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

/// <summary>What holds for the triage of any text.</summary>
public sealed class TriageLawTests
{
    private const int LongestAccount = 32_000;

    private static readonly string[] Sentences =
    [
        "My lawyer will sue you.", "The charger caught fire.", "I am furious!", "I am very worried.", "I don't understand what you want.",
        "I will not accept this.", "I am 82 years old.", "I will post a review on Yelp.", "It came late.", "You are a bunch of idiots.", "Thank you.",
        "Haastan teidät oikeuteen.", "En ole vihainen.", "Nyt riittää!", "고소하겠습니다.", "불이 났습니다.", "지루하지 않아요.", "정말 최악입니다.",
        "我要报警。", "气死我了！", "不好吃。", "我很担心。", "没有人受伤。",
    ];

    private static readonly string[] Pieces =
    [
        "not ", "never ", "no ", "kill ", "kill myself ", "fire", " fire ", "a", "aa ", "i ", "you are a ", "threatened ", "the ", "going to ", "lawyer",
        "en ", "ei ", "älä ", "vitt", "안 ", "못 ", "않", "지루하지 ", "고소", "쓰레기", "개", "가 ", "不", "不好吃", "没", "没有", "我要", "死", "气", "一", "好吃",
        "(", "!", "?!", ". ", ",", " ", "\n", "\u0301", "\u1100\u1161", "\U0001F92C", "\uD83D", "ｆ", "'", "1 ", "*", "~", "\uE000", "\uE001",
    ];

    private static readonly Arbitrary<string[]> Accounts = Gen.Elements(Sentences).ArrayOf().ToArbitrary();

    [Fact]
    public void Words_found_are_in_the_text() => Prop.ForAll(
        ArbitraryText.Of([.. Pieces, .. Sentences]),
        account => TriageReader.Of(account).Found.All(found =>
            found.Start >= 0 && found.Length > 0 && found.Start + found.Length <= account.Length
            && !char.IsWhiteSpace(account[found.Start]) && !char.IsWhiteSpace(account[found.Start + found.Length - 1])))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll(ArbitraryText.Anything, account => TriageReader.Of(account) is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_flag_and_every_state_but_calm_has_its_words() => Prop.ForAll(Accounts, sentences =>
    {
        var finding = TriageReader.Of(string.Join(' ', sentences));
        var shown = finding.Found.Select(found => found.Sign.ToString()).ToHashSet(StringComparer.Ordinal);
        return finding.Flags.All(flag => shown.Contains(flag.ToString()))
            && (finding.State == CustomerState.Calm || shown.Contains(finding.State.ToString()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_the_sentences_does_not_matter() => Prop.ForAll(Accounts, sentences =>
        Same(string.Join(' ', sentences), string.Join(' ', sentences.Reverse()))).QuickCheckThrowOnFailure();

    [Fact]
    public void More_blanks_and_line_breaks_do_not_matter() => Prop.ForAll(Accounts, sentences =>
    {
        var account = string.Join(' ', sentences);
        return Same(account, $"\n  {account.Replace(" ", " \t\r\n\u3000 ", StringComparison.Ordinal)}  ");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Capitals_do_not_matter() => Prop.ForAll(Accounts, sentences =>
    {
        var account = string.Join(' ', sentences);
        return Same(account, account.ToUpperInvariant());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void How_letters_are_coded_does_not_matter() => Prop.ForAll(Accounts, sentences =>
    {
        var account = string.Join(' ', sentences);
        return Same(account, account.Normalize(System.Text.NormalizationForm.FormD));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Haastan teidät oikeuteen, hyvää päivää.", "fi")]
    [InlineData("고소하겠습니다.", "ko")]
    public void A_language_is_told_also_where_letters_come_in_parts(string account, string language) =>
        Assert.Equal(language, TriageReader.Of(account.Normalize(System.Text.NormalizationForm.FormD)).Language);

    [Fact]
    public void Reading_again_reads_the_same() => Prop.ForAll(
        ArbitraryText.Of(Pieces), account => TriageReader.Of(account).Equals(TriageReader.Of(account))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void The_work_grows_with_the_length_of_the_text_whatever_it_holds(string language)
    {
        var pairs = Pieces.SelectMany(_ => Pieces, string.Concat);
        Assert.All(pairs, pair => Assert.InRange(Steps(language, pair, 400), 0, (2.2 * Steps(language, pair, 200)) + 500));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fi")]
    [InlineData("ko")]
    [InlineData("zh")]
    public void The_longest_account_costs_a_bounded_number_of_steps_a_character(string language) =>
        Assert.All(Pieces, piece => Assert.InRange(Steps(language, piece, LongestAccount), 0, LongestAccount * 300L));

    private static long Steps(string language, string piece, int length) =>
        TriageLists.BuiltIn[language].Search(new(string.Concat(Enumerable.Repeat(piece, length / piece.Length)))).Steps;

    private static bool Same(string one, string other)
    {
        var (first, second) = (TriageReader.Of(one, "en"), TriageReader.Of(other, "en"));
        return first.State == second.State && first.Flags.Equals(second.Flags) && first.Displeased == second.Displeased;
    }
}
