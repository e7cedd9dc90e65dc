using System.Globalization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>What can be contradictory about the ladder: limits that fall, a last step that is empty, a level that adds nothing, sums below
/// what may be granted at once.</summary>
internal static class LadderCheck
{
    public static void Run(PolicyDraft draft)
    {
        draft.Unique("levels", draft.Levels, level => level.Id);
        if (draft.Levels.Count == 0)
        {
            draft.Root.Fail("levels", "needs at least one level of people: the ladder never ends in nobody", "empty-last-step");
            return;
        }

        if (draft.Levels.Any(level => level.Value.Id == Policy.AutomaticLevel))
        {
            draft.Root.Fail("levels", $"'{Policy.AutomaticLevel}' is what acts below the lowest level; name the level otherwise");
        }

        if (draft.LimitsAreSound)
        {
            LastStep(draft);
            Falls(draft);
            AddsNothing(draft);
            Sums(draft);
        }
    }

    private static void LastStep(PolicyDraft draft)
    {
        var (at, last) = draft.Levels[^1];
        if (last.Limits.Each.All(limit => limit.Most == 0) && last.Limits.Shares.Count == 0)
        {
            at.Fail("limits", $"'{last.Id}' is the last step and may grant nothing; give it limits, or take it out", "empty-last-step");
        }
    }

    private static void Falls(PolicyDraft draft)
    {
        foreach (var (below, above) in draft.Granters.Zip(draft.Granters.Skip(1)))
        {
            var told = new HashSet<string>(StringComparer.Ordinal);
            foreach (var complaint in LimitSamples.Of(draft))
            {
                var (low, high) = (LimitSamples.Applied(below.Limits, complaint), LimitSamples.Applied(above.Limits, complaint));
                foreach (var fall in Falls(low, high).Where(fall => told.Add(fall.Text)))
                {
                    var problem = $"{fall.Text}: '{below.Name}' may grant more than '{above.Name}', and a level may grant at least what the one below it may";
                    Tell(above.At, above.Field, problem, fall.Missing);
                }
            }
        }
    }

    private static void Tell(YamlMap at, string? field, string problem, bool warning)
    {
        if (warning)
        {
            at.Warn(field, problem, "limits-fall");
        }
        else
        {
            at.Fail(field, problem, "limits-fall");
        }
    }

    private static IEnumerable<(string Text, bool Missing)> Falls(Limits low, Limits high)
    {
        foreach (var limit in low.Each.Where(limit => limit.Most > 0))
        {
            var kind = $"{Remedy.Name(limit.Kind)}{(limit.Currency is null ? "" : $" in {limit.Currency}")}";
            var same = high.Each.FirstOrDefault(h => h.Kind == limit.Kind && h.Currency == limit.Currency);
            if (same is null && high.Each.All(h => h.Kind != limit.Kind) && high.Shares.Any(s => s.Kind == limit.Kind))
            {
                continue;
            }

            if (same is null || same.Most < limit.Most)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"{kind} falls from {Number(limit.Most)} to {Number(same?.Most ?? 0)}"), same is null);
            }
        }

        foreach (var share in high.Shares)
        {
            var before = low.Shares.FirstOrDefault(s => s.Kind == share.Kind)?.Percent ?? (low.Each.Any(l => l.Kind == share.Kind && l.Most > 0) ? 100 : 0);
            if (before > share.Percent)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"{Remedy.Name(share.Kind)} falls from {before}% of the amount in dispute to {share.Percent}%"), false);
            }
        }
    }

    /// <summary>Without the decimals that a currency has and nobody needs here.</summary>
    private static decimal Number(decimal number) => decimal.Truncate(number) == number ? decimal.Truncate(number) : number;

    /// <summary>Stepping up for want of an answer reaches every level, so this is only a hint.</summary>
    private static void AddsNothing(PolicyDraft draft)
    {
        foreach (var (below, above) in draft.Granters.Zip(draft.Granters.Skip(1)))
        {
            var named = draft.Rules.Any(rule => rule.Value.Then is Ruling.EscalateTo { Level: { } level } && level.Text == above.Name);
            if (!named && !LimitSamples.Of(draft).Any(complaint => Falls(LimitSamples.Applied(above.Limits, complaint), LimitSamples.Applied(below.Limits, complaint)).Any()))
            {
                above.At.Warn("id", $"'{above.Name}' may grant no more than '{below.Name}', and no rule names it: it is reached only where nobody below it answers", "unreachable-level");
            }
        }
    }

    private static void Sums(PolicyDraft draft)
    {
        foreach (var (at, field, name, limits) in draft.Granters)
        {
            foreach (var sum in limits.Cumulative.Where(sum => sum.Most is not null))
            {
                var single = limits.Each.Concat(limits.Exceptions.SelectMany(exception => exception.Each)).FirstOrDefault(limit =>
                    limit.Currency == sum.Most!.Currency && (sum.Kinds.Count == 0 || sum.Kinds.Contains(limit.Kind)) && limit.Most > sum.Most.Amount);
                if (single is not null)
                {
                    at.Fail(field, $"'{name}' may grant a {single} at once, and only {sum} in sum: the sum has to be at least as large", "cumulative-below-single");
                }
            }
        }
    }
}

/// <summary>One complaint for each case that the exceptions of a policy distinguish, and one that is no exception.</summary>
internal static class LimitSamples
{
    private const int Most = 500;

    private static readonly Complaint Plain = new(
        Code.Parse("sample"), Channel.Web, Channel.Web, null, Policy.Uncategorised, null, DateTimeOffset.UnixEpoch, default, default, Digest.Of("sample", ""), 0, null,
        null, [], null, null, null, Digest.Of("sample", ""));

    public static IEnumerable<Complaint> Of(PolicyDraft draft)
    {
        var scopes = draft.Granters.SelectMany(granter => granter.Limits.Exceptions).Select(exception => exception.When).Distinct().ToList();
        return scopes.SelectMany(Of).Prepend(Plain).Take(Most);
    }

    /// <summary>Exceptions applied; shares stay shares, as no amount is in dispute here.</summary>
    public static Limits Applied(Limits limits, Complaint complaint) => limits.For(complaint, byPerson: true) with { Shares = limits.SharesFor(complaint) };

    private static IEnumerable<Complaint> Of(Scope scope) =>
        from category in scope.Categories?.AsEnumerable() ?? [Policy.Uncategorised]
        from product in scope.Products?.Select(p => (Code?)p) ?? [null]
        from grouped in scope.Groups?.Select(g => (Code?)g) ?? [null]
        from flag in scope.Flags?.Select(f => (CaseFlag?)f) ?? [null]
        select Plain with
        {
            Category = category,
            Product = product,
            Group = grouped,
            Triage = flag is null ? null : Triage.Calm with { Flags = [flag.Value] },
        };
}
