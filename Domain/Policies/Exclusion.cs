using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>Reviewers who do not review some complaints: because of what these are about, or where they come from (X07).</summary>
/// <param name="Categories">Null for every category.</param>
/// <param name="Sources">Null for every source.</param>
public sealed record Exclusion(ValueList<Code> Reviewers, ValueList<Code>? Categories, ValueList<Code>? Sources)
{
    public bool Holds(Code category, Code source) =>
        Categories?.Contains(category) != false && Sources?.Contains(source) != false;
}
