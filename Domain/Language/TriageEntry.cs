namespace Escalation.Domain.Language;

/// <summary>What an entry of a triage list is worth: the heading it stands under.</summary>
internal enum EntryWeight
{
    /// <summary>Shows the sign by itself.</summary>
    Clear,

    /// <summary>Shows it together with others.</summary>
    Faint,

    /// <summary>Speaks against it.</summary>
    Against,

    /// <summary>Speaks against it; denied, it speaks faintly for it ("not good").</summary>
    Praise,

    /// <summary>Hides the entries that end inside it: there they mean something else.</summary>
    Apart,

    /// <summary>Denies what follows it.</summary>
    Before,

    /// <summary>Denies what it follows.</summary>
    After,

    /// <summary>Ends the reach of a denial ("but").</summary>
    Break,
}

/// <summary>One line of a triage list. docs/triage.md says how it is written.</summary>
/// <param name="List">The list it stands in, such as <c>legal</c>.</param>
/// <param name="Even">Counts also where it is denied: it denies something itself, or the denial changes nothing.</param>
internal sealed record TriageEntry(string List, EntryWeight Weight, string Line, bool Even)
{
    /// <summary>Reads a list file: entries under headings in brackets, one a line; # begins a comment line.</summary>
    /// <exception cref="FormatException">A heading is not known, or an entry stands under none.</exception>
    public static IEnumerable<TriageEntry> Read(string list, string text)
    {
        EntryWeight? weight = null;
        foreach (var line in text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                weight = Enum.TryParse<EntryWeight>(line.Trim('[', ']'), ignoreCase: true, out var named)
                    ? named
                    : throw new FormatException($"List {list}: there is no heading {line}.");
                continue;
            }

            var even = line[0] == '=';
            yield return new(
                list, weight ?? throw new FormatException($"List {list}: '{line}' stands under no heading."), even ? line[1..] : line, even);
        }
    }

    /// <summary>The parts of the line between the bars that stand in no bracket: each is a pattern of its own.</summary>
    /// <exception cref="FormatException">A bracket is not closed or stands in another, or a star stands where it can find nothing.</exception>
    public IEnumerable<TriagePattern> Patterns()
    {
        var (start, open) = (0, 0);
        for (var i = 0; i < Line.Length; i++)
        {
            open += Line[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (open is < 0 or > 1)
            {
                throw Wrong("a bracket is not opened or stands in another");
            }

            if (Line[i] == '|' && open == 0)
            {
                yield return Pattern(Line[start..i]);
                start = i + 1;
            }
        }

        yield return open == 0 ? Pattern(Line[start..]) : throw Wrong("a bracket is not closed");
    }

    private TriagePattern Pattern(string written)
    {
        try
        {
            return TriagePattern.Read(written.Trim());
        }
        catch (FormatException e)
        {
            throw Wrong(e.Message);
        }
    }

    private FormatException Wrong(string problem) => new($"List {List}, '{Line}': {problem}.");
}
