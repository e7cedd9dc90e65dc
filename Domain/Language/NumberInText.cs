using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>A number as people write it, from its first character up to <paramref name="End"/>.</summary>
/// <param name="Value">Null where the characters are no number a sum could be (a date, a telephone number, too long).</param>
/// <param name="Digits">Whether it holds an Arabic digit.</param>
/// <param name="Units">Whether it holds a Chinese or Korean unit such as ten thousand.</param>
internal readonly record struct NumberInText(int End, decimal? Value, bool Digits, bool Units)
{
    /// <summary>Ten times the largest sum there can be: above it a number is nothing we need to know.</summary>
    private const decimal Ceiling = 10 * Money.Largest;

    private const string ChineseDigits = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖";
    private const string KoreanDigits = "영일이삼사오육칠팔구";

    public static bool StartsAt(FoldedText text, int index)
    {
        var c = text[index];
        return char.IsAsciiDigit(c)
            || (c == '.' && text.IsDigit(index + 1) && CurrencyMarks.IsSign(text[index - 1]))
            || (c > '\u3000' && (Digit(c) is not null || Unit(c) is not null));
    }

    /// <summary>Reads the longest number that starts here; call it only where <see cref="StartsAt"/> holds.</summary>
    public static NumberInText ReadAt(FoldedText text, int start)
    {
        var sum = new UnitSum();
        var (at, digits, units) = (start, false, false);
        while (true)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c) || (c == '.' && at == start))
            {
                (at, var value) = ReadDigits(text, at);
                sum.Number(value);
                digits = true;
            }
            else if (c > '\u3000' && Digit(c) is { } digit)
            {
                sum.Digit(digit);
                at++;
            }
            else if (c > '\u3000' && Unit(c) is { } unit)
            {
                sum.Unit(unit, chinese: c < '\uAC00');
                units = true;
                at++;
            }
            else if (c == ' ' && GoesOnAfterBlank(text, at))
            {
                at++;
            }
            else
            {
                return new NumberInText(at, sum.Total is { } total && total <= Ceiling ? total : null, digits, units);
            }
        }
    }

    private static bool GoesOnAfterBlank(FoldedText text, int blank) =>
        (text.IsDigit(blank - 1) && text[blank + 1] is '万' or '萬' or '亿' or '億' or '만' or '억' or '천')
        || (text[blank - 1] is '만' or '억' or '조' or '万' or '萬' or '亿' or '億'
            && (text.IsDigit(blank + 1) || (Digit(text[blank + 1]) is not null && text[blank + 2] is '십' or '백' or '천' or '만')));

    private static (int End, decimal? Value) ReadDigits(FoldedText text, int start)
    {
        var groups = new List<(char Before, int From, int To)>();
        var (at, from, before) = (start, start, '\0');
        while (true)
        {
            while (text.IsDigit(at))
            {
                at++;
            }

            groups.Add((before, from, at));
            var c = text[at];
            if ((c is not ('.' or ',' or '\'') || !text.IsDigit(at + 1)) && !(c == ' ' && IsBlankBetweenGroups(text, groups, at)))
            {
                return (at, ValueOf(text, groups));
            }

            (before, from) = (c, at + 1);
            at++;
        }
    }

    /// <summary>A blank separates thousands only after one to three digits and before exactly three.</summary>
    private static bool IsBlankBetweenGroups(FoldedText text, List<(char Before, int From, int To)> groups, int blank)
    {
        var (last, lastFrom, lastTo) = groups[^1];
        var size = lastTo - lastFrom;
        return (groups.Count == 1 ? size is >= 1 and <= 3 : last == ' ' && size == 3)
            && text.IsDigit(blank + 1) && text.IsDigit(blank + 2) && text.IsDigit(blank + 3) && !text.IsDigit(blank + 4);
    }

    private static decimal? ValueOf(FoldedText text, List<(char Before, int From, int To)> groups)
    {
        var last = groups[^1];
        var decimals = groups.Count > 1 && IsDecimals(text, groups) ? groups.Count - 1 : groups.Count;
        for (var i = 1; i < decimals; i++)
        {
            var size = groups[i].To - groups[i].From;
            if (groups[i].Before != groups[1].Before || !(size == 3 || (size == 2 && i < decimals - 1 && groups[i].Before == ',')))
            {
                return null;
            }
        }

        if (decimals > 1 && groups[0].To - groups[0].From > 3)
        {
            return null;
        }

        var whole = groups.Take(decimals).Aggregate((decimal?)0m, (value, group) => Append(value, text, group.From, group.To));
        if (decimals == groups.Count || whole is null)
        {
            return whole;
        }

        var length = last.To - last.From;
        var fraction = length <= 6 ? Append(0m, text, last.From, last.To) : null;
        for (var i = 0; i < length && fraction is not null; i++)
        {
            fraction /= 10;
        }

        return whole + fraction;
    }

    /// <summary>
    /// The last group is decimals when it is not three digits long, when its separator differs from the one before (1.200,500),
    /// or after a lone zero (0,350). Otherwise 1.200 is twelve hundred: the larger reading.
    /// </summary>
    private static bool IsDecimals(FoldedText text, List<(char Before, int From, int To)> groups)
    {
        var last = groups[^1];
        if (last.Before is not ('.' or ','))
        {
            return false;
        }

        var first = groups[0];
        return last.To - last.From != 3
            || (groups.Count > 2 && groups[^2].Before != last.Before)
            || (groups.Count == 2 && (first.To == first.From || (first.To - first.From == 1 && text[first.From] == '0')));
    }

    private static decimal? Append(decimal? value, FoldedText text, int from, int to)
    {
        for (var i = from; i < to && value is not null; i++)
        {
            value = (value * 10) + (text[i] - '0');
            value = value > Ceiling ? null : value;
        }

        return value;
    }

    private static int? Digit(char c) => c switch
    {
        '两' or '兩' => 2,
        _ when ChineseDigits.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at => at <= 10 ? at % 10 : at - 10,
        _ when KoreanDigits.IndexOf(c, StringComparison.Ordinal) is >= 0 and var at => at,
        _ => null,
    };

    private static decimal? Unit(char c) => c switch
    {
        '十' or '拾' or '십' => 10m,
        '百' or '佰' or '백' => 100m,
        '千' or '仟' or '천' => 1_000m,
        '万' or '萬' or '만' => 10_000m,
        '亿' or '億' or '억' => 100_000_000m,
        '조' => 1_000_000_000_000m,
        _ => null,
    };

    /// <summary>Adds up numbers and units from left to right: 1억 2천만 is one hundred million and two thousand ten thousands.</summary>
    private sealed class UnitSum
    {
        private decimal? total = 0m;
        private decimal section;
        private decimal? pending;
        private decimal unitsBelow = Ceiling;
        private decimal sectionsBelow = Ceiling;
        private decimal? shorthandUnit;

        /// <summary>三万五 is thirty-five thousand: a last lone digit counts in tenths of the Chinese unit before it.</summary>
        public decimal? Total => total + section + (pending * (shorthandUnit ?? 1) ?? 0);

        public void Number(decimal? value)
        {
            total = value is null || pending is not null ? null : total;
            pending = value;
            shorthandUnit = value is >= 1 and <= 9 ? shorthandUnit : null;
        }

        public void Digit(int digit)
        {
            shorthandUnit = digit > 0 && pending is null ? shorthandUnit : null;
            pending = ((pending ?? 0) * 10) + digit;
            total = pending > Ceiling ? null : total;
            pending = Math.Min(pending.Value, Ceiling);
        }

        public void Unit(decimal unit, bool chinese)
        {
            if (unit < 10_000m)
            {
                total = unit >= unitsBelow ? null : total;
                section = Math.Min(Ceiling, section + (Math.Min(pending ?? 1, Ceiling) * unit));
                unitsBelow = unit;
            }
            else
            {
                total = unit >= sectionsBelow ? null : total + (unit * (section + (pending ?? (section == 0 ? 1 : 0))));
                total = total > Ceiling ? null : total;
                section = 0;
                (unitsBelow, sectionsBelow) = (Ceiling, unit);
            }

            pending = null;
            shorthandUnit = chinese && unit >= 100m ? unit / 10 : null;
        }
    }
}
