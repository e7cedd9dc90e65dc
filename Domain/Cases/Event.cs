using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>Something that happened to a case. Holds references, numbers, codes and times, and never what anybody said or who the
/// customer is: those are text rows, which can be erased while the log still folds (a test holds this).</summary>
/// <remarks>The events of a stage stand in a file of their own. Lists are <see cref="ValueList{T}"/>, so that two events are equal
/// when they say the same.</remarks>
public abstract partial record Event
{
    private Event()
    {
    }

    /// <summary>The deadline that was the case's next one came due; what was done about it follows in the same commit.</summary>
    public sealed record DeadlineFired(int Arm, DeadlineKind Deadline) : Event;

    /// <summary>Promised to the customer: always told in the same commit's message (R14).</summary>
    public sealed record PromiseMade(int Promise, PromiseKind About, Code Owner, DateTimeOffset Due) : Event
    {
        /// <summary>The legal regime whose date comes before the level's own time; null where that time could be promised (R34).</summary>
        public Code? BroughtForwardFor { get; init; }
    }

    /// <summary>A deadline of the case's stage fired at an hour in which nobody is to be written to, and waits for the next opening (X02).</summary>
    public sealed record ReminderPostponed(DeadlineKind Deadline, DateTimeOffset Due) : Event;

    public sealed record PromiseKept(int Promise) : Event;

    /// <summary>Its time passed: the customer gets an apology and a new promise (R14).</summary>
    public sealed record PromiseBroken(int Promise) : Event;

    /// <summary>Taken back before it was due: the new promise follows in the same commit, and the customer is told of it (R14).</summary>
    public sealed record PromiseRenegotiated(int Promise) : Event;

    /// <summary>Overtaken before it was due, because the case took another course.</summary>
    public sealed record PromiseVoided(int Promise) : Event;
}

/// <summary>An event in its place in the log.</summary>
/// <param name="Number">1 for the first event of the case, without gaps.</param>
/// <param name="Commit">Events of one commit happened together; the number of the commit is the case's version.</param>
/// <param name="At">Never earlier than the event before it.</param>
/// <param name="Message">The idempotency key of the message that caused it.</param>
public sealed record Recorded(int Number, int Commit, DateTimeOffset At, Actor By, string Message, Event Event);
