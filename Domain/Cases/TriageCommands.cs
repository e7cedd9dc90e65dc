using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    /// <summary>Staff say how the customer is, in place of what was read from the account (R17, R18).</summary>
    /// <param name="State">Null to leave it.</param>
    /// <param name="Flags">All that hold from now on; null to leave them.</param>
    /// <param name="Hint">Null to leave it.</param>
    public sealed record CorrectTriage(CustomerState? State, ValueList<CaseFlag>? Flags, HintChange? Hint) : Command;

    /// <summary>Staff end the contact with an abusive customer; the complaint goes on (R20).</summary>
    /// <param name="Words">Exactly what the customer was told.</param>
    public sealed record EndContact(string Words) : Command;

    /// <summary>An unlawful or dangerous matter was passed to an authority, while the case goes on here (R21).</summary>
    /// <param name="Authority">Such as <c>police</c>.</param>
    /// <param name="At">When; null for now.</param>
    public sealed record RecordReferral(Code Authority, DateTimeOffset? At) : Command;
}

/// <summary>What becomes of the hint on the customer's temperament.</summary>
/// <param name="To">Null to take it away.</param>
public sealed record HintChange(Temperament? To);
