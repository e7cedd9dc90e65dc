namespace Escalation.Domain.Language;

/// <summary>What around a number shows that it is no sum: a date, a mask, a share, part of a code.</summary>
internal readonly struct Surroundings(FoldedText text)
{
    public bool IsStuckToLetter(int start) => text.IsLatinLetter(start - 1) || text[start - 1] is '#' or '*';

    /// <summary>Regulators mask digits (35XX, 12**): such a number is not known.</summary>
    public bool IsMasked(int end) => text[end] is 'X' or '*' or '#' || (text[end] == 'x' && text[end + 1] == 'x');

    public bool IsPercentage(int end)
    {
        var at = text[end] == ' ' ? end + 1 : end;
        return text[at] is '%' or '‰' || text.StartsWith("percent", at) || text.StartsWith("prosent", at);
    }

    public bool IsPartOfDate(int start, int end) =>
        (text[start - 1] is '/' or ':' or '-' && text.IsDigit(start - 2) && (text[start - 1] != '-' || text[start - 3] is '-' or '/'))
        || (text[end] is '/' or ':' && text.IsDigit(end + 1));

    /// <summary>12.05.2024 is no sum, whatever stands beside it.</summary>
    public bool IsDate(int start, int end)
    {
        var written = text.Span(start, end);
        Span<Range> parts = stackalloc Range[4];
        return end - start <= 10
            && written.Split(parts, '.') == 3
            && IsDayOrYear(written[parts[0]].Length) && IsDayOrYear(written[parts[1]].Length) && IsDayOrYear(written[parts[2]].Length)
            && written[parts[2]].Length > 1;

        static bool IsDayOrYear(int digits) => digits is 1 or 2 or 4;
    }
}
