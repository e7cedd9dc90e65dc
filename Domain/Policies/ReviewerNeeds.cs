using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What whoever claims a review has to be, where the policy says so (R24, R33).</summary>
/// <param name="Team">In this team; null for anybody.</param>
/// <param name="Language">A speaker of this language; null for anybody.</param>
public sealed record ReviewerNeeds(Code? Team, Code? Language)
{
    public bool AreMetBy(Reviewer reviewer) => (Team is null || reviewer.IsIn(Team)) && (Language is null || reviewer.Speaks(Language));

    /// <summary>As in "is in the team cards and speaks fi".</summary>
    public override string ToString() => string.Join(" and ", new[]
    {
        Team is null ? null : $"is in the team {Team}",
        Language is null ? null : $"speaks {Language}",
    }.OfType<string>());
}
