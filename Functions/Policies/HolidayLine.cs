using System.Text;
using System.Text.RegularExpressions;

namespace Escalation.Functions.Policies;

/// <summary>One property of an iCalendar text with the place where it stands, which the library that reads its meaning does not tell.</summary>
/// <param name="Number">The line of the file on which it begins, from 1.</param>
/// <param name="Name">In capitals.</param>
internal sealed partial record HolidayLine(int Number, string Name, string Value)
{
    /// <summary>Joins folded lines (RFC 5545, 3.1) and reads each; blank lines are passed over.</summary>
    public static IReadOnlyList<HolidayLine> ReadAll(string text, List<string> errors)
    {
        var lines = new List<HolidayLine>();
        foreach (var (number, line) in Unfold(text.TrimStart('\uFEFF'), errors))
        {
            if (Property().Match(line) is { Success: true } match)
            {
                lines.Add(new(number, match.Groups["name"].Value.ToUpperInvariant(), match.Groups["value"].Value.Trim()));
            }
            else
            {
                errors.Add($"line {number}: is not a property of the form NAME:value");
            }
        }

        return lines;
    }

    private static List<(int Number, string Line)> Unfold(string text, List<string> errors)
    {
        var lines = new List<(int Number, StringBuilder Line)>();
        var number = 0;
        foreach (var physical in text.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            number++;
            if (string.IsNullOrWhiteSpace(physical))
            {
                continue;
            }

            if (physical[0] is not (' ' or '\t'))
            {
                lines.Add((number, new StringBuilder(physical)));
            }
            else if (lines.Count == 0)
            {
                errors.Add($"line {number}: continues a line, but there is none before it");
            }
            else
            {
                lines[^1].Line.Append(physical, 1, physical.Length - 1);
            }
        }

        return lines.ConvertAll(l => (l.Number, l.Line.ToString()));
    }

    /// <summary>A name, parameters, and a value after the first colon that is not in quotes.</summary>
    [GeneratedRegex("^(?<name>[^;:\"]+)(;([^\":]|\"[^\"]*\")*)?:(?<value>.*)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Property();
}
