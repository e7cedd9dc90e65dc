using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>What people call the currencies, in four languages.</summary>
internal static class CurrencyWords
{
    public static FrozenDictionary<char, string> Signs { get; } = new Dictionary<char, string>
    {
        ['$'] = "USD",
        ['€'] = "EUR",
        ['£'] = "GBP",
        ['¥'] = "JPY",
        ['₩'] = "KRW",
        ['₹'] = "INR",
        ['₽'] = "RUB",
        ['₺'] = "TRY",
        ['₪'] = "ILS",
        ['₫'] = "VND",
        ['₴'] = "UAH",
        ['฿'] = "THB",
        ['₱'] = "PHP",
        ['₦'] = "NGN",
    }.ToFrozenDictionary();

    /// <summary>Codes that are no words: ALL, TRY and TOP are codes as well, but mostly they are shouting.</summary>
    public static FrozenSet<string> Codes { get; } =
        ("USD EUR GBP CNY RMB KRW JPY SEK NOK DKK ISK CHF AUD NZD HKD SGD TWD INR PLN CZK HUF RUB BRL MXN ZAR THB AED CAD ILS VND")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> CodesInSmallLetters { get; } =
        "usd eur gbp cny rmb krw jpy sek chf hkd aud".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static FrozenDictionary<string, string> BeforeDollar { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["US"] = "USD",
        ["A"] = "AUD",
        ["AU"] = "AUD",
        ["C"] = "CAD",
        ["CA"] = "CAD",
        ["HK"] = "HKD",
        ["NT"] = "TWD",
        ["NZ"] = "NZD",
        ["S"] = "SGD",
        ["R"] = "BRL",
        ["MX"] = "MXN",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static FrozenSet<string> DollarCurrencies { get; } =
        "USD AUD CAD HKD TWD NZD SGD MXN".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static FrozenSet<string> CrownCurrencies { get; } = "SEK NOK DKK ISK".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>In small letters; the values $, ¥, £ and kr stand for words that several currencies share.</summary>
    public static FrozenDictionary<string, string> Words { get; } = new (string Code, string Words)[]
    {
        ("EUR", "euro euros euroa euron euroja eurolla euroon eurosta eurojen eurolta eurolle euroksi eurot e"),
        ("$", "dollar dollars bucks buck dollaria dollarin dollarilla dollarista dollariin dollari dollarit"),
        ("£", "pound pounds quid punta puntaa punnan punnalla punnasta"),
        ("JPY", "yen jeniä jenin"),
        ("CNY", "yuan renminbi juania juanin"),
        ("KRW", "won wonia wonin"),
        ("INR", "rupee rupees rupiaa rupia rupian rs"),
        ("CHF", "francs frangia"),
        ("PLN", "zł zloty zlotys zlotya"),
        ("kr", "kr kronor kroner krona kruunu kruunua kruunun kruunulla"),
    }.SelectMany(group => group.Words.Split(' '), (group, word) => (group.Code, word))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Code, StringComparer.Ordinal);

    /// <summary>Longest first, because 日元 ends as 元 does.</summary>
    public static (string Word, string Code)[] EastAsian { get; } =
    [
        ("人民币", "CNY"), ("人民幣", "CNY"), ("新台币", "TWD"), ("新臺幣", "TWD"), ("파운드", "GBP"),
        ("미국달러", "USD"), ("캐나다달러", "CAD"), ("호주달러", "AUD"), ("홍콩달러", "HKD"), ("싱가포르달러", "SGD"),
        ("新加坡元", "SGD"), ("加拿大元", "CAD"), ("加元", "CAD"), ("澳元", "AUD"), ("新元", "SGD"), ("卢比", "INR"), ("루피", "INR"),
        ("美元", "USD"), ("美刀", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("歐元", "EUR"), ("英镑", "GBP"), ("英鎊", "GBP"), ("日元", "JPY"),
        ("日圆", "JPY"), ("日圓", "JPY"), ("韩元", "KRW"), ("韓元", "KRW"), ("韩币", "KRW"), ("港币", "HKD"), ("港幣", "HKD"),
        ("港元", "HKD"), ("台币", "TWD"), ("台幣", "TWD"), ("块钱", "CNY"), ("塊錢", "TWD"), ("元", "CNY"), ("圆", "CNY"),
        ("圓", "TWD"), ("달러", "USD"), ("유로", "EUR"), ("위안", "CNY"), ("엔", "JPY"), ("円", "JPY"), ("원", "KRW"), ("块", "CNY"), ("塊", "TWD"),
    ];

    public static (string Country, string Code)[] KoreanCountries { get; } =
        [("미국", "USD"), ("캐나다", "CAD"), ("호주", "AUD"), ("홍콩", "HKD"), ("싱가포르", "SGD")];

    public static (string Word, string Code)[] InFront { get; } = [("rs", "INR"), ("euros", "EUR"), ("euro", "EUR"), ("euroa", "EUR")];

    /// <summary>What people put before "dollars" and "pounds"; an empty code leaves the currency as the word names it.</summary>
    public static (string Country, string Code)[] Countries { get; } =
    [
        ("u.s.", "USD"), ("us", "USD"), ("american", "USD"), ("canadian", "CAD"), ("australian", "AUD"), ("new zealand", "NZD"), ("hong kong", "HKD"),
        ("singapore", "SGD"), ("taiwan", "TWD"), ("british", "GBP"), ("yhdysvaltain", "USD"), ("usa:n", "USD"), ("amerikan", "USD"),
        ("kanadan", "CAD"), ("australian", "AUD"), ("englannin", "GBP"), ("ison-britannian", "GBP"),
    ];

    /// <summary>元素 is an element, 元旦 New Year's day, 원칙 a principle, 엔진 an engine.</summary>
    public static FrozenSet<string> NotMoney { get; } =
        "元素 元旦 元宵 元件 元老 元月 원칙 원인 원리 엔진".Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
