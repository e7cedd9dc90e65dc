using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Review;

/// <summary>A reviewer passes a case on: to somebody with more authority, to a person by name (R12), or to an authority outside (R21).</summary>
internal static class HandoverDecider
{
    public static Decision EscalateFurther(Case c, Stage.UnderReview review, Command.EscalateFurther command, Circumstances circumstances)
    {
        if (ReviewGuard.Holds(review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var policy = draft.Policy;
        var own = Math.Max(policy.Rank(review.Level), policy.Rank(ReviewGuard.LevelOf(review, circumstances)));
        if (command.Level is { } named && policy.Rank(named) <= own)
        {
            var above = policy.Levels.Skip(own + 1).Select(level => level.Id.Text).DefaultIfEmpty("nobody");
            return Draft.Refuse(RefusalReason.Invalid, $"'{named}' is not above level {policy.Levels[own].Id}; above it are: {string.Join(", ", above)}.");
        }

        if (own == policy.Levels.Count - 1)
        {
            return Draft.Refuse(RefusalReason.Invalid, $"Nobody is above level {policy.Levels[own].Id}: decide, ask for advice, or refer the case.");
        }

        var level = command.Level is { } to ? policy.LevelOf(to) : policy.Levels[own + 1];
        return draft.Escalate(c, level, EscalationReason.PassedOn, review.Asked, draft.NoRule, draft.Text(command.Reason)).Done();
    }

    /// <summary>By whoever holds the review, or by an operator. It counts as handed over only when claimed (R10).</summary>
    public static Decision Delegate(Case c, Stage.UnderReview review, Command.Delegate command, Circumstances circumstances)
    {
        var draft = new Draft(c, circumstances);
        var isOperator = circumstances.By.Kind is ActorKind.Operator;
        var error = (isOperator ? ReviewGuard.IsNewest(review, command.Review) : ReviewGuard.Holds(review, command.Review, circumstances))
            ?? ToError(c, review, command.To, draft);
        return error ?? draft
            .Add(new Event.ReviewDelegated(
                review.Review,
                circumstances.By.Id,
                command.To,
                draft.OptionalText(command.Words),
                draft.After(c, review.Level, draft.Policy.LevelOf(review.Level).ClaimWithin)))
            .Done();
    }

    /// <summary>That the customer is told where the case went is the answer that was promised.</summary>
    public static Decision Refer(Case c, Stage.UnderReview review, Command.Refer command, Circumstances circumstances)
    {
        if (ReviewGuard.MayDecide(c, review, command.Review, circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        return draft.Fulfil(PromiseKind.Answer)
            .Add(new Event.CaseReferred(review.Review, command.To, draft.Text(command.Words)))
            .Close(c, Outcome.Referred)
            .Done();
    }

    private static Decision? ToError(Case c, Stage.UnderReview review, Code to, Draft draft) =>
        draft.Facts.Roster?.FirstOrDefault(person => person.Id == to) is not { } person
            ? Draft.Refuse(RefusalReason.Invalid, $"'{to}' is not in people.yaml, or at no level of this case's policy.")
        : draft.Policy.Rank(person.Level) < draft.Policy.Rank(review.Level)
            ? Draft.Refuse(RefusalReason.Invalid, $"This review is at level {review.Level}; {to} is at level {person.Level}.")
        : (review.Claim?.Person ?? review.For) == to
            ? Draft.Refuse(RefusalReason.AlreadyDone, $"{to} has this review already.")
            : ReviewGuard.HasConflict(c, to)
                ?? ReviewGuard.IsNot(to, review.Needs?.AreMetBy(person) == false ? review.Needs : null, c, review, draft);
}
