using System.Collections.Frozen;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>The signs, codes and words by which people name a currency.</summary>
internal sealed class CurrencyMarks(Currency? assumed, string? language)
{
    private const int LongestWord = 10;

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
        ("EUR", "euro euros euroa euron euroja eurolla euroon eurosta e"),
        ("$", "dollar dollars bucks dollaria dollarin dollarilla"),
        ("£", "pound pounds quid puntaa punnan"),
        ("JPY", "yen jeniä jenin"),
        ("CNY", "yuan renminbi juania juanin"),
        ("KRW", "won wonia wonin"),
        ("INR", "rupee rupees rupiaa"),
        ("CHF", "francs frangia"),
        ("PLN", "zł zloty zlotys zlotya"),
        ("kr", "kr kronor kroner kruunua kruunun"),
    }.SelectMany(group => group.Words.Split(' '), (group, word) => (group.Code, word))
        .ToFrozenDictionary(pair => pair.word, pair => pair.Code, StringComparer.Ordinal);

    /// <summary>Longest first, because 日元 ends as 元 does.</summary>
    private static readonly (string Word, string Code)[] EastAsian =
    [
        ("人民币", "CNY"), ("人民幣", "CNY"), ("新台币", "TWD"), ("新臺幣", "TWD"), ("파운드", "GBP"),
        ("美元", "USD"), ("美金", "USD"), ("欧元", "EUR"), ("歐元", "EUR"), ("英镑", "GBP"), ("英鎊", "GBP"), ("日元", "JPY"),
        ("日圆", "JPY"), ("日圓", "JPY"), ("韩元", "KRW"), ("韓元", "KRW"), ("韩币", "KRW"), ("港币", "HKD"), ("港幣", "HKD"),
        ("港元", "HKD"), ("台币", "TWD"), ("台幣", "TWD"), ("块钱", "CNY"), ("塊錢", "TWD"), ("元", "CNY"), ("圆", "CNY"),
        ("圓", "TWD"), ("달러", "USD"), ("유로", "EUR"), ("위안", "CNY"), ("엔", "JPY"), ("円", "JPY"), ("원", "KRW"), ("块", "CNY"),
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

        return CodeBefore(text, at, from) is { } code ? new CurrencyMark(at - 3, end, code, Adjacent: true, IsSign: false) : null;
    }

    /// <summary>The mark that starts at <paramref name="start"/>, at most one blank away.</summary>
    public CurrencyMark? After(FoldedText text, int start)
    {
        var at = text[start] == ' ' ? start + 1 : start;
        var c = text[at];
        if (IsSign(c))
        {
            return Mark(start, at + 1, OfSign(c), isSign: true);
        }

        if (c > '\u3000')
        {
            return EastAsianAfter(text, start, c is '多' or '余' or '여' ? at + 1 : at);
        }

        var end = at;
        while (end - at <= LongestWord && text.IsLatinLetter(end))
        {
            end++;
        }

        return end > at && end - at <= LongestWord && !text.IsDigit(end) && !(text[end] is '-' or '\'' && text.IsLatinLetter(end + 1))
            && OfWord(text.Slice(at, end)) is { } code
            ? Mark(start, end, code, isSign: false)
            : null;

        CurrencyMark Mark(int from, int to, string currency, bool isSign) => new(from, to, Currency.Parse(currency), at == start, isSign);
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
        foreach (var (word, code) in EastAsian)
        {
            if (!text.StartsWith(word, at))
            {
                continue;
            }

            var end = at + word.Length;
            return (word is "块" && IsHan(text[end]) && text[end] is not '的')
                || (word.Length == 1 && NotMoney.Contains(string.Concat(word, text[end].ToString())))
                ? null
                : new CurrencyMark(start, end, word is "元" or "圓" ? OfYuan(code) : Currency.Parse(code), at == start, IsSign: false);
        }

        return null;
    }

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
internal readonly record struct CurrencyMark(int Start, int End, Currency Currency, bool Adjacent, bool IsSign);
