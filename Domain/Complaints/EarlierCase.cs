using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>Another case of the same customer, as it stood when it was looked up (R23).</summary>
/// <param name="ReceivedAt">When the customer complained.</param>
/// <param name="Stage">Where it stood, such as <c>under-review</c>.</param>
/// <param name="Outcome">How it ended; null while it is open.</param>
/// <param name="Round">How often it was re-opened.</param>
public sealed record EarlierCase(CaseId Case, Code Category, Code? Product, DateTimeOffset ReceivedAt, Code Stage, Outcome? Outcome, int Round);
