using Escalation.Domain.Authority;

namespace Escalation.Domain.Review;

/// <summary>Which level a case goes to: the first, from the one it is meant for upwards, on which somebody may review it (X06, X07).</summary>
/// <param name="Skipped">Those passed over; null when there are none.</param>
/// <param name="Emptied">The levels on which nobody may review it; null when there are none.</param>
internal sealed record ReviewRoute(Level Level, ValueList<SkippedReviewer>? Skipped, ValueList<Code>? Emptied)
{
    /// <param name="roster">Null where nobody looked: then everybody on the level is taken to be free.</param>
    public static ReviewRoute From(Level level, Case c, Policy policy, ValueList<Reviewer>? roster)
    {
        if (roster is null)
        {
            return new(level, null, null);
        }

        List<SkippedReviewer> skipped = [];
        List<Code> emptied = [];
        for (var rank = policy.Rank(level.Id); ; rank++)
        {
            var here = policy.Levels[rank];
            var people = roster.Where(person => person.Level == here.Id).ToList();
            skipped.AddRange(people.Select(person => (person, why: c.ConflictOf(person.Id))).Where(pair => pair.why is not null)
                .Select(pair => new SkippedReviewer(pair.person.Id, here.Id, pair.why!.Value)));
            var isFree = people.Exists(person => c.ConflictOf(person.Id) is null);
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
