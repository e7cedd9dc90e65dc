using System.Globalization;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Capital letters used as a raised voice.</summary>
internal static class Shouting
{
    private const int ShortestShout = 5;

    /// <summary>
    /// In a sentence that is mostly capitals every such word is lowered; in any other one only words of five letters and more, and
    /// everyday words such as NOT: HDMI and ACH are names, and XXXX is a mask.
    /// </summary>
    public static string Lowered(string sentence)
    {
        var shouted = IsShouted(sentence);
        var into = sentence.ToCharArray();
        for (var at = 0; at < into.Length;)
        {
            var end = at;
            while (end < into.Length && (char.IsLetterOrDigit(into[end]) || into[end] is '\'' or '’'))
            {
                end++;
            }

            var word = into.AsSpan(at, end - at);
            if (IsCapital(word) && !IsCurrency(into, at, end) && (shouted || word.Length >= ShortestShout || EverydayWords.Known("en", word.ToString().ToLowerInvariant())))
            {
                Lower(word, keepFirst: shouted && sentence.AsSpan(0, at).Trim().IsEmpty);
            }

            at = end + 1;
        }

        return new string(into);
    }

    private static bool IsShouted(string sentence)
    {
        var (capital, small) = (0, 0);
        foreach (var c in sentence)
        {
            capital += char.IsUpper(c) && c is not 'X' ? 1 : 0;
            small += char.IsLower(c) ? 1 : 0;
        }

        return capital >= 8 && capital > 2 * small;
    }

    private static bool IsCapital(ReadOnlySpan<char> word)
    {
        var (letters, masks) = (0, 0);
        foreach (var c in word)
        {
            if (char.IsLower(c) || char.IsDigit(c))
            {
                return false;
            }

            letters += char.GetUnicodeCategory(c) == UnicodeCategory.UppercaseLetter ? 1 : 0;
            masks += c == 'X' ? 1 : 0;
        }

        return letters > 1 && masks < letters;
    }

    private static bool IsCurrency(char[] text, int start, int end) =>
        end - start == 3 && Currency.TryParse(new string(text, start, 3), out _)
        && ((start >= 2 && text[start - 1] == ' ' && char.IsDigit(text[start - 2]))
            || (end + 1 < text.Length && text[end] == ' ' && char.IsDigit(text[end + 1])));

    private static void Lower(Span<char> word, bool keepFirst)
    {
        for (var i = keepFirst ? 1 : 0; i < word.Length; i++)
        {
            word[i] = char.ToLowerInvariant(word[i]);
        }
    }
}
