using Escalation.Domain.Values;

namespace Escalation.Simulation;

/// <summary>The first thing found wrong in a run.</summary>
internal sealed record Problem(string Invariant, CaseId? Case, string What, DateTimeOffset At);
