using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>A number as people write it, from its first character up to <paramref name="End"/>.</summary>
/// <param name="Value">Null where the characters are no number a sum could be (a date, a telephone number, too long).</param>
/// <param name="Digits">Whether it holds an Arabic digit.</param>
/// <param name="Units">Whether it holds a Chinese or Korean unit such as ten thousand.</param>
/// <param name="Vague">Whether one of its digits is unknown: 几百.</param>
/// <param name="Shorter">The number up to its last blank before a unit or digit, if it went on there: 3만 in "3만 5".</param>
internal sealed record NumberInText(int End, decimal? Value, bool Digits, bool Units, bool Vague, NumberInText? Shorter)
{
    /// <summary>Ten times the largest sum there can be: above it a number is nothing we need to know.</summary>
    public const decimal Ceiling = 10 * Money.Largest;

    private const string ChineseDigits = "零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖";
    private const string KoreanDigits = "영일이삼사오육칠팔구";

    public static bool StartsAt(FoldedText text, int index)
    {
        var c = text[index];
        return char.IsAsciiDigit(c)
            || (c == '.' && text.IsDigit(index + 1) && CurrencyMarks.IsSign(text[index - 1]))
            || (c > '\u3000' && (Digit(c) is not null || Unit(c) is not null || IsVague(text, index)));
    }

    /// <summary>Reads the longest number that starts here; call it only where <see cref="StartsAt"/> holds.</summary>
    public static NumberInText ReadAt(FoldedText text, int start)
    {
        var sum = new UnitSum();
        NumberInText? shorter = null;
        var (at, digits, units, vague) = (start, false, false, false);
        while (true)
        {
            var c = text[at];
            if (char.IsAsciiDigit(c) || (c == '.' && at == start))
            {
                (at, var value) = ReadDigits(text, at);
                sum.Number(value);
                digits = true;
            }
            else if (c > '\u3000' && (at == start || !text.IsDigit(at - 1)) && Digit(c) is { } digit)
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
            else if (IsVague(text, at) || (c is '多' or '余' or '餘' or '여' && at > start && Unit(text[at + 1]) is not null))
            {
                vague |= c is not ('多' or '余' or '餘' or '여');
                at++;
            }
            else if (c == ' ' && sum.Total is not null && GoesOnAfterBlank(text, at))
            {
                shorter = new(at, Known(sum.Total), digits, units, vague, shorter);
                at++;
            }
            else
            {
                return new(at, Known(sum.Total), digits, units, vague, shorter);
            }
        }
    }

    private static decimal? Known(decimal? total) => total <= Ceiling ? total : null;

    /// <summary>几百, 十几万, 수십만, 몇 백만: a digit that nobody knows, before or after a unit.</summary>
    private static bool IsVague(FoldedText text, int at) => text[at] switch
    {
        '几' or '幾' => Unit(text[at + 1]) is not null || Unit(text[at - 1]) is not null || CurrencyMarks.IsYuan(text, at + 1),
        '数' or '數' => Unit(text[at + 1]) is not null,
        '수' => Unit(text[at + 1]) is not null && !char.IsLetter(text[at - 1]),
        '몇' => Unit(text[at + 1]) is not null || (text[at + 1] == ' ' && Unit(text[at + 2]) is not null),
        _ => false,
    };

    private static bool GoesOnAfterBlank(FoldedText text, int blank)
    {
        var (before, next) = (text[blank - 1], text[blank + 1]);
        return Unit(next) is not null
            ? text.IsDigit(blank - 1) || before == '몇' || (before > '\u3000' && (Digit(before) is not null || Unit(before) is not null))
            : Unit(before) is not null && before > '\u3000' && (text.IsDigit(blank + 1) || (Digit(next) is not null && Unit(text[blank + 2]) is not null));
    }

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
}
