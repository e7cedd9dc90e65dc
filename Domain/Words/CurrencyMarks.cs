using System.Collections.Frozen;

namespace Escalation.Domain.Words;

/// <summary>The signs, codes and words by which people name a currency.</summary>
internal sealed class CurrencyMarks(Currency? assumed, string? language)
{
    private const int LongestWord = 11;

    private static readonly FrozenDictionary<char, string> Signs = new Dictionary<char, string>
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
    private static readonly FrozenSet<string> Codes =
        ("USD EUR GBP CNY RMB KRW JPY SEK NOK DKK ISK CHF AUD NZD HKD SGD TWD INR PLN CZK HUF RUB BRL MXN ZAR THB AED CAD ILS VND")
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> CodesInSmallLetters =
        "usd eur gbp cny rmb krw jpy sek chf hkd aud".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> BeforeDollar = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
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

    private static readonly FrozenSet<string> DollarCurrencies =
        "USD AUD CAD HKD TWD NZD SGD MXN".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> CrownCurrencies = "SEK NOK DKK ISK".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>In small letters; the values $, ¥, £ and kr stand for words that several currencies share.</summary>
    private static readonly FrozenDictionary<string, string> Words = new (string Code, string Words)[]
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
    private static readonly (string Word, string Code)[] EastAsian =
    [
        ("人民币", "CNY"), ("人民幣", "CNY"), ("新台币", "TWD"), ("新臺幣", "TWD"), ("파운드", "GBP"),
        ("미국달러", "USD"), ("캐나다달러", "CAD"), ("호주달러", "AUD"), ("홍콩달러", "HKD"), ("싱가포르달러", "SGD"),
        ("新加坡元", "SGD"), ("加拿大元", "CAD"), ("加元", "CAD"), ("澳元", "AUD"), ("新元", "SGD"), ("卢比", "INR"), ("루피", "INR"),
        ("美元", "USD"), ("美刀", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("歐元", "EUR"), ("英镑", "GBP"), ("英鎊", "GBP"), ("日元", "JPY"),
        ("日圆", "JPY"), ("日圓", "JPY"), ("韩元", "KRW"), ("韓元", "KRW"), ("韩币", "KRW"), ("港币", "HKD"), ("港幣", "HKD"),
        ("港元", "HKD"), ("台币", "TWD"), ("台幣", "TWD"), ("块钱", "CNY"), ("塊錢", "TWD"), ("元", "CNY"), ("圆", "CNY"),
        ("圓", "TWD"), ("달러", "USD"), ("유로", "EUR"), ("위안", "CNY"), ("엔", "JPY"), ("円", "JPY"), ("원", "KRW"), ("块", "CNY"), ("塊", "TWD"),
    ];

    private static readonly (string Country, string Code)[] KoreanCountries =
        [("미국", "USD"), ("캐나다", "CAD"), ("호주", "AUD"), ("홍콩", "HKD"), ("싱가포르", "SGD")];

    private static readonly (string Word, string Code)[] InFront = [("rs", "INR"), ("euros", "EUR"), ("euro", "EUR"), ("euroa", "EUR")];

    /// <summary>What people put before "dollars" and "pounds"; an empty code leaves the currency as the word names it.</summary>
    private static readonly (string Country, string Code)[] Countries =
    [
        ("u.s.", "USD"), ("us", "USD"), ("american", "USD"), ("canadian", "CAD"), ("australian", "AUD"), ("new zealand", "NZD"), ("hong kong", "HKD"),
        ("singapore", "SGD"), ("taiwan", "TWD"), ("british", "GBP"), ("yhdysvaltain", "USD"), ("usa:n", "USD"), ("amerikan", "USD"),
        ("kanadan", "CAD"), ("australian", "AUD"), ("englannin", "GBP"), ("ison-britannian", "GBP"),
    ];

    /// <summary>元素 is an element, 元旦 New Year's day, 원칙 a principle, 엔진 an engine.</summary>
    private static readonly FrozenSet<string> NotMoney =
        "元素 元旦 元宵 元件 元老 元月 원칙 원인 원리 엔진".Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool IsSign(char c) => Signs.ContainsKey(c);

    /// <summary>The mark that ends just before <paramref name="end"/>, at most one blank or colon away, and starts at <paramref name="from"/> or later.</summary>
    public CurrencyMark? Before(FoldedText text, int end, int from)
    {
        var at = text[end - 1] is ' ' ? end - 1 : end;
        if (at - 1 >= from && IsSign(text[at - 1]))
        {
            return SignBefore(text, at - 1, from);
        }

        at = text[at - 1] is ':' ? at - 1 : at;
        if (text[at - 1] > '\u3000')
        {
            return EastAsianBefore(text, at, from);
        }

        return CodeBefore(text, at, from) is { } code ? new CurrencyMark(at - 3, end, code, Adjacent: true, IsSign: false) : WordBefore(text, at, end, from);
    }

    /// <summary>The mark that starts at <paramref name="start"/>, at most one blank away, with the country before it if one is named.</summary>
    public CurrencyMark? After(FoldedText text, int start)
    {
        var at = text[start] == ' ' ? start + 1 : start;
        var c = text[at];
        if (IsSign(c))
        {
            return Mark(start, at + 1, OfSign(c), isSign: true, behind: false);
        }

        if (c is ',' or '.' && text[at + 1] is '-')
        {
            return DashAfter(text, start, at);
        }

        if (c == '/' && text[at + 1] == '-' && Rupees(text, at + 2))
        {
            return Mark(start, at + 2, "INR", isSign: false, behind: true);
        }

        if (c > '\u3000')
        {
            return EastAsianAfter(text, start, c is '多' or '余' or '餘' or '여' ? at + 1 : at);
        }

        var (named, word) = CountryBefore(text, at);
        var end = WrittenNumber.WordEnd(text, word);
        if (end == word || end - word > LongestWord || text.IsDigit(end) || (text[end] is '-' or '\'' && text.IsLatinLetter(end + 1)))
        {
            return null;
        }

        var written = text.Slice(word, end);
        return OfWord(written) is not { } code ? null
            : named is null ? Mark(start, end, code, isSign: false, behind: written.Length > 3 || OfCode(written) is null)
            : named.Length == 3 ? Mark(start, end, IsDollar(written) || named == "GBP" ? named : code, isSign: false, behind: true)
            : null;

        CurrencyMark Mark(int from, int to, string currency, bool isSign, bool behind) =>
            new(from, to, Currency.Parse(currency), at == start, isSign, behind);
    }

    private static bool IsDollar(string word) => word.StartsWith("doll", StringComparison.OrdinalIgnoreCase) || word.StartsWith("buck", StringComparison.OrdinalIgnoreCase);

    /// <summary>"500 US dollars", "300 Yhdysvaltain dollaria": which dollars, and where the word for the currency starts.</summary>
    private static (string? Code, int Word) CountryBefore(FoldedText text, int at)
    {
        foreach (var (country, code) in Countries)
        {
            if (text.StartsWithIgnoringCase(country, at) && text[at + country.Length] == ' ')
            {
                return (code, at + country.Length + 1);
            }
        }

        return (null, at);
    }

    /// <summary>"12,-" and "12,- €": people in Finland and elsewhere write a dash for no cents.</summary>
    private CurrencyMark? DashAfter(FoldedText text, int start, int comma)
    {
        var end = comma + 2;
        if (text.IsDigit(end) || text[end] is '-' or ',' or '.' && text[end + 1] == '-')
        {
            return null;
        }

        return After(text, end) is { } mark ? mark with { Start = start, Adjacent = true, Behind = true }
            : comma != start ? null
            : assumed is not null ? new(start, end, assumed, Adjacent: true, IsSign: false, Behind: true)
            : string.Equals(language, "fi", StringComparison.Ordinal) ? new(start, end, Currency.Parse("EUR"), Adjacent: true, IsSign: false, Behind: true)
            : null;
    }

    /// <summary>"524/-" is the Indian way of writing no paise; elsewhere it is only a dash.</summary>
    private bool Rupees(FoldedText text, int end) => assumed?.Code is "INR" && !text.IsDigit(end);

    /// <summary>"Rs. 524", "Rs 524" and "euro 50": the word stands in front.</summary>
    private static CurrencyMark? WordBefore(FoldedText text, int end, int number, int from)
    {
        var last = text[end - 1] == '.' ? end - 1 : end;
        foreach (var (word, code) in InFront)
        {
            var start = last - word.Length;
            if (start >= from && text.StartsWithIgnoringCase(word, start) && !text.IsLatinLetter(start - 1) && !text.IsDigit(start - 1)
                && (code is "INR" || (last == end && text[end] == ' ')))
            {
                return new(start, number, Currency.Parse(code), Adjacent: true, IsSign: false);
            }
        }

        return null;
    }

    private CurrencyMark SignBefore(FoldedText text, int sign, int from)
    {
        var end = sign + 1;
        var letters = sign;
        while (letters > from && sign - letters < 3 && text.IsLatinLetter(letters - 1))
        {
            letters--;
        }

        var prefix = text[sign] == '$' && letters < sign && !text.IsLatinLetter(letters - 1) ? text.Slice(letters, sign) : "";
        if (BeforeDollar.TryGetValue(prefix, out var code))
        {
            return new CurrencyMark(letters, end, Currency.Parse(code), Adjacent: true, IsSign: false);
        }

        var beforeBlank = text[sign - 1] == ' ' ? sign - 1 : sign;
        if (CodeBefore(text, beforeBlank, from) is { } named)
        {
            return new CurrencyMark(beforeBlank - 3, end, named, Adjacent: true, IsSign: false);
        }

        return new CurrencyMark(sign, end, Currency.Parse(OfSign(text[sign])), Adjacent: true, IsSign: true);
    }

    private Currency? CodeBefore(FoldedText text, int end, int from)
    {
        var start = end - 3;
        return start >= from && text.IsLatinLetter(start) && text.IsLatinLetter(start + 1) && text.IsLatinLetter(start + 2)
            && !text.IsLatinLetter(start - 1) && !text.IsDigit(start - 1) && text[start - 1] != '-'
            ? OfCode(text.Slice(start, end))
            : null;
    }

    private static CurrencyMark? EastAsianBefore(FoldedText text, int end, int from)
    {
        foreach (var (word, code) in EastAsian)
        {
            var start = end - word.Length;
            if (word.Length > 1 && word[0] < '\uAC00' && start >= from && text.StartsWith(word, start))
            {
                return new CurrencyMark(start, end, Currency.Parse(code), Adjacent: true, IsSign: false);
            }
        }

        return null;
    }

    private CurrencyMark? EastAsianAfter(FoldedText text, int start, int at)
    {
        var country = KoreanCountries.FirstOrDefault(name => text.StartsWith(name.Country, at) && text[at + name.Country.Length] == ' ');
        if (country.Country is { } named && text.StartsWith("달러", at + named.Length + 1))
        {
            return new(start, at + named.Length + 3, Currency.Parse(country.Code), at == start, IsSign: false, Behind: true);
        }

        foreach (var (word, code) in EastAsian)
        {
            if (!text.StartsWith(word, at))
            {
                continue;
            }

            var end = at + word.Length;
            var tenths = word is "元" or "块" or "圆" or "塊" ? SmallChange.After(text, end) : null;
            return (tenths is null && word is "块" or "塊" && IsHan(text[end]) && text[end] is not '的')
                || (word.Length == 1 && NotMoney.Contains(string.Concat(word, text[end].ToString())))
                ? null
                : new CurrencyMark(
                    start, tenths?.End ?? end, word is "元" or "圓" ? OfYuan(code) : Currency.Parse(code), at == start, IsSign: false,
                    Behind: word is not ("人民币" or "人民幣"), tenths?.Tenths ?? 0);
        }

        return null;
    }

    public static bool IsYuan(FoldedText text, int at) => text[at] is '元' or '块' or '塊' && text[at + 1] is not '素';

    private static bool IsHan(char c) => c is >= '\u4E00' and <= '\u9FFF';

    private Currency OfYuan(string code) =>
        assumed?.Code is "TWD" or "HKD" or "CNY" ? assumed : Currency.Parse(code);

    private string OfSign(char sign) => sign switch
    {
        '$' when assumed is not null && DollarCurrencies.Contains(assumed.Code) => assumed.Code,
        '¥' when assumed?.Code is "CNY" or "JPY" => assumed.Code,
        '¥' when string.Equals(language, "zh", StringComparison.Ordinal) => "CNY",
        _ => Signs[sign],
    };

    private Currency? OfCode(string word) =>
        Codes.Contains(word) || CodesInSmallLetters.Contains(word.ToLowerInvariant())
            ? Currency.Parse(word.ToUpperInvariant() is not "RMB" and var code ? code : "CNY")
            : string.Equals(word, assumed?.Code, StringComparison.Ordinal) ? assumed : null;

    private string? OfWord(string written)
    {
        if (written.Length == 3 && OfCode(written) is { } code)
        {
            return code.Code;
        }

        return (written is "E" ? null : Words.GetValueOrDefault(written.ToLowerInvariant())) switch
        {
            "$" => OfSign('$'),
            "£" => assumed is null or { Code: "GBP" } ? "GBP" : null,
            "kr" => assumed is not null && CrownCurrencies.Contains(assumed.Code) ? assumed.Code : null,
            "EUR" when written is "e" => string.Equals(language, "fi", StringComparison.Ordinal) ? "EUR" : null,
            "KRW" when written is "won" => assumed?.Code is "KRW" || string.Equals(language, "ko", StringComparison.Ordinal) ? "KRW" : null,
            var plain => plain,
        };
    }
}

/// <param name="Adjacent">No blank between the mark and the number.</param>
/// <param name="IsSign">A bare sign, whose currency a code on the other side of the number may name more exactly.</param>
/// <param name="Behind">A word that people write behind the number only: dollars, euroa, 元. A sign or a code may stand on either side.</param>
/// <param name="Tenths">Of the unit of the currency, written behind the mark: 5 in 12块5.</param>
internal readonly record struct CurrencyMark(int Start, int End, Currency Currency, bool Adjacent, bool IsSign, bool Behind = false, int Tenths = 0);
