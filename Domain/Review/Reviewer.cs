namespace Escalation.Domain.Review;

/// <summary>Somebody who decides on escalated cases, as named in <c>people.yaml</c>.</summary>
public sealed record Reviewer(Code Id, Code Level);
