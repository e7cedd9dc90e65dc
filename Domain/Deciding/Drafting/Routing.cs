using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

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

    /// <summary>Of those who could be told of a review, the ones who fit best: in its team and speaking its language, or one of the two, or
    /// everybody. Never nobody where there is somebody.</summary>
    public static IReadOnlyList<T> BestFor<T>(IReadOnlyList<T> people, Func<T, Reviewer> reviewer, Code? team, Code? language) => people
        .GroupBy(person => Misfit(reviewer(person), team, language))
        .OrderBy(group => group.Key)
        .Select(group => group.ToList())
        .FirstOrDefault() ?? [];

    /// <summary>Whether somebody on a level or above it may review the case and is what is needed.</summary>
    internal static bool CanBeMet(this ReviewerNeeds needs, Code level, Case c, Policy policy, IEnumerable<Reviewer> roster) => roster.Any(person =>
        policy.Rank(person.Level) >= policy.Rank(level) && c.ConflictOf(person.Id) is null && needs.AreMetBy(person));

    private static int Misfit(Reviewer reviewer, Code? team, Code? language) =>
        (team is null || reviewer.IsIn(team) ? 0 : 2) + (language is null || reviewer.Speaks(language) ? 0 : 1);
}
