using Escalation.Domain.Authority;

namespace Escalation.Domain.Review;

/// <summary>What the people of a level do with a case that was escalated to them (R10, R34, X03, X04).</summary>
internal static class ReviewDecider
{
    public static Decision Claim(Case c, Stage.UnderReview review, Command.ClaimReview command, Circumstances circumstances)
    {
        if (Error(review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        if (review.Claim is { } claim)
        {
            return claim.Person == circumstances.By.Id
                ? Draft.Refuse(RefusalReason.AlreadyDone, "You have claimed this review already.")
                : Draft.Refuse(RefusalReason.AlreadyDone, $"This review was claimed by {claim.Person}.");
        }

        var unmet = review.Needs is { } needs && !needs.AreMetBy(circumstances.Facts.Acting!) ? review.Needs : null;
        if (unmet is not null && Routing.CanBeMet(review.Level, circumstances.Facts.Unmanned, circumstances.Policy))
        {
            return Draft.Refuse(
                RefusalReason.NotAllowed, $"This review is for somebody who {unmet}; by people.yaml, {circumstances.By.Id} is not that.");
        }

        var draft = new Draft(c, circumstances);
        var within = draft.Policy.LevelOf(review.Level).AnswerWithin;
        return draft
            .Add(new Event.ReviewClaimed(review.Review, circumstances.By.Id, circumstances.Facts.Acting!.Level, draft.Policy.After(draft.Now, within))
            {
                Waived = unmet,
            })
            .Done();
    }

    public static Decision Release(Case c, Stage.UnderReview review, Command.ReleaseReview command, Circumstances circumstances)
    {
        if ((Error(review, command.Review, circumstances) ?? NotClaimed(review, circumstances)) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var within = draft.Policy.LevelOf(review.Level).ClaimWithin;
        return draft
            .Add(new Event.ReviewReleased(review.Review, circumstances.By.Id, Forgotten: false, draft.Policy.After(draft.Now, within)))
            .Done();
    }

    public static Decision Approve(Case c, Stage.UnderReview review, Command.Approve command, Circumstances circumstances)
    {
        if ((Error(review, command.Review, circumstances) ?? NotClaimed(review, circumstances)) is { } error)
        {
            return error;
        }

        if ((command.Remedy ?? review.Asked) is not { } remedy)
        {
            return Draft.Refuse(RefusalReason.Invalid, "Nobody asked for a remedy, so an approval has to name one.");
        }

        var draft = new Draft(c, circumstances);
        var level = circumstances.Facts.Acting!.Level;
        return TooMuch([remedy], level, draft.Policy) ?? draft.Grant(c, remedy, level, draft.NoRule).Done();
    }

    public static Decision Reject(Case c, Stage.UnderReview review, Command.Reject command, Circumstances circumstances)
    {
        if ((Error(review, command.Review, circumstances) ?? NotClaimed(review, circumstances)) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var level = circumstances.Facts.Acting!.Level;
        var alternatives = command.Alternatives.Count > 0 ? command.Alternatives : Alternatives(c, review.Asked, level, draft.Policy);
        return OptionsError(alternatives, level, draft.Policy) ?? draft
            .Add(new Event.RemedyDeclined(review.Asked, level, draft.NoRule, draft.Text(command.Reason)))
            .Offer(c, alternatives, level, draft.NoRule)
            .Done();
    }

    public static Decision CounterOffer(Case c, Stage.UnderReview review, Command.CounterOffer command, Circumstances circumstances)
    {
        if ((Error(review, command.Review, circumstances) ?? NotClaimed(review, circumstances)) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var level = circumstances.Facts.Acting!.Level;
        return OptionsError(command.Options, level, draft.Policy) ?? draft.Offer(c, command.Options, level, draft.NoRule).Done();
    }

    public static Decision NothingToReview(Case c) =>
        Draft.Refuse(RefusalReason.WrongStage, $"There is nothing to review: the case is {c.Stage.Name}.");

    private static Decision? Error(Stage.UnderReview review, int number, Circumstances circumstances) =>
        review.Review != number
            ? Draft.Refuse(RefusalReason.Overtaken, $"Review {number} was overtaken; the case is now in review {review.Review} at level {review.Level}.")
        : circumstances.Facts.Acting is not { } acting
            ? Draft.Refuse(RefusalReason.NotAllowed, $"{circumstances.By.Id} is not in people.yaml, or at no level of this case's policy.")
        : circumstances.Policy.Rank(acting.Level) < circumstances.Policy.Rank(review.Level)
            ? Draft.Refuse(RefusalReason.NotAllowed, $"This review is at level {review.Level}; {acting.Id} is at level {acting.Level}.")
            : null;

    private static Decision? NotClaimed(Stage.UnderReview review, Circumstances circumstances) =>
        review.Claim is null ? Draft.Refuse(RefusalReason.NotAllowed, "Claim the review first.")
        : review.Claim.Person != circumstances.By.Id ? Draft.Refuse(RefusalReason.NotAllowed, $"This review was claimed by {review.Claim.Person}.")
        : null;

    private static Decision? OptionsError(ValueList<Remedy> options, Code level, Policy policy) =>
        options.Count is < 2 or > 3 || options.Distinct().Count() != options.Count
            ? Draft.Refuse(RefusalReason.Invalid, "The customer gets 2 or 3 different options to choose from: name them.")
            : TooMuch(options, level, policy);

    private static Decision? TooMuch(IEnumerable<Remedy> remedies, Code level, Policy policy) =>
        remedies.FirstOrDefault(r => !policy.LimitsOf(level).Covers(r)) is { } above
            ? Draft.Refuse(RefusalReason.AboveLimit, $"A {above} is above the limit of level {level}: {policy.LimitsOf(level).Explain(above.Kind)}.")
            : null;

    /// <summary>The policy's options that this level may grant, without what was just declined (R07).</summary>
    private static ValueList<Remedy> Alternatives(Case c, Remedy? declined, Code level, Policy policy) =>
        policy.CategoryOf(c.Complaint.Category).Options
            .Where(option => option != declined && policy.LimitsOf(level).Covers(option))
            .Take(3)
            .ToValueList();
}
