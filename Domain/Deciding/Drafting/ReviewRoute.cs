using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>Which level a case goes to: the first, from the one it is meant for upwards, on which somebody may review it and is what the policy
/// requires (R24, R33, X06, X07).</summary>
/// <param name="Skipped">Those passed over; null when there are none.</param>
/// <param name="Emptied">The levels on which nobody may review it, or nobody is what is needed; null when there are none.</param>
internal sealed record ReviewRoute(Level Level, ValueList<SkippedReviewer>? Skipped, ValueList<Code>? Emptied)
{
    /// <summary>What is required of whoever claims it; null for nothing.</summary>
    public ReviewerNeeds? Needs { get; init; }

    /// <summary>What would be required, were there anybody: somebody rather than nobody. Null where there is, or nothing is.</summary>
    public ReviewerNeeds? Waived { get; init; }

    /// <param name="roster">Null where nobody looked: then everybody on the level is taken to be free.</param>
    public static ReviewRoute From(Level level, Case c, ReviewerNeeds? needs, Policy policy, ValueList<Reviewer>? roster)
    {
        if (roster is null)
        {
            return new(level, null, null) { Needs = needs };
        }

        return needs?.CanBeMet(level.Id, c, policy, roster) == false
            ? Up(level, c, null, policy, roster) with { Waived = needs }
            : Up(level, c, needs, policy, roster) with { Needs = needs };
    }

    private static ReviewRoute Up(Level level, Case c, ReviewerNeeds? needs, Policy policy, ValueList<Reviewer> roster)
    {
        List<SkippedReviewer> skipped = [];
        List<Code> emptied = [];
        for (var rank = policy.Rank(level.Id); ; rank++)
        {
            var here = policy.Levels[rank];
            var people = roster.Where(person => person.Level == here.Id).ToList();
            skipped.AddRange(people.Select(person => (person, why: c.ConflictOf(person.Id))).Where(pair => pair.why is not null)
                .Select(pair => new SkippedReviewer(pair.person.Id, here.Id, pair.why!.Value)));
            var isFree = people.Exists(person => c.ConflictOf(person.Id) is null && needs?.AreMetBy(person) != false);
            if (!isFree)
            {
                emptied.Add(here.Id);
            }

            if (isFree || policy.IsTop(here.Id))
            {
                return new(here, skipped.ToValueList().OrNull(), emptied.ToValueList().OrNull());
            }
        }
    }
}
