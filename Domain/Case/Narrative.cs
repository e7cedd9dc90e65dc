using System.Globalization;
using static Escalation.Domain.Event;

namespace Escalation.Domain;

/// <summary>Tells a log in sentences, for staff. Holds nothing personal, as the events do not.</summary>
public static class Narrative
{
    public static string Tell(Event happened) => happened switch
    {
        Registered e => $"Complaint registered from {e.Complaint.Source} about {e.Complaint.Category}{Amount(e.Complaint.Dispute)}{Missing(e.Complaint.Missing)}.",
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
        _ => TellDecided(happened),
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
        RemedyDeclined e => e.Words,
        Rerouted e => e.Words,
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
        Escalated e => $"Escalated to {e.Level}{Team(e.Team)} (review {e.Review}): {Reason(e.Reason)}{Because(e.Basis)}{Before(e.Basis.Facts)}{Routed(e)}; to be claimed by {Time(e.ClaimBy)}.",
        RemedyDeclined e => $"Declined{(e.Asked is null ? "" : $": {e.Asked}")}{Because(e.Basis)}.",
        ReviewClaimed e => $"Review {e.Review} claimed by {e.Person} of {e.Level}{(e.Waived is { } waived ? $" (since nobody {waived} any more)" : "")}, decision due {Time(e.DecideBy)}.",
        ReviewReleased { Forgotten: true } e => $"Review {e.Review} taken back from {e.Person}, who did not decide in time.",
        ReviewReleased e => $"Review {e.Review} released by {e.Person}.",
        Rerouted e => $"Review {e.Review} re-routed to {(e.Team is null ? "everybody" : $"the team {e.Team}")}, in the category {e.Category}.",
        ReviewReminded e => $"Reminder {e.Reminder} for review {e.Review}, to the {e.To.ToString().ToLowerInvariant()}.",
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
        PromiseMade e => $"Promised {(e.About == PromiseKind.Answer ? "an answer" : "the remedy")} by {Time(e.Due)} (promise {e.Promise}, {e.Owner}).",
        PromiseKept e => $"Promise {e.Promise} kept.",
        PromiseBroken e => $"Promise {e.Promise} broken.",
        PromiseRenegotiated e => $"Promise {e.Promise} taken back in time, for a new one.",
        PromiseVoided e => $"Promise {e.Promise} overtaken before it was due.",
        _ => throw new InvalidOperationException($"No sentence tells of {happened.GetType().Name}."),
    };

    private static string Reason(EscalationReason reason) => reason switch
    {
        EscalationReason.AboveLimit => "above the limit of the levels below",
        EscalationReason.AmountReadFromText => "the amount was only read from the account",
        EscalationReason.Rule => "a rule says that a person decides",
        EscalationReason.Undecided => "no rule and no limit settles it",
        EscalationReason.QuestionsUnanswered => "our questions stayed unanswered",
        EscalationReason.OptionsDeclined => "the customer wants none of the options",
        EscalationReason.NotClaimed => "nobody claimed it in time",
        EscalationReason.NotAnswered => "it was not decided in time",
        EscalationReason.NotSatisfied => "the customer says it was not solved",
        EscalationReason.Rerouted => "other people know more about it",
        _ => "the account was corrected after a remedy had been granted",
    };

    private static string Because(Basis basis) =>
        (basis.Rules.Count == 0 ? "" : $", by the rule {string.Join(", ", basis.Rules)}")
        + (basis.Exceeded.Count == 0 ? "" : $", above {string.Join(" and ", basis.Exceeded)}");

    private static string Team(Code? team) => team is null ? "" : $", team {team}";

    private static string Before(UsedFacts? facts) => facts is null or { Earlier.Count: 0 } ? ""
        : $"; the customer complained before ({string.Join(", ", facts.Earlier.Take(3).Select(c => $"{c.Case} {c.Outcome?.ToString().ToLowerInvariant() ?? c.Stage.Text}"))}{(facts.Earlier.Count > 3 ? ", ..." : "")}){(facts.Repeat ? ", so that this is a repeat" : "")}";

    private static string Routed(Escalated e) => e.Waived is { } waived ? $"; nobody from here up {waived}, so that anybody may claim it"
        : e.Skipped.Count > 0 ? $"; past {string.Join(" and ", e.Skipped)}, where nobody {e.Needs}"
        : "";

    private static string Amount(Dispute? dispute) => dispute is null ? ""
        : $", {dispute.Amount} in dispute{(dispute.Origin == AmountOrigin.ReadFromText ? " (read from the account)" : "")}";

    private static string Missing(ValueList<ContactField> missing) =>
        missing.Count == 0 ? "" : $"; not given: {string.Join(", ", missing).ToLowerInvariant()}";

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
