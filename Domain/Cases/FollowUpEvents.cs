using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    public sealed record OptionChosen(int Offer, int Option) : Event;

    public sealed record OptionsDeclined(int Offer, TextRef? Words) : Event;

    public sealed record OfferRepeated(int Offer, int Reminder, DateTimeOffset Due) : Event;

    public sealed record OfferExpired(int Offer) : Event;

    public sealed record RemedyFulfilled(int Grant, DateTimeOffset AskAt) : Event;

    public sealed record FulfilmentOverdue(int Grant, int Reminder, DateTimeOffset Due) : Event;

    /// <summary>The customer was asked whether it was really solved (R16).</summary>
    public sealed record SatisfactionAsked(int Grant, int Asked, DateTimeOffset Due) : Event;

    public sealed record SatisfactionAnswered(int Grant, bool Satisfied, TextRef? Words) : Event;

    public sealed record CauseRecorded(Cause Cause, bool Presumed) : Event;

    public sealed record CaseWithdrawn(TextRef? Words) : Event;

    /// <summary>The case ended. Its cause is known by now (I7).</summary>
    public sealed record CaseClosed(Outcome Outcome) : Event;

    /// <summary>The case lives again, for the <paramref name="Round"/>th time; the first complaint's date stays (X10).</summary>
    public sealed record CaseReopened(int Round) : Event;

    /// <summary>A message was handed to its channel.</summary>
    /// <param name="Of">The number of the event the message tells of.</param>
    /// <param name="Words">What was said, for the communication log (R32).</param>
    public sealed record MessageDelivered(int Of, Code Kind, Channel Channel, TextRef Words) : Event;

    public sealed record MessageRejected(int Of, Code Kind, Channel Channel, Code Reason) : Event;
}
