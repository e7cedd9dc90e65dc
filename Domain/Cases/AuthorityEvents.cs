using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>A remedy was granted, by the policy or by a person, and is sent for fulfilment (R05).</summary>
    /// <param name="Level">Whose limit covers it (R34).</param>
    public sealed record RemedyGranted(int Grant, Remedy Remedy, Code Level, Basis Basis, DateTimeOffset FulfilBy) : Event;

    /// <summary>2 or 3 options were put to the customer (R04, R07, R08).</summary>
    /// <param name="Level">Whose limit covers every one of them (R34).</param>
    public sealed record OptionsOffered(int Offer, ValueList<Remedy> Options, Code Level, Basis Basis, DateTimeOffset Expires) : Event;

    /// <summary>The case goes to the people of a level (R06), or to the next one (R10).</summary>
    public sealed record Escalated(
        int Review, Code Level, EscalationReason Reason, Remedy? Asked, Basis Basis, DateTimeOffset ClaimBy) : Event
    {
        /// <summary>With whom it is; null for everybody on the level (R33).</summary>
        public Code? Team { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public Priority Priority { get; init; }

        /// <summary>What whoever claims it has to be; null for nothing in particular (R24).</summary>
        public ReviewerNeeds? Needs { get; init; }

        /// <summary>What the policy requires and nobody who may review it from this level up is: then anybody may claim it.</summary>
        public ReviewerNeeds? Waived { get; init; }

        /// <summary>Why a reviewer passed it on, in their words; null where no reviewer did.</summary>
        public TextRef? Words { get; init; }

        /// <summary>Those who may not review it, on the levels that were looked at (X07); null when there are none.</summary>
        public ValueList<SkippedReviewer>? Skipped { get; init; }

        /// <summary>The levels on which nobody may review it, or nobody is what is needed, lowest first: passed over but for the last of the
        /// ladder, whose cases go to the operators. Null when there are none.</summary>
        public ValueList<Code>? Emptied { get; init; }
    }

    /// <summary>What was asked for was declined, with the reason (R07); options follow where there are any.</summary>
    /// <param name="Words">The reviewer's reason; null where the policy declined.</param>
    public sealed record RemedyDeclined(Remedy? Asked, Code Level, Basis Basis, TextRef? Words) : Event;
}

/// <summary>What a decision stood on, so that it can be explained and recomputed (R11).</summary>
/// <param name="Policy">The hash of the policy that was applied.</param>
/// <param name="Rules">The named rules that fired, in order.</param>
/// <param name="Exceeded">The levels whose limits were too low, lowest first.</param>
public sealed record Basis(Digest Policy, ValueList<Code> Rules, ValueList<Code> Exceeded)
{
    /// <summary>What was known from outside the case and used; null where nothing was.</summary>
    public UsedFacts? Facts { get; init; }

    /// <summary>The limits that what was asked for is above, lowest level first (R34); null where none stopped it.</summary>
    public ValueList<StoppingLimit>? StoppedBy { get; init; }
}
