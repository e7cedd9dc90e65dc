using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>All templates of all languages, checked when they are loaded.</summary>
public sealed class TemplateSet
{
    private const string Fallback = "en";

    private static readonly Lazy<TemplateSet> BuiltInOnce = new(() => Load(
        EmbeddedText.Names("Templates").ToDictionary(
            name => name["Templates/".Length..^".txt".Length], EmbeddedText.Read, StringComparer.Ordinal)));

    private readonly FrozenDictionary<(string Language, string Kind), Template> templates;

    private TemplateSet(FrozenDictionary<(string Language, string Kind), Template> templates)
    {
        this.templates = templates;
        Languages = [.. templates.Keys.Select(key => key.Language).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The templates that travel with the program.</summary>
    public static TemplateSet BuiltIn => BuiltInOnce.Value;

    public IReadOnlyList<string> Languages { get; }

    /// <param name="files">The texts by "language/kind", such as "fi/granted".</param>
    /// <exception cref="FormatException">
    /// A kind has no English template, a name is unknown, or a template needs values that the English one does not need (then it would
    /// fail for the customers of one language only). The message tells all errors of all files.
    /// </exception>
    public static TemplateSet Load(IReadOnlyDictionary<string, string> files)
    {
        var errors = new List<string>();
        var parsed = new Dictionary<(string Language, string Kind), Template>();
        foreach (var (file, text) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var parts = file.Split('/');
            var kind = parts.Length == 2 ? TemplateKind.All.FirstOrDefault(kind => string.Equals(kind.Name, parts[1], StringComparison.Ordinal)) : null;
            if (kind is null)
            {
                errors.Add($"{file}: no such kind of message");
            }
            else if (Template.TryParse(text, kind.Names, out var wrong) is { } template)
            {
                parsed.Add((parts[0], kind.Name), template);
            }
            else
            {
                errors.AddRange(wrong.Select(error => $"{file}: {error}"));
            }
        }

        errors.AddRange(DifferencesFromEnglish(parsed));
        return errors.Count == 0
            ? new TemplateSet(parsed.ToFrozenDictionary())
            : throw new FormatException(string.Join(Environment.NewLine, errors));
    }

    /// <summary>The template in this language, else in English.</summary>
    public Template For(TemplateKind kind, string? language) =>
        language is not null && templates.TryGetValue((language, kind.Name), out var template) ? template : templates[(Fallback, kind.Name)];

    public bool Has(TemplateKind kind, string language) => templates.ContainsKey((language, kind.Name));

    private static IEnumerable<string> DifferencesFromEnglish(Dictionary<(string Language, string Kind), Template> parsed)
    {
        foreach (var kind in TemplateKind.All.Where(kind => !parsed.ContainsKey((Fallback, kind.Name))))
        {
            yield return $"{Fallback}/{kind}: missing or wrong, and every other language falls back to it";
        }

        foreach (var ((language, kind), template) in parsed)
        {
            if (!parsed.TryGetValue((Fallback, kind), out var english))
            {
                continue;
            }

            foreach (var name in template.Required.Except(english.Required, StringComparer.Ordinal))
            {
                yield return $"{language}/{kind}: needs '{name}', which the English one does not";
            }

            foreach (var name in template.Lists.Intersect(english.Texts, StringComparer.Ordinal)
                .Concat(template.Texts.Intersect(english.Lists, StringComparer.Ordinal)))
            {
                yield return $"{language}/{kind}: '{name}' is a list here or in English, and a text in the other";
            }
        }
    }
}
