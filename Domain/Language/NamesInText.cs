using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Which of some people a text names (X07). A name counts where it stands as whole words, in any case and with or without
/// accents. It may be somebody else of that name: that only routes round a person.</summary>
public static class NamesInText
{
    /// <summary>A shorter name is found in too many other places to mean anything; one in Chinese characters has often only two.</summary>
    private const int ShortestName = 3;

    /// <param name="people">Ids with the names people call them by.</param>
    public static ValueList<Code> Find(string text, IEnumerable<(Code Id, IEnumerable<string> Names)> people)
    {
        var folded = $" {Plain(text)} ";
        return people
            .Where(person => person.Names.Any(name => Plain(name) is { } plain && IsLongEnough(plain) && Holds(folded, plain)))
            .Select(person => person.Id)
            .ToValueList();
    }

    private static bool IsLongEnough(string name) => name.Length >= ShortestName || (name.Length == 2 && name.All(IsEastAsian));

    private static bool IsEastAsian(char c) => c >= '\u1100';

    /// <summary>Chinese, Japanese and Korean put nothing between a name and the word after it.</summary>
    private static bool Holds(string text, string name) =>
        text.Contains($" {name} ", StringComparison.Ordinal)
        || (name.Any(IsEastAsian) && text.Contains(name, StringComparison.Ordinal));

    /// <summary>Letters and digits in lower case without accents, one blank between words.</summary>
    private static string Plain(string text)
    {
        var letters = text.Normalize(System.Text.NormalizationForm.FormKD)
            .Where(c => char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ');
        return string.Join(' ', string.Concat(letters).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
