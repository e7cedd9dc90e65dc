namespace Escalation.Domain.Language;

/// <summary>How far a denial reaches in a language.</summary>
/// <param name="WordsBefore">At most so many words stand between the denying word and what it denies behind it.</param>
/// <param name="HanBefore">The same in Chinese characters.</param>
/// <param name="WordsAfter">At most so many words stand between what is denied and the denying word behind it.</param>
internal sealed record Denial(int WordsBefore, int HanBefore, int WordsAfter)
{
    public static Denial Of(string language) => language switch
    {
        // 不是很, 没有那么
        "zh" => new(0, 3, 0),

        // 안 웃긴, 지루하지 않은
        "ko" => new(0, 0, 0),

        // not at all, ei ole kovin
        _ => new(3, 0, 0),
    };
}

/// <summary>The denying words of a text, and what they deny.</summary>
internal sealed class Denials
{
    /// <summary>No gap within reach is longer, in characters: it bounds the work at each entry.</summary>
    private const int LongestGap = 3 * TriageText.LongestWord;

    private readonly TriageText text;
    private readonly Denial denial;
    private readonly int[] endsBefore;
    private readonly int[] startsAfter;
    private readonly int[] breaks;

    public Denials(TriageText text, Denial denial, IEnumerable<EntryFound> denying)
    {
        (this.text, this.denial) = (text, denial);
        var all = denying.ToList();
        endsBefore = [.. all.Where(word => word.Entry.Weight == EntryWeight.Before).Select(word => word.End).Order()];
        startsAfter = [.. all.Where(word => word.Entry.Weight == EntryWeight.After).Select(word => word.Start).Order()];
        breaks = [.. all.Where(word => word.Entry.Weight == EntryWeight.Break).Select(word => word.Start).Order()];
    }

    public bool Deny(EntryFound match) =>
        (LastUpTo(endsBefore, match.Start) is { } before && Reaches(before, match.Start, denial.WordsBefore, denial.HanBefore))
        || (FirstFrom(startsAfter, match.End) is { } after && Reaches(match.End, after, denial.WordsAfter, 0));

    private bool Reaches(int from, int to, int mostWords, int mostHan)
    {
        if (to - from > LongestGap || (FirstFrom(breaks, from) is { } ends && ends < to))
        {
            return false;
        }

        var (words, han) = (0, 0);
        for (var at = from; at < to; at++)
        {
            if (text.EndsClause(at))
            {
                return false;
            }

            words += text.IsLetter(at) && text.StartsWord(at) ? 1 : 0;
            han += Lexicon.IsHan(text[at]) ? 1 : 0;
        }

        return words <= mostWords && han <= mostHan;
    }

    private static int? LastUpTo(int[] places, int limit)
    {
        var index = Array.BinarySearch(places, limit);
        index = index < 0 ? ~index - 1 : index;
        return index >= 0 ? places[index] : null;
    }

    private static int? FirstFrom(int[] places, int limit)
    {
        var index = Array.BinarySearch(places, limit);
        index = index < 0 ? ~index : index;
        return index < places.Length ? places[index] : null;
    }
}
