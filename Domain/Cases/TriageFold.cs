using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Cases;

/// <summary>What a log tells of the customer's state, of flags, and of what followed from them.</summary>
internal static class TriageFold
{
    /// <returns>Null when the event tells of something else.</returns>
    public static Case? Apply(Case c, Recorded recorded) => recorded.Event switch
    {
        TriageRaised e => c.With(Shown(c.Complaint.Triaged, e.State, e.Flags, e.Evidence), e.Team, e.Due),
        TriageCorrected e => c.With(Shown(c.Complaint.Triaged, e.State, e.Flags, []) with { ByStaff = true, Hint = e.Hint }, e.Team, e.Due),
        ContactEnded e => c with { ContactEnded = new(recorded.At, e.Words) },
        ReferralRecorded e => c with { Referrals = [.. c.Referrals ?? [], new(e.Authority, e.At)] },
        CallDue e when c.Stage is Stage.FollowingUp s => c with { Stage = s with { Asked = e.Asked, Due = e.Due } },
        _ => null,
    };

    private static Case With(this Case c, Triage triage, Code? team, DateTimeOffset? due) => c with
    {
        Complaint = c.Complaint with { Triage = triage, Team = team ?? c.Complaint.Team },
        Stage = due is { } sooner ? c.Stage.DueAt(sooner) : c.Stage,
    };

    /// <summary>What is not said any more is shown by no words.</summary>
    private static Triage Shown(Triage before, CustomerState state, ValueList<CaseFlag> flags, ValueList<Evidence> added) => before with
    {
        State = state,
        Flags = flags,
        Evidence = [.. before.Evidence.Where(evidence => evidence.Sign.IsOf(state, flags)), .. added],
    };
}
