namespace Escalation.Domain.Language;

/// <summary>
/// A text in which full-width letters, digits and signs and all kinds of blanks are folded to the plain ones, position by position.
/// It answers '\0' outside its bounds, so that a scanner needs no bounds of its own.
/// </summary>
internal sealed class FoldedText(string text)
{
    private readonly string folded = string.Create(text.Length, text, static (into, from) =>
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = from[i] == '\uFF0C' && EndsClause(from, i) ? '\uFF0C' : Fold(from[i]);
        }
    });

    /// <summary>How often a character was looked at: the measure by which the tests hold scanners to linear work.</summary>
    public long Looks { get; private set; }

    public int Length => folded.Length;

    public char this[int index]
    {
        get
        {
            Looks++;
            return index >= 0 && index < folded.Length ? folded[index] : '\0';
        }
    }

    public bool IsDigit(int index) => char.IsAsciiDigit(this[index]);

    public bool IsLatinLetter(int index) => this[index] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00C0' and <= '\u024F');

    public bool StartsWith(string words, int index)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (this[index + i] != words[i])
            {
                return false;
            }
        }

        return true;
    }

    public bool StartsWithIgnoringCase(string words, int index)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (char.ToLowerInvariant(this[index + i]) != words[i])
            {
                return false;
            }
        }

        return true;
    }

    public ReadOnlySpan<char> Span(int start, int end)
    {
        Looks += end - start;
        return start < 0 || end > folded.Length ? [] : folded.AsSpan(start, end - start);
    }

    public string Slice(int start, int end)
    {
        Looks += end - start;
        return folded[start..end];
    }

    /// <summary>In "83.06，5个月" the full-width comma ends a clause; before three digits it parts thousands.</summary>
    private static bool EndsClause(string text, int comma)
    {
        var digits = 0;
        while (digits < 4 && comma + 1 + digits < text.Length && char.IsAsciiDigit(text[comma + 1 + digits]))
        {
            digits++;
        }

        return comma > 0 && char.IsAsciiDigit(text[comma - 1]) && digits is not (0 or 3);
    }

    private static char Fold(char c) => c switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        '\uFFE5' => '\u00A5',
        '\uFFE1' => '\u00A3',
        '\uFFE6' => '\u20A9',
        '\t' or '\u00A0' or '\u2007' or '\u2009' or '\u202F' or '\u3000' => ' ',
        '\u2013' or '\u2014' or '\u2212' or '\u301C' or '~' => '-',
        '\u2019' => '\'',
        _ => c,
    };
}
