using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>The facts from outside the case that a decision used, kept in its event so that it can be recomputed from the log alone.</summary>
/// <remarks>Null in <see cref="Basis.Facts"/> where none were used. Members are added as decisions come to use more.</remarks>
public sealed record UsedFacts
{
    /// <summary>Other cases of the same customer, newest first (R23).</summary>
    public ValueList<EarlierCase> Earlier { get; init; } = [];

    /// <summary>The customer complained of the like before, as the policy's <c>repeat</c> section understands it (R23).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeat { get; init; }

    /// <summary>What was granted before, for each limit on sums that the policy has (X05); null where it has none.</summary>
    public ValueList<GrantedSum>? Granted { get; init; }
}
