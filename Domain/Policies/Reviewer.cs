using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>Somebody who decides on escalated cases, as named in <c>people.yaml</c>.</summary>
public sealed record Reviewer(Code Id, Code Level)
{
    /// <summary>None for all of them.</summary>
    public ValueList<Code> Teams { get; init; } = [];

    /// <summary>None for all of them.</summary>
    public ValueList<Code> Languages { get; init; } = [];

    public bool IsIn(Code team) => Teams.Count == 0 || Teams.Contains(team);

    /// <summary>Whoever speaks <c>en</c> speaks <c>en-gb</c>.</summary>
    public bool Speaks(Code language) => Languages.Count == 0 || Languages.Any(spoken => Domain.Policies.Team.IsSame(spoken, language));
}
