using System.Text;

namespace Escalation.Domain.Time;

/// <summary>One property of an iCalendar text, unfolded (RFC 5545, 3.1).</summary>
/// <param name="Number">The line of the file on which it begins, from 1.</param>
/// <param name="Name">In capitals.</param>
/// <param name="Kind">The VALUE parameter, in capitals; null when it is not there.</param>
internal sealed record ContentLine(int Number, string Name, string? Kind, string Value)
{
    /// <summary>Joins folded lines and reads each; blank lines are passed over.</summary>
    public static IReadOnlyList<ContentLine> ReadAll(string text, List<string> errors)
    {
        var lines = new List<ContentLine>();
        foreach (var (number, line) in Unfold(text.TrimStart('\uFEFF'), errors))
        {
            if (Read(number, line) is { } read)
            {
                lines.Add(read);
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

    private static ContentLine? Read(int number, string line)
    {
        if (PartEnds(line) is not { Count: > 0 } ends || ends[0] == 0)
        {
            return null;
        }

        string? kind = null;
        for (var i = 1; i < ends.Count; i++)
        {
            var parameter = line[(ends[i - 1] + 1)..ends[i]];
            if (parameter.StartsWith("VALUE=", StringComparison.OrdinalIgnoreCase))
            {
                kind = parameter["VALUE=".Length..].Trim('"').ToUpperInvariant();
            }
        }

        return new ContentLine(number, line[..ends[0]].ToUpperInvariant(), kind, line[(ends[^1] + 1)..]);
    }

    /// <summary>Where the name and each parameter end; empty without the colon before the value. Quotes hide ; and :.</summary>
    private static List<int> PartEnds(string line)
    {
        var ends = new List<int>();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            quoted ^= line[i] == '"';
            if (!quoted && line[i] is ';' or ':')
            {
                ends.Add(i);
                if (line[i] == ':')
                {
                    return ends;
                }
            }
        }

        return [];
    }
}
