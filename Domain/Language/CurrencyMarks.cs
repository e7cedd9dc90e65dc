using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>The signs, codes and words by which people name a currency.</summary>
internal sealed class CurrencyMarks(Currency? assumed, string? language)
{
    private const int LongestWord = 11;

    public static bool IsSign(char c) => CurrencyWords.Signs.ContainsKey(c);

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
        foreach (var (country, code) in CurrencyWords.Countries)
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
        foreach (var (word, code) in CurrencyWords.InFront)
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
        if (CurrencyWords.BeforeDollar.TryGetValue(prefix, out var code))
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
        foreach (var (word, code) in CurrencyWords.EastAsian)
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
        var country = CurrencyWords.KoreanCountries.FirstOrDefault(name => text.StartsWith(name.Country, at) && text[at + name.Country.Length] == ' ');
        if (country.Country is { } named && text.StartsWith("달러", at + named.Length + 1))
        {
            return new(start, at + named.Length + 3, Currency.Parse(country.Code), at == start, IsSign: false, Behind: true);
        }

        foreach (var (word, code) in CurrencyWords.EastAsian)
        {
            if (!text.StartsWith(word, at))
            {
                continue;
            }

            var end = at + word.Length;
            var tenths = word is "元" or "块" or "圆" or "塊" ? SmallChange.After(text, end) : null;
            return (tenths is null && word is "块" or "塊" && IsHan(text[end]) && text[end] is not '的')
                || (word.Length == 1 && CurrencyWords.NotMoney.Contains(string.Concat(word, text[end].ToString())))
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
        '$' when assumed is not null && CurrencyWords.DollarCurrencies.Contains(assumed.Code) => assumed.Code,
        '¥' when assumed?.Code is "CNY" or "JPY" => assumed.Code,
        '¥' when string.Equals(language, "zh", StringComparison.Ordinal) => "CNY",
        _ => CurrencyWords.Signs[sign],
    };

    private Currency? OfCode(string word) =>
        CurrencyWords.Codes.Contains(word) || CurrencyWords.CodesInSmallLetters.Contains(word.ToLowerInvariant())
            ? Currency.Parse(word.ToUpperInvariant() is not "RMB" and var code ? code : "CNY")
            : string.Equals(word, assumed?.Code, StringComparison.Ordinal) ? assumed : null;

    private string? OfWord(string written)
    {
        if (written.Length == 3 && OfCode(written) is { } code)
        {
            return code.Code;
        }

        return (written is "E" ? null : CurrencyWords.Words.GetValueOrDefault(written.ToLowerInvariant())) switch
        {
            "$" => OfSign('$'),
            "£" => assumed is null or { Code: "GBP" } ? "GBP" : null,
            "kr" => assumed is not null && CurrencyWords.CrownCurrencies.Contains(assumed.Code) ? assumed.Code : null,
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
