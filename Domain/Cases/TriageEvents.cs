using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>What the customer wrote since the account shows more than was known.</summary>
    /// <param name="Flags">All that hold from now on.</param>
    /// <param name="Evidence">The words that show what is new.</param>
    public sealed record TriageRaised(CustomerState State, ValueList<CaseFlag> Flags, ValueList<Evidence> Evidence) : Event
    {
        /// <summary>When whoever has the case is to have acted, brought forward; null where it stays.</summary>
        public DateTimeOffset? Due { get; init; }

        /// <summary>Flags that were not there before.</summary>
        public ValueList<CaseFlag> New { get; init; } = [];

        /// <summary>With whom the case is from now on; null where it stays (R21).</summary>
        public Code? Team { get; init; }
    }

    /// <summary>Staff said how the customer is (R17).</summary>
    /// <param name="Flags">All that hold from now on.</param>
    public sealed record TriageCorrected(CustomerState State, ValueList<CaseFlag> Flags, Temperament? Hint) : Event
    {
        /// <summary>When whoever has the case is to have acted, brought forward; null where it stays.</summary>
        public DateTimeOffset? Due { get; init; }

        /// <summary>With whom the case is from now on; null where it stays (R21).</summary>
        public Code? Team { get; init; }
    }

    /// <summary>Nobody talks with the customer any more, save that decisions and remedies are told (R20).</summary>
    /// <param name="Words">Exactly what the customer was told.</param>
    public sealed record ContactEnded(TextRef Words) : Event;

    /// <summary>The matter was passed to an authority (R21); the case goes on.</summary>
    public sealed record ReferralRecorded(Code Authority, DateTimeOffset At) : Event;

    /// <summary>A vulnerable customer does not answer; the case is not closed for that, and somebody is to call (R22).</summary>
    /// <param name="By">The level, person or operators who are asked to.</param>
    /// <param name="Asked">How often the customer was asked in all, by letter or by calling.</param>
    public sealed record CallDue(int Grant, Code By, int Asked, DateTimeOffset Due) : Event;
}
