using System.Globalization;
using System.Text;

namespace Escalation.Domain.Language;

/// <summary>Takes out what is no text: control and format characters, marks that turn the reading direction, pictures, halves of pairs.</summary>
internal static class CleanText
{
    /// <param name="keepLines">Whether line breaks stay; otherwise they become blanks.</param>
    /// <param name="keepPictures">Whether emoji and other symbols stay.</param>
    public static string Of(string text, bool keepLines, bool keepPictures)
    {
        var into = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsSurrogate(c))
            {
                if (i + 1 < text.Length && char.IsSurrogatePair(c, text[i + 1]))
                {
                    AppendPair(into, c, text[++i], keepPictures);
                }

                continue;
            }

            switch (char.GetUnicodeCategory(c))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    AppendBreak(into, c, next: i + 1 < text.Length ? text[i + 1] : '\0', keepLines);
                    break;
                case UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                case UnicodeCategory.OtherSymbol when !keepPictures:
                    into.Append(' ');
                    break;
                default:
                    into.Append(c);
                    break;
            }
        }

        return into.ToString();
    }

    private static void AppendBreak(StringBuilder into, char c, char next, bool keepLines)
    {
        var isLine = c is '\n' or '\u0085' or '\u2028' or '\u2029' || (c == '\r' && next != '\n');
        if (isLine || c == '\t')
        {
            into.Append(isLine && keepLines ? '\n' : ' ');
        }
    }

    private static void AppendPair(StringBuilder into, char high, char low, bool keepPictures)
    {
        if (keepPictures || char.GetUnicodeCategory(string.Concat(high.ToString(), low.ToString()), 0) is UnicodeCategory.OtherLetter)
        {
            into.Append(high).Append(low);
        }
    }
}
