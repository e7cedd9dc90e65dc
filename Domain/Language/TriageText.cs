using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Escalation.Domain.Language;

/// <summary>
/// A text folded so that the same words look the same however they are typed: small letters, plain letters for full-width ones, simplified
/// for traditional Chinese, one blank for many and none between Chinese characters, drawn-out letters pulled together, accents joined to
/// their letters. Every folded character knows where it stands in the text as it was written.
/// </summary>
internal sealed class TriageText
{
    /// <summary>A longer run of letters is no word that anybody listed; it also bounds the work at each word.</summary>
    public const int LongestWord = 40;

    private static readonly Lazy<FrozenDictionary<char, char>> SimplifiedOnce = new(() => EmbeddedText.Read("Triage/traditional.zh.txt")
        .Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1]));

    private readonly List<int> starts = [];
    private readonly List<int> ends = [];

    public TriageText(string text)
    {
        var into = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfCluster(text, at);
            if (Folded(text, at, end) is { } c)
            {
                Append(into, c, at, end);
            }

            at = end;
        }

        Characters = into.ToString();
        Words = CountWords(Characters);
    }

    public string Characters { get; }

    public int Length => Characters.Length;

    /// <summary>How many words the text has; two Chinese characters count as one.</summary>
    public int Words { get; }

    public char this[int index] => Characters[index];

    /// <summary>The folded form of an entry of a list, so that list and text are folded by the same rules.</summary>
    public static string Fold(string entry) => new TriageText(entry).Characters;

    /// <summary>The text with the accents and Korean parts that were typed as characters of their own joined to their letters. Unlike Unicode's own
    /// form it is linear whatever the text holds, and takes halves of surrogate pairs.</summary>
    public static string Composed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\u0300', '\u036F') < 0 && text.AsSpan().IndexOfAnyInRange('\u1100', '\u11FF') < 0)
        {
            return text;
        }

        var into = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = EndOfCluster(text, at);
            into.Append(Joined(text, at, end));
            at = end;
        }

        return into.ToString();
    }

    public bool IsLetter(int index) => index >= 0 && index < Length && Lexicon.IsWordLetter(Characters[index]);

    public bool StartsWord(int index) => !IsLetter(index) || !IsLetter(index - 1);

    /// <summary>Whether no word goes on across this place.</summary>
    public bool IsBoundary(int index) => !IsLetter(index) || !IsLetter(index - 1);

    public int EndOfWord(int index)
    {
        var end = index;
        while (end - index <= LongestWord && IsLetter(end))
        {
            end++;
        }

        return end;
    }

    public int StartOfWord(int index)
    {
        var start = index;
        while (index - start <= LongestWord && IsLetter(start - 1) && IsLetter(start))
        {
            start--;
        }

        return start;
    }

    /// <summary>Where folded characters stand in the text as it was written.</summary>
    public (int Start, int Length) Written(int from, int to) => (starts[from], ends[to - 1] - starts[from]);

    /// <summary>A mark after which another clause begins.</summary>
    public bool EndsClause(int index) => Characters[index] is
        '.' or ',' or ';' or ':' or '!' or '?' or '。' or '、' or '…' or '(' or ')' or '"' or '“' or '”' or '/';

    private void Append(StringBuilder into, char c, int start, int end)
    {
        if (c == ' ' && (into.Length == 0 || into[^1] == ' '))
        {
            return;
        }

        if (into.Length > 1 && into[^1] == ' ' && Lexicon.IsHan(c) && Lexicon.IsHan(into[^2]))
        {
            RemoveLast(into);
        }

        if (IsDrawnOut(into, c))
        {
            ends[^1] = end;
            return;
        }

        if (char.IsAsciiLetter(c) && into.Length >= 2 && into[^1] == c && into[^2] == c)
        {
            RemoveLast(into);
            ends[^1] = end;
            return;
        }

        into.Append(c);
        starts.Add(start);
        ends.Add(end);
    }

    private void RemoveLast(StringBuilder into)
    {
        into.Length--;
        starts.RemoveAt(starts.Count - 1);
        ends.RemoveAt(ends.Count - 1);
    }

    /// <summary>One more of a letter that was pulled together already, or the third of another character in a row. Digits are amounts and stay.</summary>
    private bool IsDrawnOut(StringBuilder into, char c) =>
        into.Length > 0 && into[^1] == c && (char.IsAsciiLetter(c)
            ? ends[^1] - starts[^1] >= 3
            : into.Length > 1 && into[^2] == c && !char.IsDigit(c));

    /// <summary>A letter with the marks and the Korean parts that belong to it.</summary>
    private static int EndOfCluster(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (char.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            || (IsLeadingJamo(text[at]) && text[end] is >= '\u1160' and <= '\u11FF')))
        {
            end++;
        }

        return end;
    }

    private static bool IsLeadingJamo(char c) => c is >= '\u1100' and <= '\u115F';

    private static char Joined(string text, int start, int end) => end - start > 1 && !char.IsSurrogate(text[start])
        ? text[start..Math.Min(end, start + 3)].Normalize(NormalizationForm.FormC)[0]
        : text[start];

    private static char? Folded(string text, int start, int end)
    {
        var c = Joined(text, start, end);
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.SpaceSeparator or UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse => ' ',
            UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark => null,
            _ => Plain(c),
        };
    }

    private static char Plain(char c)
    {
        var narrow = c switch
        {
            >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
            '\u2019' or '\u2018' or '\u00B4' or '`' => '\'',
            '｡' => '。',
            _ => c,
        };
        return Lexicon.IsHan(narrow) ? SimplifiedOnce.Value.GetValueOrDefault(narrow, narrow) : char.ToLowerInvariant(narrow);
    }

    private static int CountWords(string folded)
    {
        var (words, han) = (0, 0);
        for (var i = 0; i < folded.Length; i++)
        {
            han += Lexicon.IsHan(folded[i]) ? 1 : 0;
            words += Lexicon.IsWordLetter(folded[i]) && (i == 0 || !Lexicon.IsWordLetter(folded[i - 1])) ? 1 : 0;
        }

        return words + (han + 1) / 2;
    }
}
