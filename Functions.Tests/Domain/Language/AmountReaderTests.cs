using Escalation.Domain.Language;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class AmountReaderTests
{
    /// <summary>Adversarial material: everything a number or a mark can be made of.</summary>
    private static readonly string[] Pieces =
    [
        "1", "23", "456", "1 ", ".", ",", " ", "'", "-", "/", "$", "€", "¥", "USD ", "EUR", "dollars", "k", "X", "{", "}", "%", "만", "억", "원", "3천",
        "万", "三", "元", "块", "人民币", "\n", "e", "\uD800", "\uDC00", "이",
    ];

    [Theory]
    [InlineData("They took $350.00 twice", "USD 350.00")]
    [InlineData("fee of {$350.00}.", "USD 350.00")]
    [InlineData("It cost $1,200", "USD 1200.00")]
    [InlineData("It cost $1,200.5!", "USD 1200.50")]
    [InlineData("USD 45 was the fee", "USD 45.00")]
    [InlineData("US$45", "USD 45.00")]
    [InlineData("45 dollars", "USD 45.00")]
    [InlineData("about 5 thousand dollars", "USD 5000.00")]
    [InlineData("over $5k in all", "USD 5000.00")]
    [InlineData("a $1.5 million loan", "USD 1500000.00")]
    [InlineData("$.50 a day", "USD 0.50")]
    [InlineData("$300 CAD", "CAD 300.00")]
    [InlineData("C$300", "CAD 300.00")]
    [InlineData("NT$300", "TWD 300.00")]
    [InlineData("CAD $300", "CAD 300.00")]
    [InlineData("paid £30 for it", "GBP 30.00")]
    [InlineData("€45", "EUR 45.00")]
    [InlineData("1 200 €", "EUR 1200.00")]
    [InlineData("1\u00A0200\u00A0€", "EUR 1200.00")]
    [InlineData("1.200,50 €", "EUR 1200.50")]
    [InlineData("1,200.50 EUR", "EUR 1200.50")]
    [InlineData("1'200 CHF", "CHF 1200.00")]
    [InlineData("₹1,00,000", "INR 100000.00")]
    [InlineData("Maksoin 50 euroa", "EUR 50.00")]
    [InlineData("20 eur", "EUR 20.00")]
    [InlineData("12,90 euron lasku", "EUR 12.90")]
    [InlineData("noin 2 tuhatta euroa", "EUR 2000.00")]
    [InlineData("35만원을 냈어요", "KRW 350000")]
    [InlineData("35만 원", "KRW 350000")]
    [InlineData("350,000원", "KRW 350000")]
    [InlineData("3천원", "KRW 3000")]
    [InlineData("3만5천원", "KRW 35000")]
    [InlineData("1억 2천만원", "KRW 120000000")]
    [InlineData("십만원 환불", "KRW 100000")]
    [InlineData("오만 오천원", "KRW 55000")]
    [InlineData("100달러", "USD 100.00")]
    [InlineData("花了300元", "CNY 300.00")]
    [InlineData("2万元", "CNY 20000.00")]
    [InlineData("1.5万元", "CNY 15000.00")]
    [InlineData("人民币300元", "CNY 300.00")]
    [InlineData("三百五十块钱", "CNY 350.00")]
    [InlineData("两万五元", "CNY 25000.00")]
    [InlineData("１２０元", "CNY 120.00")]
    [InlineData("总共63块！", "CNY 63.00")]
    [InlineData("50多元", "CNY 50.00")]
    [InlineData("3000日元", "JPY 3000")]
    [InlineData("¥300", "JPY 300")]
    [InlineData("$0.00 balance", "USD 0.00")]
    public void A_sum_is_read(string account, string money) =>
        Assert.Equal(money, Assert.Single(AmountReader.Read(account, assumed: null).Read).Money.ToString());

    [Theory]
    [InlineData("1200 markkaa")]
    [InlineData("They took $XXXX and {$XXXX}")]
    [InlineData("card 35XX $")]
    [InlineData("$35XX")]
    [InlineData("call +1 (800) 555-1234 on 12/05/2024")]
    [InlineData("account 12345678, IBAN FI21 1234 5600 0007 85")]
    [InlineData("a 5% rate, 3.5 percent")]
    [InlineData("350")]
    [InlineData("I want ALL 300 back, TRY 3 times")]
    [InlineData("our team of 5 won 3 games")]
    [InlineData("3 e-mails and 2 eurosceptics")]
    [InlineData("이 원인은 사원 3명")]
    [InlineData("几百元")]
    [InlineData("5块蛋糕, 我们一块，")]
    [InlineData("10元素")]
    [InlineData("12.05.2024 €")]
    [InlineData("$1.2.3")]
    [InlineData("")]
    [InlineData("$ 99999999999999999999999999999999999999999999999999")]
    public void What_is_no_sum_is_left_alone(string account) => Assert.Empty(AmountReader.Read(account, assumed: null).Read);

    [Theory]
    [InlineData("¥300", "zh", null, "CNY 300.00")]
    [InlineData("¥300", null, "CNY", "CNY 300.00")]
    [InlineData("¥300", "zh", "JPY", "JPY 300")]
    [InlineData("$300", null, "AUD", "AUD 300.00")]
    [InlineData("300 dollars", null, "CAD", "CAD 300.00")]
    [InlineData("300 kr", null, "SEK", "SEK 300.00")]
    [InlineData("300元", null, "TWD", "TWD 300.00")]
    [InlineData("50 e", "fi", null, "EUR 50.00")]
    [InlineData("PEN 30", null, "PEN", "PEN 30.00")]
    public void A_shared_mark_is_decided_by_what_the_house_trades_in_and_by_language(
        string account, string? language, string? assumed, string money) =>
        Assert.Equal(money, Assert.Single(AmountReader.Read(account, assumed is null ? null : Currency.Parse(assumed), language).Read).Money.ToString());

    [Theory]
    [InlineData("card 4711 $300", "USD 300.00")]
    [InlineData("100$ 200", "USD 100.00")]
    [InlineData("100€ 200€", "EUR 100.00, EUR 200.00")]
    [InlineData("300 EUR 20 EUR", "EUR 300.00, EUR 20.00")]
    [InlineData("invoice 2024 EUR 200 was paid", "EUR 200.00")]
    [InlineData("in 2019 350 dollars", "USD 350.00")]
    [InlineData("a balance of {$19.00}{$20.00}", "USD 19.00, USD 20.00")]
    [InlineData("$100-200", "USD 100.00, USD 200.00")]
    [InlineData("8-10元", "CNY 10.00")]
    [InlineData("USD 5 or 4 EUR", "USD 5.00, EUR 4.00")]
    public void A_mark_goes_with_its_own_number(string account, string expected) =>
        Assert.Equal(expected, string.Join(", ", AmountReader.Read(account, assumed: null).Read.Select(found => found.Money)));

    [Theory]
    [InlineData("They took USD 45 from me", "USD 45")]
    [InlineData("I paid 1 200 € there", "1 200 €")]
    [InlineData("어제 3만 5천원을", "3만 5천원")]
    public void The_place_covers_number_and_mark(string account, string place)
    {
        var found = Assert.Single(AmountReader.Read(account, assumed: null).Read);
        Assert.Equal(place, account.Substring(found.Start, found.Length));
    }

    [Theory]
    [InlineData("€20, then $30 and $400", null, "USD 400.00")]
    [InlineData("€20 and $30", "EUR", "EUR 20.00")]
    [InlineData("€20 and $30", null, "EUR 20.00")]
    [InlineData("$0.00, $0.00 and €5", null, "EUR 5.00")]
    [InlineData("nothing", null, null)]
    [InlineData("$0.00", null, null)]
    public void In_dispute_is_the_largest_sum_in_the_currency_named_most(string account, string? assumed, string? expected) =>
        Assert.Equal(expected, InDispute(account, assumed is null ? null : Currency.Parse(assumed)));

    [Fact]
    public void Decimals_a_currency_does_not_have_are_rounded_up() =>
        Assert.Equal("JPY 1201", InDispute("¥1,200.50", null));

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll(ArbitraryText.Anything, account => AmountReader.Read(account, assumed: null).Read.Count >= 0).QuickCheckThrowOnFailure();

    /// <summary>Found by the law below: the 三 is the tenths of the first sum, and no sum of its own.</summary>
    [Fact]
    public void Tenths_behind_a_mark_are_part_of_one_sum() =>
        Assert.Single(AmountReader.Read("十二元三€", Currency.Parse("EUR"), "fi").Read);

    [Fact]
    public void Every_sum_lies_within_the_text_after_the_one_before() =>
        Prop.ForAll(ArbitraryText.Of(Pieces), account =>
        {
            var end = 0;
            foreach (var found in AmountReader.Read(account, Currency.Parse("EUR"), "fi").Read)
            {
                if (found.Start < end || found.Length < 1 || found.Start + found.Length > account.Length)
                {
                    return false;
                }

                end = found.Start + found.Length;
            }

            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_house_writes_is_read_back() =>
        Prop.ForAll(
            Gen.Choose(0, 100_000_000).ToArbitrary(),
            Gen.Elements("USD", "EUR", "KRW", "JPY", "GBP").ToArbitrary(),
            (cents, code) =>
            {
                var currency = Currency.Parse(code);
                var money = new Money(decimal.Round(cents / 100m, currency.Decimals), currency);
                return AmountReader.Read($"I paid {money} there", assumed: null).Read.Single().Money == money;
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("Several hundred dollars are gone", "en")]
    [InlineData("They took $4 gazillion", "en")]
    [InlineData("They took $9zz", "en")]
    [InlineData("9 lousy dollars", "en")]
    [InlineData("card 35XX $", "en")]
    [InlineData("$35XX", "en")]
    [InlineData("$1.2.3", "en")]
    [InlineData("$ 99999999999999999999999999999999999999999999999999", "en")]
    [InlineData("Satoja euroja hävisi", "fi")]
    [InlineData("수백만 원을 잃었습니다", "ko")]
    [InlineData("几百元", "zh")]
    [InlineData("十几万元", "zh")]
    public void What_is_not_understood_beside_a_currency_is_unclear_and_no_smaller_sum(string account, string language)
    {
        var amounts = AmountReader.Read(account, assumed: null, language);

        Assert.True(amounts.IsUnclear);
        Assert.Empty(amounts.Read);
    }

    [Theory]
    [InlineData("I waited 50 minutes and paid in dollars")]
    [InlineData("They took {$XXXX} on XX/XX/2019")]
    [InlineData("in 2019 I had euros")]
    [InlineData("12.05.2024 €")]
    [InlineData("3 weeks euros 2 times")]
    public void A_number_that_counts_something_else_is_not_unclear(string account) => Assert.False(AmountReader.Read(account, assumed: null).IsUnclear);

    [Fact]
    public void A_full_width_comma_parts_thousands_before_three_digits_only()
    {
        Assert.Equal("CNY 9000.00", Assert.Single(AmountReader.Read("扣了9，000元", assumed: null, "zh").Read).Money.ToString());
        Assert.Equal("CNY 83.06", Assert.Single(AmountReader.Read("¥83.06，5个月前", assumed: null, "zh").Read).Money.ToString());
    }

    [Fact]
    public void The_work_grows_with_the_length_of_the_text_whatever_it_holds()
    {
        var pairs = Pieces.SelectMany(_ => Pieces, string.Concat);
        Assert.All(pairs, pair => Assert.InRange(Looks(pair, 2_000), 0, (2.1 * Looks(pair, 1_000)) + 1_000));
    }

    [Fact]
    public void The_longest_account_costs_a_bounded_number_of_looks_a_character()
    {
        string[] accounts = ["1", "1 234", "1,", "$1", "$", "万", "1만 ", "일", "1-", " 1 €", "1 EUR 2 ", "thousand ", "12,-", "hundred and ", "kaksi", "pari", "几", "3천 ", "5일 ", "2w", "9 grand "];
        Assert.All(accounts, piece => Assert.InRange(Looks(piece, 32_000), 0, 32_000 * 200));
    }

    private static string? InDispute(string account, Currency? assumed) => AmountReader.Read(account, assumed).Largest(assumed)?.ToString();

    private static long Looks(string piece, int length)
    {
        var account = string.Concat(Enumerable.Repeat(piece, length / piece.Length));
        var scanner = new AmountScanner(account, Currency.Parse("EUR"), "fi");
        scanner.Read();
        return scanner.Looks;
    }
}
