using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>The remedy a customer asks for, which may lack its size ("a refund").</summary>
public sealed record RemedyRequest(RemedyKind Kind, Money? Amount = null, decimal? Percent = null, int? Count = null);
