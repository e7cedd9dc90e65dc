using Escalation.Domain.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class MainPointsTests
{
    private static readonly StatedFacts None = new();

    private static readonly Arbitrary<string> HeatedAccounts = ArbitraryText.Of(
    [
        .. Lexicon.Heated.Entries.Select(entry => entry.TrimEnd('*')), .. Lexicon.Heated.Entries.Select(entry => entry.TrimEnd('*').ToUpperInvariant()),
        .. Enumerable.Repeat(" ", 150), .. Enumerable.Repeat(" paid $35 ", 20), .. Enumerable.Repeat(". ", 40), .. Enumerable.Repeat("!!", 20),
        .. Enumerable.Repeat(" 3월 5일 ", 20), .. Enumerable.Repeat("我3月付了300元", 20), "f**k", "-", "\n", "，", "\uD83D\uDE21", "\u200B", "\uDC00",
    ]);

    [Theory]
    [InlineData("You idiots charged me $350 twice!!! I am furious.", "You charged me $350 twice")]
    [InlineData("It's fucking broken since 3 March", "It's broken since 3 March")]
    [InlineData("I HAVE PAID 45 EUR AND NOBODY ANSWERS!!!!", "I have paid 45 EUR and nobody answers")]
    [InlineData("I did NOT receive the XXXX parcel from ACH", "I did not receive the XXXX parcel from ACH")]
    [InlineData("The sh*t phone broke on 3 May", "The phone broke on 3 May")]
    [InlineData("This stuuupid fridge leaks 😡😡", "This fridge leaks")]
    [InlineData("Vitun pesukone hajosi 12. maaliskuuta. Olette idiootteja!", "pesukone hajosi 12. maaliskuuta")]
    [InlineData("씨발 환불을 3주째 기다리고 있어요ㅠㅠㅠ", "환불을 3주째 기다리고 있어요")]
    [InlineData("你们这家垃圾公司3月5日收了我300元！！！", "你们这家3月5日收了我300元")]
    public void A_fact_stays_and_the_anger_goes(string account, string point) =>
        Assert.Equal(point, Assert.Single(MainPoints.Of(account, None)));

    [Theory]
    [InlineData("You are a bunch of liars!")]
    [InlineData("Haista paska.")]
    [InlineData("개새끼들아 꺼져")]
    [InlineData("去死吧，混蛋！")]
    [InlineData("")]
    public void What_states_no_fact_is_left_out(string account) => Assert.Empty(MainPoints.Of(account, None));

    [Fact]
    public void Sentences_end_as_each_language_ends_them() =>
        Assert.Equal(
            ["I paid Mr. Smith $1.50 on 3 Jan. 2024", "买了手机", "收到坏了的？", "주문했습니다", "Tilasin 3. toukokuuta"],
            MainPoints.Of("I paid Mr. Smith $1.50 on 3 Jan. 2024. 买了手机。收到坏了的？주문했습니다. Tilasin 3. toukokuuta.", None));

    [Fact]
    public void Stated_facts_come_first_and_only_those_that_are_there() =>
        Assert.Equal(
            ["late delivery", "EUR 45.00", "We ordered a table on Monday"],
            MainPoints.Of("We ordered a table on Monday.", new StatedFacts(Category: "late delivery", Amount: "EUR 45.00")));

    [Fact]
    public void The_weightiest_sentences_are_taken_and_told_in_their_order() =>
        Assert.Equal(
            ["I called yesterday about order 77", "I paid $45 on 3 May"],
            MainPoints.Of("It is late. I called yesterday about order 77. I waited. I paid $45 on 3 May. It is wrong.", None, most: 2));

    [Fact]
    public void A_long_sentence_is_cut_at_a_word()
    {
        var point = Assert.Single(MainPoints.Of(string.Concat(Enumerable.Repeat("ordered ", 100)), None));
        Assert.Equal(string.Join(' ', Enumerable.Repeat("ordered", 25)) + "…", point);
    }

    [Fact]
    public void A_word_that_appears_when_another_is_taken_out_goes_too() =>
        Assert.Equal("我3月付了300元给他们", Assert.Single(MainPoints.Of("我3月付了300元给他们混混蛋蛋", None)));

    [Fact]
    public void A_cut_that_would_leave_a_heated_word_leaves_the_sentence_out() =>
        Assert.Empty(MainPoints.Of(string.Concat(Enumerable.Repeat("3-", 98)) + "assume-it-was-paid", None));

    [Fact]
    public void No_point_holds_a_heated_word() =>
        Prop.ForAll(HeatedAccounts, account => MainPoints.Of(account, new StatedFacts(Category: account)).All(point => !Lexicon.Heated.IsIn(point)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_point_only_leaves_out_never_adds() =>
        Prop.ForAll(HeatedAccounts, account => MainPoints.Of(account, None).All(point => IsLeftOf(point, account))).QuickCheckThrowOnFailure();

    [Fact]
    public void No_point_is_longer_than_two_hundred_characters() =>
        Prop.ForAll(HeatedAccounts, account => MainPoints.Of(account, None).All(point => point.Length <= MainPoints.LongestPoint))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll(ArbitraryText.Anything, account => MainPoints.Of(account, new StatedFacts(Remedy: account)).Count >= 0).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("混")]
    [InlineData("混混蛋蛋")]
    [InlineData("fuck ")]
    [InlineData("a")]
    [InlineData("f*")]
    [InlineData("3 ")]
    public void The_longest_account_is_restated_whatever_it_holds(string piece) =>
        Assert.True(MainPoints.Of(string.Concat(Enumerable.Repeat(piece, 32_000 / piece.Length)), None).Count <= 5);

    /// <summary>The letters and digits of the point stand in the account in the same order.</summary>
    private static bool IsLeftOf(string point, string account)
    {
        var letters = account.ToLowerInvariant().Where(char.IsLetterOrDigit).GetEnumerator();
        return point.ToLowerInvariant().Where(char.IsLetterOrDigit).All(wanted =>
        {
            while (letters.MoveNext())
            {
                if (letters.Current == wanted)
                {
                    return true;
                }
            }

            return false;
        });
    }
}
