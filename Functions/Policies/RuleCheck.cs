using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>What can be contradictory about rules: one that can never match, names that are none, an offer of nothing.</summary>
internal static class RuleCheck
{
    private const string NeverMatches = "rule-never-matches";
    private const string TooFew = "too-few-options";

    public static void Run(PolicyDraft draft)
    {
        draft.Unique("rules", draft.Rules, rule => rule.Name);
        var earlier = new List<Rule>();
        foreach (var (at, rule) in draft.Rules)
        {
            if (!at.HasErrors)
            {
                Names(draft, at, rule);
                CanMatch(at, rule, earlier);
                RulingOf(draft, at, rule);
                earlier.Add(rule);
            }
        }
    }

    private static void Names(PolicyDraft draft, YamlMap at, Rule rule)
    {
        if (Reasonableness.Rules.Contains(rule.Name))
        {
            at.Fail("name", $"'{rule.Name}' is a rule that every policy has; name this one otherwise", "twice");
        }

        if (rule.Then is Ruling.EscalateTo { Level: { } level } && draft.Levels.All(l => l.Value.Id != level && !l.At.HasErrors))
        {
            at.Fail("then", $"escalates to '{level}', which is no level; levels are {string.Join(", ", draft.Levels.Select(l => l.Value.Id))}", "unknown-level");
        }

        foreach (var unknown in rule.When.Categories?.Where(id => !draft.IsCategory(id)) ?? [])
        {
            at.Fail("when", $"of '{rule.Name}' can never match: '{unknown}' is no category", NeverMatches);
        }
    }

    private static void CanMatch(YamlMap at, Rule rule, List<Rule> earlier)
    {
        if (RuleLogic.Contradiction(rule.When) is { } contradiction)
        {
            at.Fail("when", $"of '{rule.Name}' can never match: {contradiction}", NeverMatches);
        }
        else if (RuleLogic.ShadowedBy(rule.When, earlier) is { Count: > 0 } shadows)
        {
            at.Fail(
                at.Has("when") ? "when" : "name",
                $"of '{rule.Name}' can never match: {string.Join(" and ", shadows.Select(s => $"'{s.Name}'"))} above it already {(shadows.Count == 1 ? "takes" : "take")} all that it would",
                NeverMatches);
        }
    }

    private static void RulingOf(PolicyDraft draft, YamlMap at, Rule rule)
    {
        if (!draft.LimitsAreSound)
        {
            return;
        }

        if (rule.Then is Ruling.GrantRemedy { Remedy: var remedy })
        {
            Grant(draft, at, rule, remedy);
        }

        if (rule.Then is Ruling.OfferOptions or Ruling.Decline)
        {
            Offers(draft, at, rule);
        }
    }

    private static void Grant(PolicyDraft draft, YamlMap at, Rule rule, Remedy remedy)
    {
        if (!(rule.When.Categories ?? [Policy.Uncategorised]).Any(category => CategoryCheck.IsGrantable(draft, category, remedy)))
        {
            at.Fail("then", $"of '{rule.Name}' grants a {remedy}, which no level may grant", "option-beyond-every-level");
        }

        foreach (var category in draft.Categories.Select(c => c.Value).Where(c => rule.When.Categories?.Contains(c.Id) == true))
        {
            if (category.Remedies is { } fitting && !fitting.Contains(remedy.Kind))
            {
                at.Fail("then", $"of '{rule.Name}' grants a {remedy}, which is none of the remedies of '{category.Id}'", "remedy-does-not-fit");
            }
        }
    }

    /// <summary>An offer that names the category must have two options to offer; one for every category may meet some that have none, and
    /// a person decides there.</summary>
    private static void Offers(PolicyDraft draft, YamlMap at, Rule rule)
    {
        var word = rule.Then is Ruling.Decline ? "declines with alternatives" : "offers options";
        foreach (var category in draft.Categories.Where(c => !c.At.HasErrors).Select(c => c.Value))
        {
            var count = category.Options.Count(option => draft.Automatic!.Value.Covers(option) || draft.Automatic.Value.Exceptions.Any(e => e.Each.Any(l => l.Covers(option))));
            var problem = $"of '{rule.Name}' {word}, and of the options of '{category.Id}' only {count} may be granted without a person: 2 are needed, or a person decides";
            if (count < 2 && rule.When.Categories?.Contains(category.Id) == true)
            {
                at.Fail("then", problem, TooFew);
            }
            else if (count < 2 && rule.When.Categories is null)
            {
                at.Warn("then", problem, TooFew);
            }
        }
    }
}
