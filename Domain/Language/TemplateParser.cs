using System.Text.RegularExpressions;

namespace Escalation.Domain.Language;

/// <summary>Turns the text of a template into parts, and says all that is wrong with it.</summary>
internal sealed partial class TemplateParser(string text, List<string> errors)
{
    private readonly List<(string Name, int Line, List<TemplatePart> Parts)> open = [("", 0, [])];

    public IReadOnlyList<TemplatePart> Parse()
    {
        var from = 0;
        foreach (var tag in Tags().EnumerateMatches(text))
        {
            var (start, end) = (tag.Index, tag.Index + tag.Length);
            var inner = text[(start + 2)..(end - 2)].Trim();
            var isBlockTag = inner.StartsWith('#') || inner.StartsWith('/');
            var (before, after) = isBlockTag ? AloneOnLine(start, end) : (start, end);
            Literal(from, Math.Max(from, before));
            from = after;
            Tag(inner, LineOf(start));
        }

        Literal(from, text.Length);
        foreach (var (name, line, _) in open.Skip(1))
        {
            errors.Add($"line {line}: the block '{name}' is not closed");
        }

        return open[0].Parts;
    }

    [GeneratedRegex(@"\{\{[^{}\n]*\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Tags();

    [GeneratedRegex(@"^[a-z][A-Za-z]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Names();

    /// <summary>A block tag that has a line to itself takes the line with it, so that a block not shown leaves no gap.</summary>
    private (int Start, int End) AloneOnLine(int start, int end)
    {
        var atLineStart = start == 0 || text[start - 1] == '\n';
        var atLineEnd = end == text.Length || text[end] == '\n';
        return atLineStart && atLineEnd ? (start, Math.Min(end + 1, text.Length)) : (start, end);
    }

    private void Literal(int from, int to)
    {
        if (to <= from)
        {
            return;
        }

        var literal = text[from..to];
        var brace = Math.Max(literal.IndexOf("{{", StringComparison.Ordinal), literal.IndexOf("}}", StringComparison.Ordinal));
        if (brace >= 0)
        {
            errors.Add($"line {LineOf(from + brace)}: a brace without its partner");
        }

        open[^1].Parts.Add(new TemplatePart.Literal(literal));
    }

    private void Tag(string inner, int line)
    {
        var name = inner.TrimStart('#', '/').Trim();
        if (inner is not ("." or "@") && !Names().IsMatch(name))
        {
            errors.Add($"line {line}: '{inner}' is no placeholder");
            return;
        }

        if (inner[0] == '#')
        {
            open.Add((name, line, []));
        }
        else if (inner[0] == '/')
        {
            Close(name, line);
        }
        else
        {
            open[^1].Parts.Add(inner switch
            {
                "." => new TemplatePart.Item(),
                "@" => new TemplatePart.ItemNumber(),
                _ => new TemplatePart.Placeholder(name),
            });
        }
    }

    private void Close(string name, int line)
    {
        var (opened, _, parts) = open[^1];
        if (open.Count == 1 || !string.Equals(opened, name, StringComparison.Ordinal))
        {
            errors.Add($"line {line}: '{name}' is closed where {(open.Count == 1 ? "no block" : $"'{opened}'")} is open");
            return;
        }

        open.RemoveAt(open.Count - 1);
        open[^1].Parts.Add(new TemplatePart.Block(name, parts));
    }

    private int LineOf(int index) => text.AsSpan(0, index).Count('\n') + 1;
}
