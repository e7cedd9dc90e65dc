using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Letters;

/// <summary>Tells in sentences how a customer was found to be, and what followed from it. Part of <see cref="Narrative"/>.</summary>
internal static class TriageNarrative
{
    /// <returns>Null when the event tells of something else.</returns>
    public static string? Tell(Event happened) => happened switch
    {
        TriageRaised e => $"What the customer wrote shows more: {Triage.InWords(e.State, e.Flags)}{Sooner(e.Due)}{With(e.Team)}.",
        TriageCorrected e => $"Staff see the customer so: {Triage.InWords(e.State, e.Flags, e.Hint)}{Sooner(e.Due)}{With(e.Team)}.",
        ContactEnded => "The contact with the customer was ended; the complaint goes on.",
        ReferralRecorded e => $"The matter was passed to {e.Authority} on {Narrative.Time(e.At)}.",
        CallDue e => $"The customer does not answer and is not to be given up: {e.By} are to call (time {e.Asked}).",
        _ => null,
    };

    /// <summary>What an account showed; nothing where it showed nothing.</summary>
    public static string Read(Triage? triage) => triage is null ? "" : $"; the account reads as {Triage.InWords(triage.State, triage.Flags)}";

    private static string Sooner(DateTimeOffset? due) => due is { } time ? $"; to be acted on by {Narrative.Time(time)}" : "";

    private static string With(Code? team) => team is null ? "" : $"; with the team {team}";
}
