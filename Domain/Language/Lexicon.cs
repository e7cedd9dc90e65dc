using System.Collections.Frozen;
using System.Text;

namespace Escalation.Domain.Language;

/// <summary>
/// A list of words and phrases to find in a text. Entries in Latin or Korean letters are whole words ("word*": every word that begins
/// so); entries in Chinese characters may stand anywhere, since Chinese does not part its words.
/// </summary>
public sealed class Lexicon
{
    /// <summary>A longer run of letters is no word anybody listed; it also bounds the work at each word.</summary>
    private const int LongestWord = 40;

    private static readonly Lazy<Lexicon> HeatedOnce = new(() => Embedded("heated"));
    private static readonly Lazy<Lexicon> EventsOnce = new(() => Embedded("events"));

    private readonly FrozenSet<string> words;
    private readonly FrozenSet<string> beginnings;
    private readonly FrozenDictionary<string, string[][]> phrases;
    private readonly FrozenDictionary<char, string[]> anywhere;
    private readonly int longestBeginning;

    /// <param name="lines">One entry a line; blank lines and lines that begin with # count for nothing.</param>
    public Lexicon(IEnumerable<string> lines)
    {
        Entries = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Distinct(StringComparer.Ordinal)];
        var han = Entries.Where(entry => IsHan(entry[0])).ToList();
        var spaced = Entries.Except(han, StringComparer.Ordinal).Select(entry => Folded(entry).Split(' ')).ToList();

        anywhere = han.GroupBy(entry => entry[0]).ToFrozenDictionary(
            group => group.Key, group => group.OrderByDescending(entry => entry.Length).ToArray());
        phrases = spaced.Where(entry => entry.Length > 1).GroupBy(entry => entry[0], StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        var single = spaced.Where(entry => entry.Length == 1).Select(entry => entry[0]).ToList();
        words = single.Where(word => word[^1] != '*').ToFrozenSet(StringComparer.Ordinal);
        beginnings = single.Where(word => word[^1] == '*').Select(word => word[..^1]).ToFrozenSet(StringComparer.Ordinal);
        longestBeginning = beginnings.Select(word => word.Length).DefaultIfEmpty().Max();
    }

    /// <summary>Insults, swearing and words of shouting in all four languages: customers mix them.</summary>
    public static Lexicon Heated => HeatedOnce.Value;

    /// <summary>Words that tell what happened: paid, waited, broken.</summary>
    public static Lexicon Events => EventsOnce.Value;

    public IReadOnlyList<string> Entries { get; }

    public bool IsIn(string text) => Find(text).Count > 0;

    /// <summary>Where entries stand, in order, without overlaps.</summary>
    public IReadOnlyList<(int Start, int Length)> Find(string text)
    {
        var found = new List<(int Start, int Length)>();
        for (var at = 0; at < text.Length;)
        {
            var end = IsHan(text[at]) ? EndOfHan(text, at) : IsWordLetter(text[at]) ? EndOfWords(text, at, out at) : at;
            if (end > at)
            {
                found.Add((at, end - at));
            }

            at = Math.Max(end, Next(text, at));
        }

        return found;
    }

    internal static bool IsHan(char c) => c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF');

    internal static bool IsWordLetter(char c) => (char.IsLetterOrDigit(c) && !IsHan(c)) || c is '\'' or '\u2019';

    private static Lexicon Embedded(string name) =>
        new(EmbeddedText.Names("Lexicons")
            .Where(file => file.StartsWith($"Lexicons/{name}.", StringComparison.Ordinal))
            .SelectMany(file => EmbeddedText.Read(file).Split('\n')));

    private static int Next(string text, int at)
    {
        if (at >= text.Length || !IsWordLetter(text[at]))
        {
            return at + 1;
        }

        return EndOfWord(text, at);
    }

    private static int EndOfWord(string text, int at)
    {
        while (at < text.Length && IsWordLetter(text[at]))
        {
            at++;
        }

        return at;
    }

    private int EndOfHan(string text, int at)
    {
        foreach (var entry in anywhere.GetValueOrDefault(text[at]) ?? [])
        {
            if (string.CompareOrdinal(text, at, entry, 0, entry.Length) == 0)
            {
                return at + entry.Length;
            }
        }

        return at;
    }

    private int EndOfWords(string text, int start, out int at)
    {
        at = start;
        var end = EndOfWord(text, start);
        var forms = Forms(text, start, end);
        foreach (var phrase in forms.SelectMany(form => phrases.GetValueOrDefault(form) ?? []))
        {
            if (EndOfPhrase(text, end, phrase) is { } endOfPhrase)
            {
                return endOfPhrase;
            }
        }

        return forms.Any(IsListed) ? end : start;
    }

    private static int? EndOfPhrase(string text, int end, string[] phrase)
    {
        foreach (var word in phrase.Skip(1))
        {
            var start = end;
            while (start < text.Length && text[start] == ' ' && start - end < 3)
            {
                start++;
            }

            end = EndOfWord(text, start);
            if (start == end || !Forms(text, start, end).Contains(word, StringComparer.Ordinal))
            {
                return null;
            }
        }

        return end;
    }

    private bool IsListed(string word)
    {
        if (words.Contains(word))
        {
            return true;
        }

        var lookup = beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(longestBeginning, word.Length); length > 0; length--)
        {
            if (lookup.Contains(word.AsSpan(0, length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A word as it is written, and with drawn-out letters pulled together: stuuupid, fuuuck.</summary>
    private static string[] Forms(string text, int start, int end)
    {
        var (from, to) = (start, end);
        while (from < to && text[from] is '\'' or '\u2019')
        {
            from++;
        }

        while (to > from && text[to - 1] is '\'' or '\u2019')
        {
            to--;
        }

        if (from == to || to - from > LongestWord)
        {
            return [];
        }

        var word = Folded(text[from..to].Replace('\u2019', '\''));
        return HasDrawnOutLetter(word) ? [word, PulledTogether(word, 2), PulledTogether(word, 1)] : [word];
    }

    /// <summary>Full-width and compatibility letters are the plain ones; call it with letters only, halves of pairs cannot be normalised.</summary>
    private static string Folded(string letters) => letters.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static bool HasDrawnOutLetter(string word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Runs of three and more become <paramref name="most"/>; doubles stay, they are spelling.</summary>
    private static string PulledTogether(string word, int most)
    {
        var into = new StringBuilder(word.Length);
        for (var i = 0; i < word.Length;)
        {
            var run = 1;
            while (i + run < word.Length && word[i + run] == word[i])
            {
                run++;
            }

            into.Append(word[i], run >= 3 ? most : run);
            i += run;
        }

        return into.ToString();
    }
}
