using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>Parts a text into sentences, by Latin, Chinese and Korean stops and by line breaks.</summary>
internal static class Sentences
{
    /// <summary>In small letters and without the full stop that does not end a sentence.</summary>
    private static readonly FrozenSet<string> Abbreviations =
        ("mr mrs ms dr prof st jr sr vs etc no nr inc ltd co corp dept approx acct e.g i.e a.m p.m jan feb mar apr jun jul aug sep sept oct nov dec "
        + "esim mm ym jne ks klo n nro puh os tmi ns eur alv k.o ko").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static IEnumerable<string> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, start, i))
            {
                continue;
            }

            while (i + 1 < text.Length && (IsStop(text[i + 1]) || text[i + 1] is '"' or '\'' or '”' or '’' or '」' or '』' or ')' or '）'))
            {
                i++;
            }

            yield return text[start..(i + 1)];
            start = i + 1;
        }

        if (start < text.Length)
        {
            yield return text[start..];
        }
    }

    private static bool IsStop(char c) => c is '.' or '!' or '?' or '…' or '。' or '！' or '？' or '｡' or ';' or '；' or '\n';

    private static bool Ends(string text, int start, int at)
    {
        if (text[at] != '.')
        {
            return IsStop(text[at]);
        }

        var next = at + 1 < text.Length ? text[at + 1] : '\n';
        if (next is '.')
        {
            return true;
        }

        if (!char.IsWhiteSpace(next))
        {
            return next is '"' or '”' or ')' || (char.IsUpper(next) && at > start && char.IsLower(text[at - 1]));
        }

        return !IsAbbreviation(text, start, at) && !IsOrdinal(text, start, at);
    }

    private static bool IsAbbreviation(string text, int start, int stop)
    {
        var from = stop;
        while (from > start && stop - from <= 6 && (char.IsLetter(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        var word = text[from..stop];
        return (word.Length == 1 && char.IsUpper(word[0]) && word[0] != 'I') || Abbreviations.Contains(word.ToLowerInvariant());
    }

    /// <summary>Finnish writes the 12. of March: a full stop after digits with a small letter or a digit behind it goes on.</summary>
    private static bool IsOrdinal(string text, int start, int stop) =>
        stop > start && char.IsDigit(text[stop - 1])
        && stop + 2 < text.Length && (char.IsLower(text[stop + 2]) || char.IsDigit(text[stop + 2]));
}
