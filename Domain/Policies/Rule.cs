using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>A named rule of the policy: where all its conditions hold, its ruling is applied.</summary>
public sealed record Rule(Code Name, Condition When, Ruling Then);

/// <summary>What a rule says.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Hold what is asked for against the limits.</summary>
    public sealed record HoldAgainstLimits : Ruling;

    /// <summary>Grant this, where the automatic limit covers it; escalate where it does not.</summary>
    public sealed record GrantRemedy(Remedy Remedy) : Ruling;

    /// <summary>Put the category's options to the customer.</summary>
    public sealed record OfferOptions : Ruling;

    /// <summary>A person decides, at this level or above it; null for the lowest that may grant what is asked for.</summary>
    public sealed record EscalateTo(Code? Level) : Ruling;

    /// <summary>Decline, with the category's options as alternatives (R07).</summary>
    public sealed record Decline : Ruling;

    /// <summary>Ask the customer first (R03).</summary>
    public sealed record Ask(ValueList<Question> Questions) : Ruling;
}
