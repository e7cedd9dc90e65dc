using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Review;

/// <summary>Who may do something about a review, and up to which limit.</summary>
internal static class ReviewGuard
{
    /// <summary>Null where whoever acts may not review this case at all.</summary>
    public static Reviewer? Acting(Stage.UnderReview review, Circumstances circumstances) =>
        circumstances.By.Kind is not ActorKind.Operator ? circumstances.Facts.Acting
        : review.LastStep ? new(circumstances.By.Id, review.Level)
        : null;

    /// <summary>The level whose limits hold for whoever acts, once the guards let them.</summary>
    public static Code LevelOf(Stage.UnderReview review, Circumstances circumstances) => Acting(review, circumstances)!.Level;

    /// <summary>Null for somebody who may take this review.</summary>
    public static Decision? MayReview(Case c, Stage.UnderReview review, int number, Circumstances circumstances) =>
        MayHandle(review, number, circumstances) ?? HasConflict(c, circumstances);

    /// <summary>Null for whoever claimed this review and may decide it.</summary>
    public static Decision? MayDecide(Case c, Stage.UnderReview review, int number, Circumstances circumstances) =>
        Holds(review, number, circumstances) ?? HasConflict(c, circumstances);

    /// <summary>Null for whoever claimed this review: they may always give it back or pass it on.</summary>
    public static Decision? Holds(Stage.UnderReview review, int number, Circumstances circumstances) =>
        MayHandle(review, number, circumstances) ?? HasClaimed(review, circumstances);

    /// <summary>Null for the newest review.</summary>
    public static Decision? IsNewest(Stage.UnderReview review, int number) => review.Review == number
        ? null
        : Draft.Refuse(RefusalReason.Overtaken, $"Review {number} was overtaken; the case is now in review {review.Review} at level {review.Level}.");

    public static Decision? HasConflict(Case c, Code person) => c.ConflictOf(person) is { } why
        ? Draft.Refuse(RefusalReason.ConflictOfInterest, $"{person} may not review this case: {why.Words()}.")
        : null;

    /// <summary>Null where somebody may take a review although they are not what is needed: nobody who may is that any more (R24, R33).</summary>
    /// <param name="unmet">What they are not; null for nothing.</param>
    public static Decision? IsNot(Code person, ReviewerNeeds? unmet, Case c, Stage.UnderReview review, Draft draft) =>
        unmet is not null && unmet.CanBeMet(review.Level, c, draft.Policy, draft.Facts.Roster ?? [])
            ? Draft.Refuse(RefusalReason.NotAllowed, $"This review is for somebody who {unmet}; by people.yaml, {person} is not that.")
            : null;

    /// <summary>Null where the level may grant every one of the remedies (R34, X04).</summary>
    public static Decision? TooMuch(IEnumerable<Remedy> remedies, Code level, Policy policy)
    {
        if (remedies.FirstOrDefault(remedy => !policy.LimitsOf(level).Covers(remedy)) is not { } above)
        {
            return null;
        }

        var words = $"A {above} is above the limit of level {level}: {policy.LimitsOf(level).Explain(above.Kind)}.";
        return new Decision.Refused(new(RefusalReason.AboveLimit, words) { StoppedBy = StoppingLimit.Of(policy, [level], above) });
    }

    private static Decision? MayHandle(Stage.UnderReview review, int number, Circumstances circumstances) =>
        IsNewest(review, number)
        ?? (Acting(review, circumstances) is not { } acting ? Draft.Refuse(RefusalReason.NotAllowed, Unknown(circumstances.By))
        : circumstances.Policy.Rank(acting.Level) < circumstances.Policy.Rank(review.Level)
            ? Draft.Refuse(RefusalReason.NotAllowed, $"This review is at level {review.Level}; {acting.Id} is at level {acting.Level}.")
            : null);

    private static string Unknown(Actor by) => by.Kind is ActorKind.Operator
        ? "Operators decide only where nobody of the ladder may; delegate the review to somebody who may."
        : $"{by.Id} is not in people.yaml, or at no level of this case's policy.";

    /// <summary>The operators are the last step, which is never empty: they may do what everybody else is kept from.</summary>
    private static Decision? HasConflict(Case c, Circumstances circumstances) =>
        circumstances.By.Kind is ActorKind.Operator ? null : HasConflict(c, circumstances.By.Id);

    private static Decision? HasClaimed(Stage.UnderReview review, Circumstances circumstances) =>
        review.Claim is null ? Draft.Refuse(RefusalReason.NotAllowed, "Claim the review first.")
        : review.Claim.Person != circumstances.By.Id ? Draft.Refuse(RefusalReason.NotAllowed, $"This review was claimed by {review.Claim.Person}.")
        : null;
}
