using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>A part of a policy together with its place in the file.</summary>
internal sealed record Placed<T>(YamlMap At, T Value);

/// <summary>The parts of a policy as they were read, for the checks that need several of them. Parts with errors of their own are told once
/// and take no part.</summary>
/// <param name="Automatic">Null where the section is missing.</param>
internal sealed record PolicyDraft(
    YamlMap Root,
    Placed<Limits>? Automatic,
    IReadOnlyList<Placed<Level>> Levels,
    IReadOnlyList<Placed<Category>> Categories,
    IReadOnlyList<Placed<Rule>> Rules,
    IReadOnlyList<Placed<Exclusion>> Exclusions)
{
    public bool HasSelfService { get; init; }

    public bool LimitsAreSound => Automatic is { At.HasErrors: false } && Levels.All(level => !level.At.HasErrors);

    /// <summary>Who grants, from below: the pipeline itself, then every level.</summary>
    public IEnumerable<(YamlMap At, string? Field, string Name, Limits Limits)> Granters =>
        Levels.Select(level => (level.At, (string?)"limits", level.Value.Id.Text, level.Value.Limits))
            .Prepend((Automatic!.At, null, Policy.AutomaticLevel.Text, Automatic.Value));

    public bool IsCategory(Code id) => Categories.Any(category => category.Value.Id == id || category.At.HasErrors);

    public void Unique<T>(string list, IEnumerable<Placed<T>> items, Func<T, Code> id)
    {
        foreach (var twice in items.Select(item => id(item.Value)).GroupBy(code => code).Where(group => group.Count() > 1))
        {
            Root.Fail(list, $"'{twice.Key}' is there twice", "twice");
        }
    }
}
