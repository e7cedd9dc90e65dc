using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Review;

/// <summary>What the people of a level decide on a case that was escalated to them (R07, R08, R10, R34, X03, X04, X07).</summary>
internal static class ReviewDecider
{
    public static Decision Claim(Case c, Stage.UnderReview review, Command.ClaimReview command, Circumstances circumstances)
    {
        if (ReviewGuard.MayReview(c, review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        if (review.Claim is { } claim)
        {
            return claim.Person == circumstances.By.Id
                ? Draft.Refuse(RefusalReason.AlreadyDone, "You have claimed this review already.")
                : Draft.Refuse(RefusalReason.AlreadyDone, $"This review was claimed by {claim.Person}.");
        }

        var draft = new Draft(c, circumstances);
        var unmet = review.Needs?.AreMetBy(ReviewGuard.Acting(review, circumstances)!) == false ? review.Needs : null;
        if (ReviewGuard.IsNot(circumstances.By.Id, unmet, c, review, draft) is { } unfit)
        {
            return unfit;
        }

        var within = draft.Policy.LevelOf(review.Level).AnswerWithin;
        var level = ReviewGuard.LevelOf(review, circumstances);
        return draft
            .Add(new Event.ReviewClaimed(review.Review, circumstances.By.Id, level, draft.After(c, review.Level, within)) { Waived = unmet })
            .Done();
    }

    public static Decision Release(Case c, Stage.UnderReview review, Command.ReleaseReview command, Circumstances circumstances)
    {
        if (ReviewGuard.Holds(review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var within = draft.Policy.LevelOf(review.Level).ClaimWithin;
        return draft
            .Add(new Event.ReviewReleased(review.Review, circumstances.By.Id, Forgotten: false, draft.After(c, review.Level, within)))
            .Done();
    }

    public static Decision Approve(Case c, Stage.UnderReview review, Command.Approve command, Circumstances circumstances)
    {
        if (ReviewGuard.MayDecide(c, review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        if ((command.Remedy ?? AskedNow(c, review, draft.Policy)) is not { } remedy)
        {
            return Draft.Refuse(RefusalReason.Invalid, "The customer has not asked for a remedy of a known size: name one.");
        }

        var level = ReviewGuard.LevelOf(review, circumstances);
        return ReviewGuard.TooMuch([remedy], level, draft.Policy) ?? draft.Grant(c, remedy, level, draft.NoRule).Done();
    }

    /// <summary>What an approval without a remedy grants (I12): what this review is about, or a wish that the customer has confirmed since it
    /// began. A sum that the account only mentions is never granted, whatever a log of an older version says was asked.</summary>
    private static Remedy? AskedNow(Case c, Stage.UnderReview review, Policy policy) =>
        review.Asked is { } asked ? (IsOnlyMentioned(asked, c.Complaint) ? null : asked)
        : c.Numbers.Grants == 0 && c.Complaint.Wish is { IsConfirmed: true } ? AskedRemedy.Of(c.Complaint, policy).Remedy
        : null;

    private static bool IsOnlyMentioned(Remedy asked, Complaint complaint) =>
        !complaint.AsksForRemedy && asked.Kind == RemedyKind.Refund && asked.Amount is { } amount && amount == complaint.AmountMentioned;

    public static Decision Reject(Case c, Stage.UnderReview review, Command.Reject command, Circumstances circumstances)
    {
        if (ReviewGuard.MayDecide(c, review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var level = ReviewGuard.LevelOf(review, circumstances);
        var alternatives = command.Alternatives.Count > 0 ? command.Alternatives : Alternatives(c, review.Asked, level, draft.Policy);
        return OptionsError(alternatives, level, draft.Policy) ?? draft
            .Add(new Event.RemedyDeclined(review.Asked, level, draft.NoRule, draft.Text(command.Reason)))
            .Offer(c, alternatives, level, draft.NoRule)
            .Done();
    }

    public static Decision CounterOffer(Case c, Stage.UnderReview review, Command.CounterOffer command, Circumstances circumstances)
    {
        if (ReviewGuard.MayDecide(c, review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var level = ReviewGuard.LevelOf(review, circumstances);
        return OptionsError(command.Options, level, draft.Policy) ?? draft.Offer(c, command.Options, level, draft.NoRule).Done();
    }

    public static Decision NothingToReview(Case c) =>
        Draft.Refuse(RefusalReason.WrongStage, $"There is nothing to review: the case is {c.Stage.Name}.");

    private static Decision? OptionsError(ValueList<Remedy> options, Code level, Policy policy) =>
        options.Count is < 2 or > 3 || options.Distinct().Count() != options.Count
            ? Draft.Refuse(RefusalReason.Invalid, "The customer gets 2 or 3 different options to choose from: name them.")
            : ReviewGuard.TooMuch(options, level, policy);

    /// <summary>The policy's options that this level may grant, without what was just declined (R07).</summary>
    private static ValueList<Remedy> Alternatives(Case c, Remedy? declined, Code level, Policy policy) =>
        policy.CategoryOf(c.Complaint.Category).Options
            .Where(option => option != declined && policy.LimitsOf(level).Covers(option))
            .Take(3)
            .ToValueList();
}
