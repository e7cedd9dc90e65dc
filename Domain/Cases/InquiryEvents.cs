using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>A reviewer asked the customer something and waits for the answer.</summary>
    /// <param name="Round">Of questions to the customer: what the answer names.</param>
    public sealed record CustomerAsked(int Review, int Round, TextRef Words, DateTimeOffset Due) : Event;

    /// <summary>The customer answered the reviewer, or the time for it passed: the review goes on.</summary>
    /// <param name="Due">Of the decision, or of a claim where nobody holds the review.</param>
    public sealed record ReviewResumed(int Review, int Round, bool Answered, DateTimeOffset Due) : Event;

    /// <summary>A reviewer asked for advice and keeps the decision (R09).</summary>
    /// <param name="Of">A person or a level.</param>
    /// <param name="Delays">The answer that was promised to the customer comes later, which they are told.</param>
    public sealed record AdviceAsked(int Review, int Advice, Code Of, bool Delays, TextRef Words, DateTimeOffset Due) : Event;

    public sealed record AdviceReminded(int Review, int Advice, int Reminder, DateTimeOffset Due) : Event;

    public sealed record AdviceGiven(int Review, int Advice, Code Person, TextRef Words, DateTimeOffset Due) : Event;

    /// <summary>No advice came in time: the reviewer decides without it.</summary>
    public sealed record AdviceMissed(int Review, int Advice, DateTimeOffset Due) : Event;
}
