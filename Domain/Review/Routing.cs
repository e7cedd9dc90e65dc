using Escalation.Domain.Authority;

namespace Escalation.Domain.Review;

/// <summary>Which team a complaint belongs to, and who may take it (R24, R33).</summary>
public static class Routing
{
    /// <summary>The first team, in the policy's order, that takes the category and the language; else the category's own; null for everybody.</summary>
    public static Code? TeamFor(Policy policy, Code category, Code? language)
    {
        var own = policy.CategoryOf(category).Team;
        return policy.Teams.FirstOrDefault(team => team.Takes(category, language, team.Id == own))?.Id ?? own;
    }

    /// <summary>What the policy requires of a reviewer; null where it requires nothing.</summary>
    public static ReviewerNeeds? Needs(Policy policy, Code? team, Code? language)
    {
        var with = policy.TeamOf(team);
        var needs = new ReviewerNeeds(
            with is { MembersOnly: true } ? with.Id : null,
            (with?.ReviewerSpeaks ?? policy.ReviewerSpeaks) == Strictness.Required ? language : null);
        return needs is { Team: null, Language: null } ? null : needs;
    }

    /// <summary>The levels on which nobody is what is needed.</summary>
    public static ValueList<Code> Unmanned(Policy policy, ReviewerNeeds? needs, IReadOnlyCollection<Reviewer> people) => needs is null
        ? []
        : [.. policy.Levels.Select(level => level.Id).Where(level => !people.Any(person => person.Level == level && needs.AreMetBy(person)))];

    /// <summary>Whether anybody at a level or above is what is needed.</summary>
    public static bool CanBeMet(Code level, ValueList<Code> unmanned, Policy policy) =>
        policy.Levels.Skip(Math.Max(0, policy.Rank(level))).Any(up => !unmanned.Contains(up.Id));

    /// <summary>Of those who could be told of a review, the ones who fit best: in its team and speaking its language, or one of the two, or
    /// everybody. Never nobody where there is somebody.</summary>
    public static IReadOnlyList<T> BestFor<T>(IReadOnlyList<T> people, Func<T, Reviewer> reviewer, Code? team, Code? language) => people
        .GroupBy(person => Misfit(reviewer(person), team, language))
        .OrderBy(group => group.Key)
        .Select(group => group.ToList())
        .FirstOrDefault() ?? [];

    private static int Misfit(Reviewer reviewer, Code? team, Code? language) =>
        (team is null || reviewer.IsIn(team) ? 0 : 2) + (language is null || reviewer.Speaks(language) ? 0 : 1);
}

/// <summary>Where an escalation comes to rest.</summary>
/// <param name="Skipped">Levels below that were passed over, because nobody on them is what is needed.</param>
/// <param name="Needs">What is required of whoever claims it.</param>
/// <param name="Waived">What would have been required, had there been anybody from here up: somebody rather than nobody.</param>
internal sealed record Route(Level Level, ValueList<Code> Skipped, ReviewerNeeds? Needs, ReviewerNeeds? Waived)
{
    public static Route From(Level wanted, ReviewerNeeds? needs, ValueList<Code> unmanned, Policy policy)
    {
        var up = policy.Levels.Skip(policy.Rank(wanted.Id)).ToList();
        var passed = up.TakeWhile(level => unmanned.Contains(level.Id)).Select(level => level.Id).ToList();
        return needs is null || passed.Count == 0 ? new(wanted, [], needs, null)
            : passed.Count == up.Count ? new(wanted, [], null, needs)
            : new(up[passed.Count], [.. passed], needs, null);
    }
}
