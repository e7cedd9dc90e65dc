using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>A message that a commit implies. Its id is made of case, event and kind, so that sending it again repeats it (I3).</summary>
/// <param name="About">The number of the event it tells of.</param>
/// <param name="Kind">What it is, such as <c>authority-check</c>.</param>
public abstract record Outbound(int About, string Kind)
{
    /// <summary>Whoever runs the pipeline, as an audience.</summary>
    public static Code Operators { get; } = Code.Parse("operators");

    public string IdIn(CaseId @case) => $"{@case}.{About:D6}.{Kind}";

    public sealed record AuthorityCheck(int About, int Check) : Outbound(About, "authority-check");

    /// <summary>To the customer, on their channel.</summary>
    public sealed record ToCustomer(int About, CustomerMessage Message) : Outbound(About, "customer");

    /// <summary>The whole packet, to the systems in which the people of a level work (R10).</summary>
    public sealed record Packet(int About, Code Level) : Outbound(About, "escalation");

    /// <summary>A nudge to the people of a level, to whoever claimed, or to the operators.</summary>
    public sealed record ToStaff(int About, StaffMessage Message, Code Audience) : Outbound(About, "staff");

    /// <summary>To the operators, beside a nudge to those who work on the case (X01).</summary>
    public sealed record ToOperators(int About, StaffMessage Message) : Outbound(About, "operators");

    /// <summary>The order to carry out a remedy.</summary>
    public sealed record Order(int About, Grant Grant) : Outbound(About, "remedy");

    /// <summary>The messages of one commit, in the order of their events. A function of the commit alone, so that they can be made again.</summary>
    /// <param name="after">The case as that commit left it.</param>
    public static IReadOnlyList<Outbound> From(Case after, IReadOnlyList<Recorded> commit) =>
        [.. commit.SelectMany(recorded => OfEvent(recorded, after)), .. OfClocks(after, commit), .. CustomerMessageOf(after, commit) is { } told ? [told] : Array.Empty<Outbound>()];

    private static IEnumerable<Outbound> OfEvent(Recorded recorded, Case after) => recorded.Event switch
    {
        Event.AssessmentOpened e => [new AuthorityCheck(recorded.Number, e.Check)],
        Event.Escalated e when e.Emptied?.Contains(e.Level) == true =>
            [new Packet(recorded.Number, e.Level), new ToStaff(recorded.Number, StaffMessage.LastStep, Operators)],
        Event.Escalated e => [new Packet(recorded.Number, e.Level)],
        Event.ReviewDelegated e when after.Stage is Stage.UnderReview s =>
            [new Packet(recorded.Number, s.Level), new ToStaff(recorded.Number, StaffMessage.ReviewNews, e.To)],
        Event.AdviceAsked e => [new ToStaff(recorded.Number, StaffMessage.ReviewNews, e.Of)],
        Event.AdviceReminded when after.Stage is Stage.UnderReview { Inquiry.Adviser: { } adviser } =>
            [new ToStaff(recorded.Number, StaffMessage.ReviewNews, adviser)],
        Event.ReviewResumed or Event.AdviceGiven or Event.AdviceMissed when after.Stage is Stage.UnderReview s =>
            [new ToStaff(recorded.Number, StaffMessage.ReviewNews, Holder(s))],
        Event.RemedyGranted e => [new Order(recorded.Number, new(e.Grant, e.Remedy, e.Level))],
        Event.ReviewReminded { To: RemindedParty.Operators } => [new ToStaff(recorded.Number, StaffMessage.LastStep, Operators)],
        Event.ReviewReminded when after.Stage is Stage.UnderReview s =>
            [new ToStaff(recorded.Number, StaffMessage.ReviewWaiting, Holder(s))],
        Event.FulfilmentOverdue => [new ToStaff(recorded.Number, StaffMessage.FulfilmentOverdue, Operators)],
        Event.CallDue e => [new ToStaff(recorded.Number, StaffMessage.CallDue, e.By)],

        // A bad review can wait for the next look at the case; the others cannot.
        Event.TriageRaised e when e.New.Any(flag => flag is not CaseFlag.PublicReviewRisk) =>
            [new ToStaff(recorded.Number, StaffMessage.TriageRaised, after.Stage is Stage.UnderReview s ? Holder(s) : Operators)],
        _ => [],
    };

    /// <summary>Whoever holds the review, or was handed it by name, or everybody on the level; the operators where nobody of the ladder may.</summary>
    private static Code Holder(Stage.UnderReview s) => s.Claim?.Person ?? s.For ?? (s.LastStep ? Operators : s.Level);

    /// <summary>To whoever has the case, where somebody has, and always to the operators: one message tells of all dates of a commit.</summary>
    private static IEnumerable<Outbound> OfClocks(Case after, IReadOnlyList<Recorded> commit)
    {
        foreach (var told in commit.Select(recorded => (recorded.Number, Message: ClockTells(recorded.Event))).DistinctBy(pair => pair.Message))
        {
            if (told.Message is not { } message)
            {
                continue;
            }

            if (after.Stage is Stage.UnderReview review)
            {
                yield return new ToStaff(told.Number, message, Holder(review));
            }

            yield return new ToOperators(told.Number, message);
        }
    }

    private static StaffMessage? ClockTells(Event happened) => happened switch
    {
        Event.LegalDeadlineWarned => StaffMessage.LegalDateNear,
        Event.LegalDeadlineBreached => StaffMessage.LegalDateBreached,
        Event.ServiceClockBreached => StaffMessage.ServiceTimeUsedUp,
        _ => null,
    };

    /// <summary>At most one message to the customer for a commit, telling all of it: nobody wants three at once.</summary>
    /// <returns>Null when the commit gives no reason to write.</returns>
    internal static ToCustomer? CustomerMessageOf(Case after, IReadOnlyList<Recorded> commit)
    {
        var telling = commit
            .Select(recorded => (recorded.Number, Message: Tells(recorded.Event)))
            .Where(pair => pair.Message is { } message && (after.ContactEnded is null || GoesAfterContactEnded(message)))
            .OrderByDescending(pair => pair.Message)
            .FirstOrDefault();
        return telling.Message is { } message ? new(telling.Number, message) : null;
    }

    /// <summary>Decisions and remedies are told to everybody; progress, questions and reminders are talk, and that has ended (R20).</summary>
    private static bool GoesAfterContactEnded(CustomerMessage message) =>
        message is CustomerMessage.Granted or CustomerMessage.Offered or CustomerMessage.Closed;

    private static CustomerMessage? Tells(Event happened) => happened switch
    {
        Event.RemedyGranted => CustomerMessage.Granted,
        Event.OptionsOffered => CustomerMessage.Offered,
        Event.Escalated => CustomerMessage.Escalated,
        Event.QuestionsAsked or Event.CustomerAsked => CustomerMessage.Asked,
        Event.ReviewResumed => CustomerMessage.ReviewResumed,
        Event.AdviceAsked { Delays: true } => CustomerMessage.AdviceAsked,
        Event.QuestionsRepeated or Event.OfferRepeated => CustomerMessage.AnswerAwaited,
        Event.SatisfactionAsked => CustomerMessage.SatisfactionAsked,
        Event.PromiseBroken => CustomerMessage.PromiseBroken,

        // A customer who just said that all is well is not written to once more; whoever fell silent or withdrew is told.
        Event.CaseClosed { Outcome: not Outcome.Settled } => CustomerMessage.Closed,
        _ => null,
    };
}

/// <summary>What a customer is told; where a commit gives reason for several, the one listed last is sent and tells the rest.</summary>
public enum CustomerMessage
{
    SatisfactionAsked,
    AnswerAwaited,
    Asked,
    PromiseBroken,
    ReviewResumed,
    AdviceAsked,
    Escalated,
    Offered,
    Granted,
    Closed,
}

public enum StaffMessage
{
    ReviewWaiting,
    LastStep,
    FulfilmentOverdue,

    /// <summary>Something came in for whoever has a part in a review: it was handed to them, advice is asked or given, the customer answered.</summary>
    ReviewNews,

    /// <summary>A legal date comes near (X01).</summary>
    LegalDateNear,

    /// <summary>A legal date passed without what it wants: told once (X14).</summary>
    LegalDateBreached,

    /// <summary>The company's own time for settling the complaint is used up.</summary>
    ServiceTimeUsedUp,

    /// <summary>What the customer wrote since shows danger, law, abuse or need (R20 to R22).</summary>
    TriageRaised,

    /// <summary>A vulnerable customer does not answer and is to be called (R22).</summary>
    CallDue,
}
