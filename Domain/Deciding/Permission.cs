using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Values.ActorKind;

namespace Escalation.Domain.Deciding;

/// <summary>Who may ask what of a case.</summary>
public static class Permission
{
    public static bool Allows(Actor by, Command command) => command switch
    {
        Register => by.Kind is Upstream or Operator,
        CheckAuthority or FireDeadline or ReportDelivery or ReportRejection => by.Kind is Pipeline,
        GiveAdvice => by.Kind is Reviewer,

        // Operators are the last step of the ladder, which is never empty; the decider holds them to that.
        ClaimReview or ReleaseReview or Approve or Reject or CounterOffer or EscalateFurther or Command.Delegate or Refer
            or AskCustomer or AskAdvice => by.Kind is Reviewer or Operator,
        Reroute => by.Kind is Reviewer or Operator,
        ReportFulfilled => by.Kind is Fulfilment or Operator,
        RecordCause => by.Kind is Reviewer or Operator or Fulfilment,
        CorrectTriage or EndContact or RecordReferral => by.Kind is Reviewer or Operator,

        // What a customer says may also be entered by whoever spoke with them.
        ConfirmRestatement or CorrectRestatement or AnswerQuestions or GiveContact or Write or ChooseOption or DeclineOptions
            or Withdraw or AnswerSatisfaction => by.Kind is Customer or Upstream or Reviewer or Operator,
        _ => false,
    };
}
