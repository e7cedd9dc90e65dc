namespace Escalation.Functions.Audit;

/// <summary>Something in the store that cannot be, and that no rule allows the audit to put right.</summary>
/// <param name="Case">The case's number, or where the row lies when it belongs to none.</param>
/// <param name="Invariant">Its number in the design, such as <c>I8</c>.</param>
/// <param name="Words">A sentence for whoever has to look into it. Nothing personal.</param>
public sealed record AuditViolation(string Case, string Invariant, string Words);

/// <summary>Something that was missing or wrong and was put right.</summary>
/// <param name="Words">A sentence that says what.</param>
public sealed record AuditRepair(string Case, AuditRepairKind Kind, string Words);

public enum AuditRepairKind
{
    Alarm,
    View,

    /// <summary>Where the customer's earlier cases are looked up (R23).</summary>
    Customer,

    /// <summary>What is held of a limit on sums (X05).</summary>
    Budget,
}

/// <summary>What an audit looked at, put right and found.</summary>
/// <param name="Moving">Cases that never stood still while they were read; the next audit sees them.</param>
public sealed record AuditReport(
    int Cases, int Events, int Moving, IReadOnlyList<AuditRepair> Repairs, IReadOnlyList<AuditViolation> Violations)
{
    public int Repaired(AuditRepairKind kind) => Repairs.Count(repair => repair.Kind == kind);
}
