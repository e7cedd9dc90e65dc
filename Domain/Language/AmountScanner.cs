using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>One pass over an account: each number once, and at each number a bounded look at what stands before and after it.</summary>
internal sealed class AmountScanner(string account, Currency? assumed, string? language)
{
    private readonly FoldedText text = new(account);
    private readonly CurrencyMarks marks = new(assumed, language);
    private readonly List<AmountInText> found = [];
    private readonly List<UnclearAmount> unclear = [];

    /// <summary>Where the last sum ended: a mark before this belongs to it.</summary>
    private int taken;

    /// <summary>The sum before, to which "-200" or "to 200" may add the upper end of a range.</summary>
    private AmountRange? range;

    /// <summary>A code between two numbers of which either may be the sum: the second one starts here.</summary>
    private (int Start, Currency Currency)? either;

    private Surroundings Around => new(text);

    public long Looks => text.Looks;

    public AmountsInText Read()
    {
        for (var at = 0; at < text.Length;)
        {
            if (NumberInText.StartsAt(text, at))
            {
                at = TakeNumber(at);
            }
            else if (text.IsLatinLetter(at))
            {
                at = TakeWord(at);
            }
            else
            {
                at++;
            }
        }

        return new(found, unclear);
    }

    private int TakeNumber(int start)
    {
        var number = Fitting(start, NumberInText.ReadAt(text, start));
        if (number.Value is not { } value || !IsWholeNumber(start, number))
        {
            if (number.Value is null && start >= taken && !Around.IsDate(start, number.End))
            {
                NoteUnclear(start, number.End);
            }

            return number.End;
        }

        var goesOn = Units(number, value);
        var sum = new NamedNumber(start, goesOn?.End ?? number.End, goesOn is null ? number.Vague ? null : value : goesOn.Value.Value)
        {
            Digits = number.Digits,
            Units = number.Units,
            Slang = goesOn?.Slang == true,
            Wan = number.Digits && IsWan(number.End),
            OneSyllable = !number.Digits && number.End - start == 1,
        };
        sum = sum.Wan ? sum with { End = number.End + 1, Value = value * 10_000m, Units = true } : sum;
        Take(sum);
        return sum.End;
    }

    /// <summary>The number with as many of its parts behind blanks as a currency follows: 3만 in "₩3만 5일".</summary>
    private NumberInText Fitting(int start, NumberInText longest)
    {
        if (longest.Shorter is null)
        {
            return longest;
        }

        NumberInText? uncounted = null;
        var shortest = longest;
        for (var tried = longest; tried is not null; tried = tried.Shorter)
        {
            if (tried.Value is not null && marks.After(text, tried.End) is not null)
            {
                return tried;
            }

            uncounted ??= tried.Value is not null && !CountWords.StandAt(text, tried.End) ? tried : null;
            shortest = tried;
        }

        return marks.Before(text, start, taken) is null ? shortest : uncounted ?? shortest;
    }

    /// <summary>Thousand, grand, milj. and the like; an abbreviation behind a blank only if a currency follows it.</summary>
    private WrittenNumber? Units(NumberInText number, decimal value) =>
        WrittenNumber.GoingOn(text, number.End, value) is { } goesOn && (!goesOn.Short || marks.After(text, goesOn.End) is not null) ? goesOn : null;

    private bool IsWan(int end) =>
        text[end] is 'w' or 'W' && !text.IsLatinLetter(end + 1)
        && (string.Equals(language, "zh", StringComparison.Ordinal) || marks.After(text, end + 1) is { } mark && text[mark.End - 1] > '\u3000');

    private int TakeWord(int start)
    {
        var end = WrittenNumber.WordEnd(text, start);
        if (text[start - 1] is '-' or '\'' && text.IsLatinLetter(start - 2) || WrittenNumber.StartingAt(text, start) is not { } number)
        {
            return end;
        }

        Take(new(start, number.End, number.Value) { Slang = number.Slang, Words = true, Units = number.HasUnit });
        return Math.Max(number.End, end > number.End ? number.End : start + 1);
    }

    private void Take(NamedNumber number)
    {
        // A digit behind a mark may be the tenths of the sum before: 12块5.
        if (number.Start < taken || Around.IsPercentage(number.End))
        {
            return;
        }

        var before = marks.Before(text, number.Start, taken);
        var after = MarkAfter(number, before);
        if (Around.IsMasked(number.End) || (number.Value is null && (before ?? after) is not null))
        {
            NoteUnclear(number.Start, number.End);
        }
        else if (before is { } prefix)
        {
            var named = prefix.IsSign && after is { IsSign: false } code && SharesSign(prefix.Currency, code.Currency) ? after : null;
            AddOrNote(number, prefix.Start, named?.End ?? number.End, named?.Currency ?? prefix.Currency, 0);
        }
        else if (after is { } suffix && !Around.IsStuckToLetter(number.Start))
        {
            AddOrNote(number, number.Start, suffix.End, suffix.Currency, suffix.Tenths);
        }
        else if (either is { } second && second.Start == number.Start)
        {
            AddOrNote(number, number.Start, number.End, second.Currency, 0);
        }
        else
        {
            TakeWithoutMark(number);
        }
    }

    private CurrencyMark? MarkAfter(NamedNumber number, CurrencyMark? before)
    {
        if (before is null && !number.Units && number.Digits && Around.IsPartOfDate(number.Start, number.End))
        {
            return null;
        }

        var after = marks.After(text, number.End);
        if (before is not null || after is not { } mark)
        {
            return after;
        }

        if (IsCountOfPieces(number, mark))
        {
            return null;
        }

        var side = MarkSides.Of(text, marks, number, mark);
        either = side is MarkSide.Either ? (NextStart(mark), mark.Currency) : null;
        return side is MarkSide.Next ? null : after;
    }

    private int NextStart(CurrencyMark mark) => text[mark.End] == ' ' ? mark.End + 1 : mark.End;

    private void TakeWithoutMark(NamedNumber number)
    {
        if (range?.UpperEnd(text, number) is { } currency)
        {
            Add(number.Start, number.End, number.Value.GetValueOrDefault(), currency);
        }
        else if (SpokenMoney.CurrencyOf(text, number, assumed, language) is { } spoken)
        {
            Add(number.Start, number.End, number.Value.GetValueOrDefault(), spoken);
        }
        else if (!Around.IsStuckToLetter(number.Start) && UnknownWords.BeforeCurrency(text, marks, number) is { } end)
        {
            unclear.Add(new(number.Start, end - number.Start));
            taken = end;
        }
    }

    /// <summary>Letters stuck to a number and words such as "zillion" behind it may make it larger: then its size is unclear.</summary>
    private void AddOrNote(NamedNumber number, int start, int end, Currency currency, int tenths)
    {
        if (end == number.End && UnknownWords.FollowAt(text, end, number.Words))
        {
            unclear.Add(new(start, end - start));
            taken = end;
            return;
        }

        Add(start, end, number.Value.GetValueOrDefault() + tenths / 10m, currency);
        range = new(end, number.Value.GetValueOrDefault(), currency, AmountRange.IsOpenedBefore(text, start));
    }

    /// <summary>More decimals than the currency has are rounded up, so that a sum is never read too low.</summary>
    private void Add(int start, int end, decimal value, Currency currency)
    {
        taken = end;
        var unit = 1m;
        for (var i = 0; i < currency.Decimals; i++)
        {
            unit *= 10;
        }

        if (value > Money.Largest)
        {
            unclear.Add(new(start, end - start));
            return;
        }

        var amount = decimal.Ceiling(value * unit) / unit;
        if (Money.Error(amount, currency) is null)
        {
            found.Add(new AmountInText(start, end - start, new Money(amount, currency)));
        }
    }

    private void NoteUnclear(int start, int end)
    {
        var before = marks.Before(text, start, taken);
        var last = end;
        while (last - end < 12 && text[last] is 'X' or 'x' or '*' or '#' || text.IsDigit(last))
        {
            last++;
        }

        if (before is not null || (!Around.IsStuckToLetter(start) && marks.After(text, last) is not null))
        {
            var from = before?.Start ?? start;
            unclear.Add(new(from, last - from));
            taken = last;
        }
    }

    /// <summary>Chinese and Korean numerals are ordinary syllables too: 이 is "this", 사원 an employee.</summary>
    private bool IsWholeNumber(int start, NumberInText number) =>
        number.Digits
        || (text[start] is < '\uAC00' or '몇'
            ? text[start - 1] is not ('第' or '上')
            : number.Units && !char.IsLetter(text[start - 1]));

    /// <summary>一块 and 两块 are pieces as often as money, unless 块钱 says which.</summary>
    private bool IsCountOfPieces(NamedNumber number, CurrencyMark mark) =>
        number.OneSyllable && mark.Tenths == 0 && text[mark.End - 1] is '块';

    private static bool SharesSign(Currency sign, Currency code) =>
        sign == code || (sign.Code, code.Code) is ("USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "TWD" or "MXN",
            "USD" or "CAD" or "AUD" or "NZD" or "HKD" or "SGD" or "TWD" or "MXN") or ("JPY", "CNY") or ("CNY", "JPY");
}
