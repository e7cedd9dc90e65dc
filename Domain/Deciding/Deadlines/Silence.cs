using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;

namespace Escalation.Domain.Deciding.Deadlines;

/// <summary>What a vulnerable customer's silence means: not that all is well, but that somebody should look after them (R22).</summary>
internal static class Silence
{
    /// <summary>Whether a case is not closed for want of an answer.</summary>
    public static bool IsHeard(Case c) => c.Complaint.Triaged.Has(CaseFlag.Vulnerable) && c.ContactEnded is null;

    /// <summary>The options ran out unanswered: a person takes the case over, at the level that made them.</summary>
    public static Draft HearSilence(this Draft draft, Case c, Stage.Offered s)
    {
        var policy = draft.Policy;
        var level = policy.Rank(s.Level) < 0 ? policy.Levels[0] : policy.LevelOf(s.Level);
        return draft.Escalate(c, level, EscalationReason.CustomerSilent, AskedRemedy.Of(c.Complaint, draft.Policy).Remedy, draft.NoRule);
    }

    /// <summary>Whether the remedy solved it is asked by calling, until somebody says so.</summary>
    public static Draft Call(this Draft draft, Stage.FollowingUp s, DateTimeOffset due) =>
        draft.Add(new Event.CallDue(s.Grant.Number, draft.Policy.Triage.CallsBy ?? Outbound.Operators, s.Asked + 1, due));
}
