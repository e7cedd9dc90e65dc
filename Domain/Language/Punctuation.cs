using System.Text;

namespace Escalation.Domain.Language;

/// <summary>Marks and blanks beyond what a sentence needs.</summary>
internal static class Punctuation
{
    private const string Doubled = "!?.,;:-~*_=+#&…。！？，、；：～^|<>/\\\"'";

    public static string Trimmed(string text)
    {
        var into = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = char.IsWhiteSpace(text[i]) ? ' ' : text[i];
            if (IsEmotiveJamo(text, i))
            {
                continue;
            }

            var last = into.Length == 0 ? ' ' : into[^1];
            if (c == ' ' ? last == ' ' : c == last && Doubled.Contains(c, StringComparison.Ordinal))
            {
                continue;
            }

            if (last == ' ' && into.Length > 0 && c is ',' or '.' or ';' or ':' or '?' or '!' or '，' or '。')
            {
                into.Length--;
            }

            into.Append(c);
        }

        return Ends(into.ToString());
    }

    /// <summary>ㅋㅋ, ㅠㅠ and the like: lone Korean letters are sounds and faces, not words.</summary>
    private static bool IsEmotiveJamo(string text, int at) => text[at] is >= '\u3131' and <= '\u318E';

    private static string Ends(string text)
    {
        var point = text.TrimStart(' ', ',', '.', ';', ':', '!', '?', '-', '~', '*', '=', '_', '，', '。', '、', '！', '？', '；', '…');
        point = point.TrimEnd(' ', ',', '.', ';', ':', '!', '-', '~', '*', '=', '_', '，', '。', '、', '！', '；', '…');
        return point.EndsWith("!?", StringComparison.Ordinal) ? point[..^2] + "?" : point;
    }
}
