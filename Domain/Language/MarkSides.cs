namespace Escalation.Domain.Language;

internal enum MarkSide
{
    /// <summary>It belongs to the number before it.</summary>
    Before,

    /// <summary>It belongs to the number after it.</summary>
    Next,

    /// <summary>It may belong to either: both are read, and the larger one counts.</summary>
    Either,
}

/// <summary>To which of two numbers a mark between them belongs: "card 4711 $300", "9,000 USD 2 weeks ago".</summary>
internal static class MarkSides
{
    /// <summary>How far the reader looks past a mark to see whose it is: longer numbers are no sums.</summary>
    private const int PeekedNumber = 24;

    private static readonly string[] Labels =
    [
        "invoice", "order", "account", "card", "no", "no.", "number", "ref", "reference", "case", "in", "since", "lasku", "laskun", "tilaus", "tilauksen",
        "tilaus nro", "nro", "viite", "vuonna", "kortti", "订单", "订单号", "账号", "卡号", "주문", "주문번호", "계좌", "카드",
    ];

    public static MarkSide Of(FoldedText text, CurrencyMarks marks, NamedNumber number, CurrencyMark mark)
    {
        var next = text[mark.End] is ' ' ? mark.End + 1 : mark.End;
        if (mark.Adjacent || mark.Behind || !text.IsDigit(next))
        {
            return MarkSide.Before;
        }

        if (next == mark.End)
        {
            return MarkSide.Next;
        }

        var end = next;
        while (end - next < PeekedNumber && (text.IsDigit(end) || (text[end] is '.' or ',' && text.IsDigit(end + 1))))
        {
            end++;
        }

        var grouped = IsGrouped(text, number.Start, number.End);
        return marks.After(text, end) is not null || CountWords.StandAt(text, end) ? MarkSide.Before
            : IsLabelled(text, number.Start) || IsYear(text, number) ? MarkSide.Next
            : grouped ? MarkSide.Before
            : IsGrouped(text, next, end) || mark.IsSign && text[mark.End - 1] != '€' ? MarkSide.Next
            : MarkSide.Either;
    }

    private static bool IsGrouped(FoldedText text, int start, int end)
    {
        for (var at = start; at < end && at - start < PeekedNumber; at++)
        {
            if (text[at] is '.' or ',' or ' ' or '\'')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsYear(FoldedText text, NamedNumber number) =>
        number.Value is >= 1990 and <= 2099 && number.End - number.Start == 4 && text.IsDigit(number.Start);

    private static bool IsLabelled(FoldedText text, int start)
    {
        var end = text[start - 1] is '#' ? start - 1 : start;
        end = text[end - 1] == ' ' ? end - 1 : end;
        end = text[end - 1] == ':' ? end - 1 : end;
        return Labels.Any(label => text.StartsWithIgnoringCase(label, end - label.Length) && !text.IsLatinLetter(end - label.Length - 1));
    }
}
