using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class WishReaderTests
{
    private static readonly Currency s_euro = Currency.Parse("EUR");

    [Theory]
    [InlineData("I want a new one, or 40 EUR back.", "replacement or refund of EUR 40.00")]
    [InlineData("Bought for 300, I would like 40 back", "refund of EUR 40.00")]
    [InlineData("The desk cost 300 EUR. I would like a refund of 40 EUR.", "refund of EUR 40.00")]
    [InlineData("I want my money back.", "refund")]
    [InlineData("Please refund 12.50 EUR.", "refund of EUR 12.50")]
    [InlineData("I don't want a voucher, I want my money back.", "refund")]
    [InlineData("I demand a 20% discount.", "discount of 20%")]
    [InlineData("I expect a refund of 30 EUR and that you finish the work.", "refund of EUR 30.00 and finish-for-free")]
    [InlineData("Could you repair it, please?", "repair")]
    [InlineData("Haluan rahat takaisin, 40 euroa.", "refund of EUR 40.00")]
    [InlineData("Please replace the 40 EUR lamp.", "replacement")]
    [InlineData("Please send me 2 new ones.", "replacement (2 times)")]
    [InlineData("Haluaisin uuden tuotteen tai 40 € takaisin.", "replacement or refund of EUR 40.00")]
    [InlineData("Pyydän 25 € hyvitystä.", "refund of EUR 25.00")]
    [InlineData("환불해 주세요.", "refund")]
    [InlineData("새 제품으로 교환 부탁드립니다.", "replacement")]
    [InlineData("5만원 환불 원합니다.", "refund of KRW 50000")]
    [InlineData("我要退款200元。", "refund of CNY 200.00")]
    [InlineData("请换一个新的。", "replacement")]
    [InlineData("希望退款50元或者换货", "refund of CNY 50.00 or replacement")]
    public void A_wish_is_read_with_its_size_and_its_alternatives(string account, string wishes) => Assert.Equal(wishes, Read(account));

    [Theory]
    [InlineData("You took 12 EUR five times. My salary is 2400 EUR.")]
    [InlineData("I want to know why you charged me 300 EUR.")]
    [InlineData("I asked for a refund of 300 EUR in May and nobody answered.")]
    [InlineData("I don't want a refund of 40 EUR.")]
    [InlineData("Your shop refused the refund of 80 EUR.")]
    [InlineData("Please note that I paid 80 EUR.")]
    [InlineData("Haluan tietää, miksi maksoin 200 €.")]
    [InlineData("En halua hyvitystä.")]
    [InlineData("我要投诉，花了200元。")]
    [InlineData("请问退款要多久？")]
    [InlineData("200,000원을 냈는데 답변 부탁드립니다.")]
    public void What_only_tells_a_sum_or_asks_a_question_is_no_wish(string account) => Assert.Equal("", Read(account));

    [Fact]
    public void The_words_of_the_forms_own_field_are_a_wish_without_any_word_of_wishing() =>
        Assert.Equal("refund of EUR 35.00", Told(WishReader.Of("35 euros back", s_euro, "en")));

    private static string Read(string account) => Told(WishReader.In(account, s_euro, LanguageGuess.Of(account)));

    private static string Told(IEnumerable<Wish> wishes) =>
        string.Join(" or ", wishes.Select(wish => string.Join(" and ", wish.Parts.Select(Told))));

    private static string Told(RemedyRequest part) => Remedy.Name(part.Kind)
        + (part.Amount is { } amount ? $" of {amount}" : part.Percent is { } percent ? $" of {percent}%" : part.Count is > 1 ? $" ({part.Count} times)" : "");
}
