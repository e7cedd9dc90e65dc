using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Authority;
using Escalation.Domain.Deciding.Deadlines;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Deciding.Intake;
using Escalation.Domain.Deciding.Review;
using Escalation.Domain.Deciding.Settlement;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;

namespace Escalation.Domain.Deciding;

/// <summary>All that can be asked of a case, and which stage's decider answers.</summary>
public static class Decider
{
    /// <summary>Decides a command on a case as it stands. Pure: the same arguments give the same answer.</summary>
    /// <param name="case">Null where no complaint with this number was registered yet.</param>
    public static Decision Decide(Case? @case, Command command, Circumstances circumstances) =>
        Permission.Allows(circumstances.By, command)
            ? Judge(@case, command, circumstances)
            : Draft.Refuse(RefusalReason.NotAllowed, $"A {circumstances.By.Kind.ToString().ToLowerInvariant()} may not do this.");

    /// <summary>By the policy as it is for this complaint and after earlier grants, with what was refused, what new words show and what it means
    /// for the clocks noted.</summary>
    private static Decision Judge(Case? @case, Command command, Circumstances circumstances)
    {
        var own = @case is null ? circumstances : circumstances with { Policy = PolicyFor(@case, circumstances) };
        var answer = TriageKeeper.Keep(@case, command, RefusedDecisions.Noted(@case, command, own, Answer(@case, command, own)), own);
        return ClockKeeper.Keep(@case, command, answer, circumstances);
    }

    private static Policy PolicyFor(Case @case, Circumstances circumstances) => circumstances.Policy
        .For(@case.Complaint)
        .Within(circumstances.Facts.Granted, byPerson: circumstances.By.Kind == ActorKind.Reviewer);

    private static Decision Answer(Case? @case, Command command, Circumstances circumstances) => (@case, command) switch
    {
        (_, Register c) => IntakeDecider.Register(@case, c, circumstances),
        (null, _) => Draft.Refuse(RefusalReason.UnknownCase, "No complaint with this case number has been registered."),

        ({ }, ConfirmRestatement c) => IntakeDecider.Confirm(@case, c, circumstances),
        ({ }, CorrectRestatement c) => IntakeDecider.Correct(@case, c, circumstances),
        ({ }, AnswerQuestions c) => IntakeDecider.Answer(@case, c, circumstances),
        ({ }, GiveContact c) => IntakeDecider.GiveContact(@case, c, circumstances),
        ({ }, Write c) => IntakeDecider.Write(@case, c, circumstances),

        ({ Stage: Stage.Assessing a }, CheckAuthority c) when a.Check == c.Check => AuthorityDecider.Check(@case, circumstances),
        (_, CheckAuthority) => Draft.Refuse(RefusalReason.Overtaken, "This check was overtaken by what happened since."),

        ({ Stage: Stage.UnderReview r }, ClaimReview c) => ReviewDecider.Claim(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, ReleaseReview c) => ReviewDecider.Release(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, Approve c) => ReviewDecider.Approve(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, Reject c) => ReviewDecider.Reject(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, CounterOffer c) => ReviewDecider.CounterOffer(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, Reroute c) => RerouteDecider.Reroute(@case, r, c, circumstances),
        ({ } c, Reroute) => RerouteDecider.NothingToReroute(c),
        ({ Stage: Stage.UnderReview r }, EscalateFurther c) => HandoverDecider.EscalateFurther(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, Command.Delegate c) => HandoverDecider.Delegate(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, Refer c) => HandoverDecider.Refer(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, AskCustomer c) => InquiryDecider.AskCustomer(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, AskAdvice c) => InquiryDecider.AskAdvice(@case, r, c, circumstances),
        ({ Stage: Stage.UnderReview r }, GiveAdvice c) => InquiryDecider.GiveAdvice(@case, r, c, circumstances),
        ({ } c, ClaimReview or ReleaseReview or Approve or Reject or CounterOffer or EscalateFurther or Command.Delegate or Refer
            or AskCustomer or AskAdvice or GiveAdvice) => ReviewDecider.NothingToReview(c),

        ({ Stage: Stage.Offered o }, ChooseOption c) => OfferDecider.Choose(@case, o, c, circumstances),
        ({ Stage: Stage.Offered o }, DeclineOptions c) => OfferDecider.Decline(@case, o, c, circumstances),
        ({ Stage: Stage.Closed, Lapsed: { } l }, ChooseOption c) when l.Offer == c.Offer => OfferDecider.ChooseLate(@case, l, c, circumstances),
        ({ } c, ChooseOption or DeclineOptions) =>
            Draft.Refuse(RefusalReason.WrongStage, $"There is no offer to answer: the case is {c.Stage.Name}."),

        ({ }, ReportFulfilled c) => FollowUpDecider.Fulfilled(@case, c, circumstances),
        ({ }, AnswerSatisfaction c) => FollowUpDecider.Answered(@case, c, circumstances),
        ({ }, Withdraw c) => FollowUpDecider.Withdraw(@case, c, circumstances),
        ({ }, RecordCause c) => FollowUpDecider.RecordCause(@case, c, circumstances),
        ({ }, CorrectTriage c) => TriageDecider.Correct(@case, c, circumstances),
        ({ }, EndContact c) => TriageDecider.EndContact(@case, c, circumstances),
        ({ }, RecordReferral c) => TriageDecider.RecordReferral(@case, c, circumstances),
        ({ }, ReportDelivery c) => DeliveryDecider.Delivered(@case, c, circumstances),
        ({ }, ReportRejection c) => DeliveryDecider.Rejected(@case, c, circumstances),

        ({ Next: { } next }, FireDeadline c) when next.Arm == c.Arm && next.Due == c.Due => DeadlineDecider.Fire(@case, next, circumstances),
        (_, FireDeadline) => Draft.Refuse(RefusalReason.Overtaken, "This deadline was overtaken by what happened since."),

        _ => throw new InvalidOperationException($"No decider answers {command.GetType().Name}."),
    };
}
