using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Escalation.Domain.Language;

/// <summary>A message ready to send: the subject is one line.</summary>
public sealed record RenderedMessage(string Subject, string Body);

/// <summary>
/// A message with placeholders. The first line is "Subject: ...". {{name}} is a value; {{#name}}...{{/name}} is shown where the name has
/// a value; inside it {{.}} is the item and {{@}} its number, once an item of the list.
/// </summary>
public sealed partial class Template
{
    private const string SubjectMark = "Subject:";

    private readonly IReadOnlyList<TemplatePart> subject;
    private readonly IReadOnlyList<TemplatePart> body;

    private Template(IReadOnlyList<TemplatePart> subject, IReadOnlyList<TemplatePart> body)
    {
        this.subject = subject;
        this.body = body;
        IReadOnlyList<TemplatePart> all = [.. subject, .. body];
        Required = Sorted(all.OfType<TemplatePart.Placeholder>().Select(placeholder => placeholder.Name));
        Texts = Sorted(TextsIn(all));
        Lists = Sorted(BlocksIn(all).Where(block => block.IsList).Select(block => block.Name));
        Names = Sorted(Texts.Concat(BlocksIn(all).Select(block => block.Name)));
    }

    /// <summary>Every name that stands in the template.</summary>
    public IReadOnlySet<string> Names { get; }

    /// <summary>The names without which it cannot be rendered whatever else is given.</summary>
    public IReadOnlySet<string> Required { get; }

    /// <summary>The names whose value must be a text.</summary>
    public IReadOnlySet<string> Texts { get; }

    /// <summary>The names whose value must be a list.</summary>
    public IReadOnlySet<string> Lists { get; }

    /// <param name="known">The names that may stand in it.</param>
    /// <exception cref="FormatException">The text is no template, or holds an unknown name; the message tells all errors.</exception>
    public static Template Parse(string text, IReadOnlySet<string> known) =>
        TryParse(text, known, out var errors) ?? throw new FormatException(string.Join("; ", errors));

    /// <summary>Null where there is an error.</summary>
    public static Template? TryParse(string text, IReadOnlySet<string> known, out IReadOnlyList<string> errors)
    {
        var wrong = new List<string>();
        var lines = text.ReplaceLineEndings("\n").Split('\n', 2);
        if (!lines[0].StartsWith(SubjectMark, StringComparison.Ordinal) || lines[0].Length == SubjectMark.Length || lines.Length < 2)
        {
            wrong.Add("line 1: a template begins with a line 'Subject: ...' and has a body");
        }

        var first = new TemplateParser(lines[0].Replace(SubjectMark, "", StringComparison.Ordinal), wrong).Parse();
        // The empty line stands for the subject, so that errors tell the line of the file.
        var rest = new TemplateParser("\n" + lines.ElementAtOrDefault(1), wrong).Parse();
        IReadOnlyList<TemplatePart> all = [.. first, .. rest];
        wrong.AddRange(ItemsOutsideLists(all));

        var template = new Template(first, rest);
        wrong.AddRange(template.Names.Except(known, StringComparer.Ordinal).Select(name => $"unknown placeholder '{name}'"));
        wrong.AddRange(Unguarded(all, template.Required)
            .Select(name => $"'{name}' may be missing where it stands: put it in its own block, or outside any"));
        wrong.AddRange(template.Lists.Intersect(template.Texts, StringComparer.Ordinal)
            .Select(name => $"'{name}' is a list in one place and a text in another"));
        errors = wrong;
        return wrong.Count == 0 ? template : null;
    }

    /// <summary>Values go in as they are, never read as templates; control characters are left out, line breaks stay only in the body's texts.</summary>
    /// <exception cref="ArgumentException">A value is missing, or is a list where a text belongs or the other way round.</exception>
    public RenderedMessage Render(IReadOnlyDictionary<string, TemplateValue> values)
    {
        var head = new StringBuilder();
        Append(head, subject, new Frame(values, KeepLines: false));
        var text = new StringBuilder();
        Append(text, body, new Frame(values, KeepLines: true));
        return new RenderedMessage(head.ToString().Trim(), Gaps().Replace(text.ToString(), "\n\n").Trim() + "\n");
    }

    [GeneratedRegex(@"\n(?:[ \t]*\n){2,}", RegexOptions.NonBacktracking)]
    private static partial Regex Gaps();

    private static void Append(StringBuilder into, IReadOnlyList<TemplatePart> parts, Frame frame)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TemplatePart.Literal literal:
                    into.Append(literal.Text);
                    break;
                case TemplatePart.Item:
                    into.Append(CleanText.Of(frame.Item, keepLines: false, keepPictures: true).Trim());
                    break;
                case TemplatePart.ItemNumber:
                    into.Append(frame.Number.ToString(CultureInfo.InvariantCulture));
                    break;
                case TemplatePart.Placeholder placeholder:
                    into.Append(CleanText.Of(frame.Text(placeholder.Name), frame.KeepLines, keepPictures: true));
                    break;
                case TemplatePart.Block block:
                    AppendBlock(into, block, frame);
                    break;
            }
        }
    }

    private static void AppendBlock(StringBuilder into, TemplatePart.Block block, Frame frame)
    {
        if (!frame.Values.TryGetValue(block.Name, out var value) || value.IsMissing)
        {
            return;
        }

        if (!block.IsList)
        {
            Append(into, block.Parts, frame);
            return;
        }

        var items = value.Items ?? throw new ArgumentException($"'{block.Name}' must be a list.");
        for (var i = 0; i < items.Count; i++)
        {
            Append(into, block.Parts, frame with { Item = items[i], Number = i + 1 });
        }
    }

    private static SortedSet<string> Sorted(IEnumerable<string> names) => new(names, StringComparer.Ordinal);

    private static IEnumerable<string> TextsIn(IReadOnlyList<TemplatePart> parts) =>
        parts.SelectMany(part => part switch
        {
            TemplatePart.Placeholder placeholder => [placeholder.Name],
            TemplatePart.Block block => TextsIn(block.Parts),
            _ => [],
        });

    /// <summary>So that a template that renders once renders always: what it needs is in <see cref="Required"/>, whatever blocks are shown.</summary>
    private static IEnumerable<string> Unguarded(IReadOnlyList<TemplatePart> parts, IEnumerable<string> given) =>
        parts.SelectMany(part => part switch
        {
            TemplatePart.Placeholder placeholder when !given.Contains(placeholder.Name, StringComparer.Ordinal) => [placeholder.Name],
            TemplatePart.Block block => Unguarded(block.Parts, given.Append(block.Name)),
            _ => [],
        });

    private static IEnumerable<TemplatePart.Block> BlocksIn(IReadOnlyList<TemplatePart> parts) =>
        parts.OfType<TemplatePart.Block>().SelectMany(block => BlocksIn(block.Parts).Prepend(block));

    private static IEnumerable<string> ItemsOutsideLists(IReadOnlyList<TemplatePart> parts) =>
        parts.Any(part => part is TemplatePart.Item or TemplatePart.ItemNumber) ? ["{{.}} or {{@}} outside a block"] : [];

    /// <summary>What the parts are rendered with: the values, and the item where they stand in a list.</summary>
    private sealed record Frame(IReadOnlyDictionary<string, TemplateValue> Values, bool KeepLines, string Item = "", int Number = 0)
    {
        public string Text(string name) =>
            !Values.TryGetValue(name, out var value) || value.IsMissing ? throw new ArgumentException($"No value for '{name}'.")
            : value.Text ?? throw new ArgumentException($"'{name}' must be a text, not a list.");
    }
}
