using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>What a customer would be content with: one remedy, or two or three together.</summary>
/// <param name="Parts">1 to 3, each of another kind; a size that was not said is not there.</param>
public sealed record Wish(ValueList<RemedyRequest> Parts);

/// <summary>What the customer asks for, as we understood it from their words (I12).</summary>
/// <param name="Alternatives">1 to 3: the customer would be content with any of them.</param>
/// <param name="IsConfirmed">Whether the customer has said that we understood it rightly. Until then nobody has asked for anything.</param>
public sealed record UnderstoodWish(ValueList<Wish> Alternatives, bool IsConfirmed);
