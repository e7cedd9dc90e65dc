using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>A sum that may be the lower end of a range: "$100-200", "between $100 and 200", "¥100到200".</summary>
/// <param name="Opened">A word such as "between" stands before it.</param>
internal sealed record AmountRange(int End, decimal Lower, Currency Currency, bool Opened)
{
    private static readonly string[] Joining = [" to ", " up to ", "到", "至", " or ", " tai ", "에서 "];
    private static readonly string[] JoiningIfOpened = [" and ", " ja "];

    public static bool IsOpenedBefore(FoldedText text, int start) =>
        text.StartsWithIgnoringCase("between ", start - 8) || text.StartsWithIgnoringCase("välillä ", start - 8);

    /// <summary>The currency of a number without a mark that is the upper end; null if it is none.</summary>
    public Currency? UpperEnd(FoldedText text, NamedNumber number)
    {
        var gap = number.Start - End;
        if (gap is < 1 or > 7 || number.Value is not { } value)
        {
            return null;
        }

        var dash = gap == 1 ? text[End] == '-' : gap == 3 && text.StartsWith(" - ", End);
        if (dash)
        {
            return IsDate(text, number) ? null : Currency;
        }

        return value > Lower && (Joins(text, Joining, gap) || (Opened && Joins(text, JoiningIfOpened, gap))) && !CountWords.StandAt(text, number.End)
            ? Currency
            : null;
    }

    private bool Joins(FoldedText text, string[] words, int gap) =>
        words.Any(word => word.Length == gap && text.StartsWithIgnoringCase(word, End));

    private static bool IsDate(FoldedText text, NamedNumber number) => text[number.End] is '/' or ':' or '-' && text.IsDigit(number.End + 1);
}
