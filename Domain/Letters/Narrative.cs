using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Letters;

/// <summary>Tells a log in sentences, for staff. Holds nothing personal, as the events do not.</summary>
public static class Narrative
{
    public static string Tell(Event happened) => happened switch
    {
        Registered e => $"Complaint registered from {e.Complaint.Source} about {e.Complaint.Category}{Amount(e.Complaint.Dispute, e.Complaint.UnclearSum)}{Missing(e.Complaint.Missing)}{TriageNarrative.Read(e.Complaint.Triage)}.",
        Restated e => $"Main points restated (version {e.Restatement}).",
        RestatementConfirmed e => $"The customer confirmed the main points (version {e.Restatement}).",
        RestatementCorrected e => $"The customer corrected the main points (version {e.Restatement}).",
        AccountAmended => "The same complaint came in again with another account.",
        ContactGiven e => $"Contact details given{Missing(e.Missing)}.",
        QuestionsAsked e => $"Asked the customer {e.Questions.Count} questions (round {e.Round}), answer due {Time(e.Due)}.",
        QuestionsRepeated e => $"Asked again (reminder {e.Reminder}).",
        QuestionsAnswered e => $"The customer answered the questions of round {e.Round}.",
        QuestionsUnanswered e => $"The questions of round {e.Round} stayed unanswered.",
        CustomerWrote => "The customer wrote.",
        AssessmentOpened e => $"To be held against the policy (check {e.Check}).",
        _ => TriageNarrative.Tell(happened) ?? TellDecided(happened),
    };

    /// <summary>Where the words are that an event refers to; null when it refers to none that belong into a log.</summary>
    public static TextRef? TextOf(Event happened) => happened switch
    {
        Registered e => e.Complaint.Account,
        Restated e => e.Points,
        RestatementCorrected e => e.Words,
        AccountAmended e => e.Account,
        QuestionsAnswered e => e.Words,
        CustomerWrote e => e.Words,
        ContactEnded e => e.Words,
        RemedyDeclined e => e.Words,
        Rerouted e => e.Words,
        Escalated e => e.Words,
        ReviewDelegated e => e.Words,
        CaseReferred e => e.Words,
        DecisionRefused e => e.Words,
        CustomerAsked e => e.Words,
        AdviceAsked e => e.Words,
        AdviceGiven e => e.Words,
        OptionsDeclined e => e.Words,
        SatisfactionAnswered e => e.Words,
        CaseWithdrawn e => e.Words,
        MessageDelivered e => e.Words,
        _ => null,
    };

    private static string TellDecided(Event happened) => happened switch
    {
        RemedyGranted e => $"Granted: {e.Remedy}, within the limit of {e.Level}{Because(e.Basis)}; to be carried out by {Time(e.FulfilBy)}.",
        OptionsOffered e => $"Offered (offer {e.Offer}, within the limit of {e.Level}): {string.Join("; ", e.Options.Select((o, i) => $"{i + 1}. {o}"))}{Because(e.Basis)}.",
        Escalated e => $"Escalated to {e.Level}{Team(e.Team)} (review {e.Review}): {Reason(e.Reason)}{Because(e.Basis)}{Before(e.Basis.Facts)}{Skipped(e)}{Waived(e.Waived)}; to be claimed by {Time(e.ClaimBy)}.",
        RemedyDeclined e => $"Declined{(e.Asked is null ? "" : $": {e.Asked}")}{Because(e.Basis)}.",
        ReviewClaimed e => $"Review {e.Review} claimed by {e.Person} of {e.Level}{(e.Waived is { } waived ? $" (since nobody {waived} any more)" : "")}, decision due {Time(e.DecideBy)}.",
        ReviewReleased { Forgotten: true } e => $"Review {e.Review} taken back from {e.Person}, who did not decide in time.",
        ReviewReleased e => $"Review {e.Review} released by {e.Person}.",
        Rerouted e => $"Review {e.Review} re-routed to {(e.Team is null ? "everybody" : $"the team {e.Team}")}, in the category {e.Category}.",
        ReviewReminded e => $"Reminder {e.Reminder} for review {e.Review}, to the {e.To.ToString().ToLowerInvariant()}.",
        _ => TellHandedOver(happened),
    };

    private static string TellHandedOver(Event happened) => happened switch
    {
        ReviewDelegated e => $"Review {e.Review} handed by {e.From} to {e.To}, to be claimed by {Time(e.ClaimBy)}.",
        CaseReferred e => $"Referred to {e.To} (review {e.Review}).",
        DecisionRefused e => $"Refused, and without effect: {Decision(e)}, because {Refused(e.Reason)}{Above(e.StoppedBy)}.",
        CustomerAsked e => $"The reviewer asked the customer a question (round {e.Round}), answer due {Time(e.Due)}.",
        ReviewResumed e => $"Review {e.Review} goes on {(e.Answered ? "with" : "without")} the customer's answer, due {Time(e.Due)}.",
        AdviceAsked e => $"Advice {e.Advice} asked of {e.Of}, due {Time(e.Due)}{(e.Delays ? "; the customer is told a later time" : "")}.",
        AdviceReminded e => $"Reminder {e.Reminder} for advice {e.Advice}, due {Time(e.Due)}.",
        AdviceGiven e => $"Advice {e.Advice} given by {e.Person}; review {e.Review} goes on, due {Time(e.Due)}.",
        AdviceMissed e => $"Advice {e.Advice} did not come; review {e.Review} goes on without it, due {Time(e.Due)}.",
        _ => TellFollowedUp(happened),
    };

    private static string TellFollowedUp(Event happened) => happened switch
    {
        OptionChosen e => $"The customer chose option {e.Option} of offer {e.Offer}.",
        OptionsDeclined e => $"The customer wants none of offer {e.Offer}.",
        OfferRepeated e => $"Reminded the customer of offer {e.Offer} (reminder {e.Reminder}).",
        OfferExpired e => $"Offer {e.Offer} ran out unanswered.",
        RemedyFulfilled e => $"Remedy {e.Grant} was carried out.",
        FulfilmentOverdue e => $"Remedy {e.Grant} is overdue (reminder {e.Reminder}).",
        SatisfactionAsked e => $"Asked the customer whether it was solved (time {e.Asked}).",
        SatisfactionAnswered e => e.Satisfied ? "The customer says it was solved." : "The customer says it was not solved.",
        CauseRecorded e => $"Cause: {e.Cause}{(e.Presumed ? ", presumed from the category" : "")}.",
        CaseWithdrawn => "The customer withdrew the complaint.",
        CaseClosed e => $"Closed: {e.Outcome.ToString().ToLowerInvariant()}.",
        CaseReopened e => $"Re-opened (round {e.Round}).",
        MessageDelivered e => $"Message \"{e.Kind}\" about event {e.Of} sent by {e.Channel.ToString().ToLowerInvariant()}.",
        MessageRejected e => $"Message \"{e.Kind}\" about event {e.Of} could not be sent by {e.Channel.ToString().ToLowerInvariant()}: {e.Reason}.",
        DeadlineFired e => $"Time was up: {e.Deadline.ToString().ToLowerInvariant()}.",
        PromiseMade e => $"Promised {(e.About == PromiseKind.Answer ? "an answer" : "the remedy")} by {Time(e.Due)} (promise {e.Promise}, {e.Owner}"
            + $"{(e.BroughtForwardFor is { } regime ? $", brought forward for the date of {regime}" : "")}).",
        PromiseKept e => $"Promise {e.Promise} kept.",
        PromiseBroken e => $"Promise {e.Promise} broken.",
        PromiseRenegotiated e => $"Promise {e.Promise} taken back in time, for a new one.",
        PromiseVoided e => $"Promise {e.Promise} overtaken before it was due.",
        ReminderPostponed e => $"Nobody works at this hour: {e.Deadline.ToString().ToLowerInvariant()} waits until {Time(e.Due)}.",
        _ => TellClocks(happened),
    };

    private static string TellClocks(Event happened) => happened switch
    {
        LegalClockStarted e =>
            $"Under {e.Regime}, received {Time(e.Received)}: {string.Join(", ", e.Dates.Select(date => $"{date.Step} by {Time(date.Due)}"))}.",
        LegalDeadlineWarned e => $"Warned: {e.Step} of {e.Regime} is due {Time(e.Due)}.",
        LegalDeadlineBreached e => $"Breached: {e.Step} of {e.Regime} was due {Time(e.Due)}.",
        ServiceClockStarted e => $"The service clock runs (round {e.Round}), to be settled by {Time(e.Due)}.",
        ServiceClockPaused e => $"The service clock pauses after {Hours(e.Elapsed)}, with {Hours(e.Left)} left: it is the customer's turn.",
        ServiceClockResumed e => $"The service clock runs on, to be settled by {Time(e.Due)}.",
        ServiceClockBreached e => $"The service time of round {e.Round} was used up at {Time(e.Due)}.",
        _ => throw new InvalidOperationException($"No sentence tells of {happened.GetType().Name}."),
    };

    private static string Reason(EscalationReason reason) => reason switch
    {
        EscalationReason.AboveLimit => "above the limit of the levels below",
        EscalationReason.AmountReadFromText => "the account mentions a sum above what is settled without a person, and asks for nothing",
        EscalationReason.WishUnderstood => "the account asks for something in words, which the customer has not confirmed",
        EscalationReason.AmountUnclear => "the account names a sum that was not understood",
        EscalationReason.Rule => "a rule says that a person decides",
        EscalationReason.Undecided => "no rule and no limit settles it",
        EscalationReason.Flagged => "somebody may be in danger, or the law is concerned",
        EscalationReason.CustomerSilent => "the customer needs more help than others and does not answer",
        EscalationReason.QuestionsUnanswered => "our questions stayed unanswered",
        EscalationReason.OptionsDeclined => "the customer wants none of the options",
        EscalationReason.NotClaimed => "nobody claimed it in time",
        EscalationReason.NotAnswered => "it was not decided in time",
        EscalationReason.NotSatisfied => "the customer says it was not solved",
        EscalationReason.Rerouted => "other people know more about it",
        EscalationReason.PassedOn => "the reviewer wants somebody with more authority to decide",
        EscalationReason.ChosenLate => "the customer chose an option after the offer had run out",
        _ => "the account was corrected after a remedy had been granted",
    };

    private static string Decision(DecisionRefused e) => e.Decision switch
    {
        DecisionKind.Claim => $"a claim of review {e.Of}",
        DecisionKind.Approval => $"an approval in review {e.Of}",
        DecisionKind.Rejection => $"a rejection in review {e.Of}",
        DecisionKind.CounterOffer => $"a counter-offer in review {e.Of}",
        DecisionKind.Escalation => $"an escalation out of review {e.Of}",
        DecisionKind.Delegation => $"a delegation of review {e.Of}",
        DecisionKind.Referral => $"a referral out of review {e.Of}",
        DecisionKind.Advice => $"advice {e.Of}",
        DecisionKind.Choice => $"a choice from offer {e.Of}",
        DecisionKind.RefusalOfOptions => $"a refusal of offer {e.Of}",
        _ => $"an answer to the questions of round {e.Of}",
    };

    private static string Refused(RefusalReason reason) => reason switch
    {
        RefusalReason.Overtaken => "it was overtaken by what had happened since",
        RefusalReason.WrongStage => "there was no such thing to decide any more",
        RefusalReason.AlreadyDone => "it was done before",
        RefusalReason.AboveLimit => "it is above the limit of whoever decided",
        RefusalReason.ConflictOfInterest => "whoever decided may not review this case",
        RefusalReason.Expired => "the offer had run out",
        _ => "it could not be done",
    };

    private static string Above(ValueList<Domain.Policies.StoppingLimit>? limits) =>
        limits is null ? "" : $" ({string.Join(", ", limits)})";

    private static string Skipped(Escalated e) =>
        (e.Skipped is null ? "" : $"; not for {string.Join(", ", e.Skipped.Select(s => $"{s.Person} ({s.Why.Words()})"))}")
        + (e.Emptied is null ? "" : $"; nobody of {string.Join(" and ", e.Emptied)} may review it{(e.Needs is null ? "" : $" and {e.Needs}")}")
        + (e.Emptied?.Contains(e.Level) == true ? ", so the operators do" : "");

    private static string Because(Basis basis) =>
        (basis.Rules.Count == 0 ? "" : $", by the rule {string.Join(", ", basis.Rules)}")
        + (basis.Exceeded.Count == 0 ? "" : $", above {string.Join(" and ", basis.Exceeded)}");

    private static string Team(Code? team) => team is null ? "" : $", team {team}";

    private static string Before(UsedFacts? facts) => facts is null or { Earlier.Count: 0 } ? ""
        : $"; the customer complained before ({string.Join(", ", facts.Earlier.Take(3).Select(c => $"{c.Case} {c.Outcome?.ToString().ToLowerInvariant() ?? c.Stage.Text}"))}{(facts.Earlier.Count > 3 ? ", ..." : "")}){(facts.Repeat ? ", so that this is a repeat" : "")}";

    private static string Waived(ReviewerNeeds? needs) => needs is null ? "" : $"; nobody from here up {needs}, so that anybody may claim it";

    private static string Amount(Dispute? dispute, bool unclear) =>
        (dispute is null ? ""
            : dispute.Origin == AmountOrigin.Stated ? $", {dispute.Amount} in dispute"
            : $", {(unclear ? "at least " : "")}{dispute.Amount} mentioned in the account")
        + (unclear ? ", with a sum in the account that was not understood" : "");

    private static string Missing(ValueList<ContactField> missing) =>
        missing.Count == 0 ? "" : $"; not given: {string.Join(", ", missing).ToLowerInvariant()}";

    private static string Hours(TimeSpan time) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours} h {time.Minutes:00} min");

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
