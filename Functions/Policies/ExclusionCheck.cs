using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>Holds the exclusions of a policy against the people: names that are nobody's, and levels that exclude everybody.</summary>
public static class ExclusionCheck
{
    /// <param name="text">Of the policy, for the places in it.</param>
    public static IReadOnlyList<YamlError> Run(string text, Policy policy, PeopleFile people)
    {
        var notes = new List<YamlError>();
        foreach (var (at, exclusion) in YamlMap.Root(text, notes)!.Maps("exclude").Zip(policy.Exclusions))
        {
            foreach (var nobody in exclusion.Reviewers.Where(id => people.Everybody.All(person => person.Id != id)))
            {
                at.Warn("reviewer", $"'{nobody}' is nobody in the people file", "unknown-reviewer");
            }

            var example = (Category: exclusion.Categories?[0], Source: exclusion.Sources?[0]);
            foreach (var level in policy.Levels.Where(level => people.Everybody.Where(p => p.Level == level.Id).All(p => IsExcluded(policy, p.Id, example))))
            {
                at.Fail(
                    "reviewer",
                    $"leaves nobody on '{level.Id}' for {example.Category?.Text ?? "any category"} from {example.Source?.Text ?? "any source"}",
                    "level-without-reviewer");
            }
        }

        return notes;
    }

    private static bool IsExcluded(Policy policy, Code reviewer, (Code? Category, Code? Source) of) => policy.Exclusions.Any(exclusion =>
        exclusion.Reviewers.Contains(reviewer)
        && (exclusion.Categories is null || (of.Category is { } category && exclusion.Categories.Contains(category)))
        && (exclusion.Sources is null || (of.Source is { } source && exclusion.Sources.Contains(source))));
}
