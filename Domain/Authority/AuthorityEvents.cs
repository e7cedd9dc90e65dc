namespace Escalation.Domain;

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
        int Review, Code Level, EscalationReason Reason, Remedy? Asked, Basis Basis, DateTimeOffset ClaimBy) : Event;

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
}
