using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What whoever claims a review has to be, where the policy says so (R24, R33).</summary>
/// <param name="Team">In this team; null for anybody.</param>
/// <param name="Language">A speaker of this language; null for anybody.</param>
public sealed record ReviewerNeeds(Code? Team, Code? Language)
{
    public bool AreMetBy(Reviewer reviewer) => (Team is null || reviewer.IsIn(Team)) && (Language is null || reviewer.Speaks(Language));

    /// <summary>Whether somebody on a level or above it may review the case and is what is needed.</summary>
    public bool CanBeMet(Code level, Case c, Policy policy, IEnumerable<Reviewer> roster) => roster.Any(person =>
        policy.Rank(person.Level) >= policy.Rank(level) && c.ConflictOf(person.Id) is null && AreMetBy(person));

    /// <summary>As in "is in the team cards and speaks fi".</summary>
    public override string ToString() => string.Join(" and ", new[]
    {
        Team is null ? null : $"is in the team {Team}",
        Language is null ? null : $"speaks {Language}",
    }.OfType<string>());
}
