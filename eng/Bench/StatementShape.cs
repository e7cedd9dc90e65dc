using System.Globalization;
using System.Text;

namespace Escalation.Bench;

/// <summary>A recorded statement taken apart again: its text with a parameter for each literal, and the literals' values.</summary>
internal sealed record StatementShape(string Sql, IReadOnlyList<object> Values)
{
    /// <summary>Knows the literals that SQLite writes for bound values: 'text', x'blob' and whole numbers. NULL stays in the text.</summary>
    public static StatementShape Of(string expanded)
    {
        var sql = new StringBuilder(expanded.Length);
        var values = new List<object>();
        for (var at = 0; at < expanded.Length;)
        {
            var c = expanded[at];
            if (c == '\'')
            {
                Parameter(Text(expanded, ref at));
            }
            else if (c is 'x' or 'X' && at + 1 < expanded.Length && expanded[at + 1] == '\'')
            {
                at++;
                Parameter(Convert.FromHexString(Text(expanded, ref at)));
            }
            else if (char.IsAsciiDigit(c))
            {
                Parameter(long.Parse(While(expanded, ref at, char.IsAsciiDigit), CultureInfo.InvariantCulture));
            }
            else if (char.IsAsciiLetter(c) || c == '_')
            {
                sql.Append(While(expanded, ref at, ch => char.IsAsciiLetterOrDigit(ch) || ch == '_'));
            }
            else
            {
                sql.Append(c);
                at++;
            }
        }

        return new(sql.ToString(), values);

        void Parameter(object value)
        {
            values.Add(value);
            sql.Append(CultureInfo.InvariantCulture, $"?{values.Count}");
        }
    }

    private static string Text(string expanded, ref int at)
    {
        var text = new StringBuilder();
        for (at++; ; at++)
        {
            var end = expanded.IndexOf('\'', at);
            text.Append(expanded, at, end - at);
            at = end + 1;
            if (at >= expanded.Length || expanded[at] != '\'')
            {
                return text.ToString();
            }

            text.Append('\'');
        }
    }

    private static string While(string expanded, ref int at, Func<char, bool> belongs)
    {
        var from = at;
        while (at < expanded.Length && belongs(expanded[at]))
        {
            at++;
        }

        return expanded[from..at];
    }
}
