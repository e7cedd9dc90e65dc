using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Review;

/// <summary>A reviewer asks before deciding: the customer (R03), or somebody for advice (R09). The review stays with whoever holds it.</summary>
internal static class InquiryDecider
{
    /// <summary>While the customer owes the answer no answer is promised to them; a new one is when they have given it.</summary>
    public static Decision AskCustomer(Case c, Stage.UnderReview review, Command.AskCustomer command, Circumstances circumstances)
    {
        if ((ReviewGuard.MayDecide(c, review, command.Review, circumstances) ?? IsAsking(review)) is { } error)
        {
            return error;
        }

        if (c.ContactEnded is not null)
        {
            return Draft.Refuse(RefusalReason.NotAllowed, "The contact with this customer was ended: decide on what is known.");
        }

        var draft = new Draft(c, circumstances);
        var due = draft.After(c, Policy.AutomaticLevel, draft.Policy.Timing.QuestionsWithin);
        return draft.Void(PromiseKind.Answer)
            .Add(new Event.CustomerAsked(review.Review, c.Numbers.Rounds + 1, draft.Text(command.Words), due))
            .Done();
    }

    /// <summary>The review goes on, with the answer or without it.</summary>
    public static Draft Resume(this Draft draft, Case c, Stage.UnderReview review, bool answered) => draft
        .Add(new Event.ReviewResumed(review.Review, review.Inquiry!.Number, answered, GoesOnBy(draft, c, review)))
        .PromiseAnswer(c, draft.Policy.LevelOf(review.Level));

    public static Decision AskAdvice(Case c, Stage.UnderReview review, Command.AskAdvice command, Circumstances circumstances)
    {
        if ((ReviewGuard.MayDecide(c, review, command.Review, circumstances) ?? IsAsking(review)) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        var policy = draft.Policy;
        var own = ReviewGuard.LevelOf(review, circumstances);
        if (AdviserError(c, command.Of, own, circumstances) is { } unsuited)
        {
            return unsuited;
        }

        var level = policy.LevelOf(LevelOf(command.Of, circumstances)!);
        var promised = draft.Promised(c, review.Level, level.AnswerWithin + policy.LevelOf(review.Level).AnswerWithin);
        var delays = c.OpenPromise(PromiseKind.Answer) is not { } promise || promise.Due < promised;
        var due = draft.After(c, level.Id, level.AnswerWithin);
        if (delays)
        {
            draft.Void(PromiseKind.Answer);
        }

        draft.Add(new Event.AdviceAsked(review.Review, c.Numbers.Advices + 1, command.Of, delays, draft.Text(command.Words), due));
        return delays ? draft.Promise(PromiseKind.Answer, review.Level, promised).Done() : draft.Done();
    }

    public static Decision GiveAdvice(Case c, Stage.UnderReview review, Command.GiveAdvice command, Circumstances circumstances)
    {
        if (ReviewGuard.IsNewest(review, command.Review) is { } overtaken)
        {
            return overtaken;
        }

        if (review.Inquiry is not { Adviser: { } adviser, Number: var number } || number != command.Advice)
        {
            return Draft.Refuse(RefusalReason.Overtaken, $"Advice {command.Advice} is not, or no longer, asked for.");
        }

        var by = circumstances.By.Id;
        var draft = new Draft(c, circumstances);
        return adviser != by && !IsOnOrAbove(adviser, circumstances)
            ? Draft.Refuse(RefusalReason.NotAllowed, $"The advice was asked of {adviser}.")
            : ReviewGuard.HasConflict(c, by) ?? draft
                .Add(new Event.AdviceGiven(review.Review, number, by, draft.Text(command.Words), GoesOnBy(draft, c, review)))
                .Done();
    }

    /// <summary>When the review has to go on: to a decision where somebody holds it, else to a claim.</summary>
    public static DateTimeOffset GoesOnBy(Draft draft, Case c, Stage.UnderReview review)
    {
        var level = draft.Policy.LevelOf(review.Level);
        return draft.After(c, level.Id, review.Claim is null ? level.ClaimWithin : level.AnswerWithin);
    }

    private static Decision? IsAsking(Stage.UnderReview review) => review.Inquiry switch
    {
        null => null,
        { Adviser: { } adviser } => Draft.Refuse(RefusalReason.AlreadyDone, $"Advice is asked of {adviser} already; decide, or wait for it."),
        _ => Draft.Refuse(RefusalReason.AlreadyDone, "The customer is asked already; decide, or wait for the answer."),
    };

    private static Decision? AdviserError(Case c, Code of, Code own, Circumstances circumstances)
    {
        var policy = circumstances.Policy;
        if (LevelOf(of, circumstances) is not { } level)
        {
            return Draft.Refuse(RefusalReason.Invalid, $"'{of}' is neither somebody of people.yaml nor a level of this case's policy.");
        }

        if (of == circumstances.By.Id || (of == level && policy.Rank(level) <= policy.Rank(own)))
        {
            return Draft.Refuse(RefusalReason.Invalid, "Ask another person, or a level above your own.");
        }

        return of == level && circumstances.Facts.Roster!.All(person => person.Level != level || c.ConflictOf(person.Id) is not null)
            ? Draft.Refuse(RefusalReason.ConflictOfInterest, $"Nobody of level {level} may have a say in this case.")
            : ReviewGuard.HasConflict(c, of);
    }

    /// <summary>The level of a person, or the level of this name; null where it is neither.</summary>
    private static Code? LevelOf(Code of, Circumstances circumstances) =>
        circumstances.Facts.Roster?.FirstOrDefault(person => person.Id == of)?.Level
        ?? (circumstances.Policy.Rank(of) >= 0 ? of : null);

    private static bool IsOnOrAbove(Code adviser, Circumstances circumstances) =>
        circumstances.Policy.Rank(adviser) >= 0
        && circumstances.Facts.Acting is { } acting
        && circumstances.Policy.Rank(acting.Level) >= circumstances.Policy.Rank(adviser);
}
