using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>What can be contradictory about categories and exclusions: options nobody may grant or that do not fit, references that are
/// missing, names that are none.</summary>
internal static class CategoryCheck
{
    public static void Run(PolicyDraft draft)
    {
        draft.Unique("categories", draft.Categories, category => category.Id);
        if (draft.Categories.All(category => category.Value.Id != Policy.Uncategorised))
        {
            draft.Root.Fail("categories", $"needs a category '{Policy.Uncategorised}' for complaints that fit no other", "missing");
        }

        foreach (var (at, category) in draft.Categories.Where(category => !category.At.HasErrors))
        {
            Options(draft, at, "options", category, category.Options);
            foreach (var group in category.GroupOptions)
            {
                Options(draft, at, "groupOptions", category, group.Options);
            }

            if (!draft.HasSelfService && category.SelfService is null && AllOptions(category).Any(option => option.Kind == RemedyKind.SelfService))
            {
                at.Warn("options", "offer self-service, and neither the category nor the policy has a 'selfService' that says where", "self-service-without-reference");
            }
        }

        foreach (var (at, exclusion) in draft.Exclusions)
        {
            foreach (var unknown in exclusion.Categories?.Where(id => !draft.IsCategory(id)) ?? [])
            {
                at.Fail("category", $"'{unknown}' is no category", "unknown-category");
            }
        }
    }

    private static IEnumerable<Remedy> AllOptions(Category category) => category.Options.Concat(category.GroupOptions.SelectMany(group => group.Options));

    private static void Options(PolicyDraft draft, YamlMap at, string field, Category category, ValueList<Remedy> options)
    {
        foreach (var option in options)
        {
            if (category.Remedies is { } fitting && !fitting.Contains(option.Kind))
            {
                at.Fail(field, $"hold a {option}, which is none of the category's remedies", "remedy-does-not-fit");
            }

            if (draft.LimitsAreSound && !IsGrantable(draft, category.Id, option))
            {
                at.Fail(field, $"hold a {option}, which no level may grant", "option-beyond-every-level");
            }
        }

        if (options.Distinct().Count() != options.Count)
        {
            at.Fail(field, "hold the same remedy twice", "twice");
        }
    }

    /// <summary>Whether any level may grant it, to whatever customer and however much is in dispute.</summary>
    internal static bool IsGrantable(PolicyDraft draft, Code category, Remedy option) => draft.Granters.Any(granter =>
        granter.Limits.Covers(option)
        || granter.Limits.Shares.Any(share => share.Kind == option.Kind && granter.Limits.Each.All(limit => limit.Kind != option.Kind))
        || granter.Limits.Exceptions.Any(exception =>
            exception.When.Categories?.Contains(category) != false
            && (exception.Each.Any(limit => limit.Covers(option)) || exception.Shares.Any(share => share.Kind == option.Kind))));
}
