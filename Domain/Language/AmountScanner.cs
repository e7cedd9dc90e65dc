using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>One pass over an account: each number once, and at each number a bounded look at what stands before and after it.</summary>
internal sealed class AmountScanner(string account, CurrencyMarks marks)
{
    /// <summary>How far the scanner looks past a mark to see whose it is: longer numbers are no sums.</summary>
    private const int PeekedNumber = 24;

    private readonly FoldedText text = new(account);
    private readonly List<AmountInText> found = [];

    /// <summary>Where the last sum ended: a mark before this belongs to it.</summary>
    private int taken;

    /// <summary>Set after $100 in "$100-200": the second number has the first one's currency.</summary>
    private (int End, Currency Currency)? rangeFrom;

    public long Looks => text.Looks;

    public IReadOnlyList<AmountInText> Read()
    {
        for (var at = 0; at < text.Length;)
        {
            if (!NumberInText.StartsAt(text, at))
            {
                at++;
                continue;
            }

            var number = NumberInText.ReadAt(text, at);
            if (number.Value is { } value && IsWholeNumber(at, number))
            {
                Take(at, number, value);
            }

            at = number.End;
        }

        return found;
    }

    private void Take(int start, NumberInText number, decimal value)
    {
        var (end, times) = Multiplier(number.End);
        if (IsMasked(end) || IsPercentage(end))
        {
            return;
        }

        var before = marks.Before(text, start, taken);
        var after = before is null && !number.Units && number.Digits && IsPartOfDate(start, end) ? null : marks.After(text, end);
        if (before is null && after is not null && (BelongsToNext(after.Value) || IsCountOfPieces(start, number, after.Value)))
        {
            after = null;
        }

        if (before is { } prefix)
        {
            var named = prefix.IsSign && after is { IsSign: false } code && SharesSign(prefix.Currency, code.Currency) ? after : null;
            Add(prefix.Start, named?.End ?? end, value * times, named?.Currency ?? prefix.Currency);
            rangeFrom = (end, prefix.Currency);
        }
        else if (after is { } suffix && !IsStuckToLetter(start))
        {
            Add(start, suffix.End, value * times, suffix.Currency);
        }
        else if (rangeFrom is { } first && first.End == start - 1 && text[start - 1] == '-' && !IsPartOfDate(start - 1, end))
        {
            Add(start, end, value * times, first.Currency);
        }
    }

    /// <summary>More decimals than the currency has are rounded up, so that a sum is never read too low.</summary>
    private void Add(int start, int end, decimal value, Currency currency)
    {
        taken = end;
        if (value > Money.Largest)
        {
            return;
        }

        var unit = 1m;
        for (var i = 0; i < currency.Decimals; i++)
        {
            unit *= 10;
        }

        var amount = decimal.Ceiling(value * unit) / unit;
        if (Money.Error(amount, currency) is null)
        {
            found.Add(new AmountInText(start, end - start, new Money(amount, currency)));
        }
    }

    /// <summary>Chinese and Korean numerals are ordinary syllables too: 이 is "this", 사원 an employee, 几百 "some hundreds".</summary>
    private bool IsWholeNumber(int start, NumberInText number) =>
        number.Digits
        || (text[start] < '\uAC00'
            ? text[start - 1] is not ('几' or '幾' or '数' or '數' or '第' or '上')
            : number.Units && !char.IsLetter(text[start - 1]));

    /// <summary>一块 and 两块 are pieces as often as money, unless 块钱 says which.</summary>
    private bool IsCountOfPieces(int start, NumberInText number, CurrencyMark mark) =>
        !number.Digits && number.End - start == 1 && text[mark.End - 1] is '块';

    private bool IsStuckToLetter(int start) => text.IsLatinLetter(start - 1) || text[start - 1] is '#' or '*';

    /// <summary>Regulators mask digits (35XX, 12**): such a number is not known.</summary>
    private bool IsMasked(int end) => text[end] is 'X' or '*' or '#' || (text[end] == 'x' && text[end + 1] == 'x');

    private bool IsPercentage(int end)
    {
        var at = text[end] == ' ' ? end + 1 : end;
        return text[at] is '%' or '‰' || text.StartsWith("percent", at) || text.StartsWith("prosent", at);
    }

    private bool IsPartOfDate(int start, int end) =>
        (text[start - 1] is '/' or ':' or '-' && text.IsDigit(start - 2) && (text[start - 1] != '-' || text[start - 3] is '-' or '/'))
        || (text[end] is '/' or ':' && text.IsDigit(end + 1));

    private static bool SharesSign(Currency sign, Currency code) =>
        sign == code || (sign.Code, code.Code) is ("USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "TWD" or "MXN",
            "USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "TWD" or "MXN") or ("JPY", "CNY") or ("CNY", "JPY");

    /// <summary>
    /// In "card 4711 $300" the sign belongs to 300, in "300 EUR 20 EUR" the first code to 300: a mark with blanks on both sides and a
    /// number after it belongs to that number if it is a sign people write in front, or if that number has no mark of its own.
    /// </summary>
    private bool BelongsToNext(CurrencyMark mark)
    {
        var next = text[mark.End] is ' ' ? mark.End + 1 : mark.End;
        if (mark.Adjacent || !text.IsDigit(next))
        {
            return false;
        }

        if (mark.IsSign && text[mark.End - 1] != '€')
        {
            return true;
        }

        var end = next;
        while (end - next < PeekedNumber && (text.IsDigit(end) || (text[end] is '.' or ',' && text.IsDigit(end + 1))))
        {
            end++;
        }

        return marks.After(text, end) is null;
    }

    /// <summary>5k, 5 thousand, 5 miljoonaa; a lone m counts only straight after the digits, as in $2M.</summary>
    private (int End, decimal Times) Multiplier(int end)
    {
        if (text[end] is 'k' or 'K' && !text.IsLatinLetter(end + 1))
        {
            return (end + 1, 1_000m);
        }

        if (text[end] is 'm' or 'M' && !text.IsLatinLetter(end + 1))
        {
            return (end + 1, 1_000_000m);
        }

        var at = text[end] == ' ' ? end + 1 : end;
        var to = at;
        while (to - at <= 9 && text.IsLatinLetter(to))
        {
            to++;
        }

        return (to - at) is < 1 or > 9
            ? (end, 1m)
            : text.Slice(at, to).ToLowerInvariant() switch
            {
                "k" => (to, 1_000m),
                "thousand" or "tuhat" or "tuhatta" => (to, 1_000m),
                "million" or "miljoona" or "miljoonaa" or "milj" => (to, 1_000_000m),
                "billion" or "miljardi" or "miljardia" => (to, 1_000_000_000m),
                _ => (end, 1m),
            };
    }
}
