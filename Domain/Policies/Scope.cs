using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>Which complaints a part of the policy is for: all that is named must hold; what is null does not matter.</summary>
/// <param name="Flags">One of them is enough (R28).</param>
public sealed record Scope(ValueList<Code>? Categories, ValueList<Code>? Products, ValueList<Code>? Groups, ValueList<CaseFlag>? Flags)
{
    public bool Holds(Complaint complaint) =>
        (Categories is null || Categories.Contains(complaint.Category))
        && (Products is null || (complaint.Product is { } product && Products.Contains(product)))
        && (Groups is null || (complaint.Group is { } group && Groups.Contains(group)))
        && (Flags is null || Flags.Any(complaint.Triaged.Has));
}
