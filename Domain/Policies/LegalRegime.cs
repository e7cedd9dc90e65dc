using Escalation.Domain.Calendars;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What a legal time counts from.</summary>
public enum LegalStart
{
    /// <summary>The customer complained, wherever that was first received.</summary>
    Receipt,

    /// <summary>The complaint came to this company's pipeline.</summary>
    Registration,
}

/// <summary>What ends a legal time. Closing the case ends each of them.</summary>
public enum LegalEnd
{
    /// <summary>The first message to the customer was sent.</summary>
    Acknowledged,

    /// <summary>The customer was written to again after the acknowledgement, or had the answer: a holding letter, a word on the progress.</summary>
    Update,

    /// <summary>The decision was sent to the customer: granted, or declined with the reason (with alternatives or without).</summary>
    Answer,

    /// <summary>The case is closed, the remedy carried out.</summary>
    Closed,
}

/// <summary>The times that a regulation sets for complaints (X01). Data of the policy; what ships is a sample for the user's lawyers.</summary>
/// <param name="Title">For people: the name of the regulation.</param>
/// <param name="Calendar">Of its business days and zone; null for the policy's own.</param>
/// <param name="When">Which complaints it applies to; a case may be under several regimes.</param>
public sealed record LegalRegime(Code Id, string Title, Code? Calendar, Condition When, ValueList<LegalStepRule> Steps);

/// <summary>One time that a regulation sets.</summary>
/// <param name="Required">Without it, missing the time is no breach: it closes a shorter way, such as the UK's summary resolution.</param>
/// <param name="WarnBefore">How long ahead the people of the level and the operators are warned; null for no warning.</param>
/// <param name="Source">Where the number comes from.</param>
/// <param name="Read">When somebody last read it there.</param>
public sealed record LegalStepRule(
    Code Id, LegalTerm Within, LegalStart From, LegalEnd Until, bool Required, LegalTerm? WarnBefore, string Source, DateOnly Read);

/// <summary>The time in which the company wants a complaint settled (X01). It pauses while the customer owes an answer.</summary>
/// <param name="Within">Of the calendar's open time; null where only some categories have one.</param>
/// <param name="Calendar">Null for the policy's own.</param>
public sealed record ServiceTarget(BusinessDuration? Within, IReadOnlyDictionary<Code, BusinessDuration> Categories, Code? Calendar)
{
    public BusinessDuration? WithinFor(Code category) => Categories.TryGetValue(category, out var own) ? own : Within;
}
