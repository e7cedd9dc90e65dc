using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;

namespace Escalation.Domain.Deciding.Review;

/// <summary>Late, second and outdated decisions, and those above a limit or by somebody who may not, are recorded as such (X03): whoever
/// reads the log sees that they were made, by whom, and why they have no effect.</summary>
internal static class RefusedDecisions
{
    /// <summary>The answer, with the record of what was refused put before anything that follows from it.</summary>
    public static Decision Noted(Case? c, Command command, Circumstances circumstances, Decision answer)
    {
        if (c is null || answer is not Decision.Refused refused || Of(command) is not { } decision || !IsWorthNoting(decision.Kind, refused.Refusal.Reason))
        {
            return answer;
        }

        // The words come after those that the events behind it refer to.
        var last = refused.Texts.Count == 0 ? c.LastText : refused.Texts[^1].Ref.Number;
        TextEntry? words = string.IsNullOrWhiteSpace(decision.Words) ? null : new(new(last + 1), decision.Words);
        return refused with
        {
            Events =
            [
                new Event.DecisionRefused(decision.Kind, decision.Number, refused.Refusal.Reason, words?.Ref) { StoppedBy = refused.Refusal.StoppedBy },
                .. refused.Events,
            ],
            Texts = words is null ? refused.Texts : refused.Texts.With(words),
        };
    }

    private static (DecisionKind Kind, int Number, string? Words)? Of(Command command) => command switch
    {
        ClaimReview c => (DecisionKind.Claim, c.Review, null),
        Approve c => (DecisionKind.Approval, c.Review, null),
        Reject c => (DecisionKind.Rejection, c.Review, c.Reason),
        Command.CounterOffer c => (DecisionKind.CounterOffer, c.Review, null),
        EscalateFurther c => (DecisionKind.Escalation, c.Review, c.Reason),
        Command.Delegate c => (DecisionKind.Delegation, c.Review, c.Words),
        Refer c => (DecisionKind.Referral, c.Review, c.Words),
        GiveAdvice c => (DecisionKind.Advice, c.Advice, c.Words),
        ChooseOption c => (DecisionKind.Choice, c.Offer, null),
        DeclineOptions c => (DecisionKind.RefusalOfOptions, c.Offer, c.Words),
        AnswerQuestions c => (DecisionKind.Answer, c.Round, c.Words),
        _ => null,
    };

    /// <summary>Two who claim at once are no matter for the log; somebody who may not review the case is.</summary>
    private static bool IsWorthNoting(DecisionKind kind, RefusalReason reason) => kind is DecisionKind.Claim
        ? reason is RefusalReason.ConflictOfInterest
        : reason is RefusalReason.Overtaken or RefusalReason.WrongStage or RefusalReason.AlreadyDone or RefusalReason.AboveLimit
            or RefusalReason.ConflictOfInterest or RefusalReason.Expired;
}
