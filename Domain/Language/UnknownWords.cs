using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>What follows a number and is not understood: it may change the size of a sum, which then is unclear.</summary>
internal static class UnknownWords
{
    /// <summary>Behind these a new thought begins: the number and the currency have nothing to do with each other.</summary>
    private static readonly FrozenSet<string> Parting = (
        "a an the and or but for of to in on at by with from per as is was were are i you we they he she it that this my your our their not no than if when paid pay "
        + "ja tai mutta on oli ovat ei en ette eivät että kun jos minä te he se joka joita siitä myös vain")
        .Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Parts = Parting.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly string[] MakingLarger = ["something", "odd", "and something", "jotain", "ja risat"];

    /// <summary>"40 odd dollars": the end of the currency word if one or two words that are not understood stand before it.</summary>
    public static int? BeforeCurrency(FoldedText text, CurrencyMarks marks, NamedNumber number)
    {
        if (number.Words && !number.Units && number.Value is not null)
        {
            return null;
        }

        var at = number.End;
        for (var words = 0; words < 2; words++)
        {
            if (text[at] is not (' ' or '-') || CountWords.StandAt(text, at))
            {
                return null;
            }

            var end = WrittenNumber.WordEnd(text, at + 1);
            if (end == at + 1 || Parts.Contains(text.Span(at + 1, end)) || NumberWords.Of(text.Span(at + 1, end)) is { Parts: [{ Kind: NumberWordKind.Digit }, ..] })
            {
                return null;
            }

            if (text[end] == ' ' && marks.After(text, end) is { IsSign: false } mark && !text.IsDigit(text[mark.End] == ' ' ? mark.End + 1 : mark.End))
            {
                return mark.End;
            }

            at = end;
        }

        return null;
    }

    /// <summary>Whether letters stuck to the number, or a word such as "zillion", follow a number whose currency stands before it.</summary>
    public static bool FollowAt(FoldedText text, int end, bool inWords)
    {
        if (!inWords && text.IsLatinLetter(end) && text.IsDigit(end - 1))
        {
            return !IsCountStuck(text, end);
        }

        if (text[end] is not (' ' or '-'))
        {
            return false;
        }

        var to = WrittenNumber.WordEnd(text, end + 1);
        var word = text.Span(end + 1, to);
        return word.EndsWith("illion", StringComparison.OrdinalIgnoreCase) || word.EndsWith("illions", StringComparison.OrdinalIgnoreCase)
            || NumberWords.Of(word) is { Parts: [{ Kind: NumberWordKind.Vague }] }
            || MakingLarger.Any(larger => text.StartsWithIgnoringCase(larger, end + 1) && !text.IsLatinLetter(end + 1 + larger.Length));
    }

    private static bool IsCountStuck(FoldedText text, int end) =>
        text.StartsWithIgnoringCase("each", end) || text.StartsWithIgnoringCase("per", end) || text.StartsWithIgnoringCase("kk", end);
}
