using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;

namespace Escalation.Domain.Deciding.Deadlines;

/// <summary>What is done when the time of a clock comes: it is recorded and told, once (X01, X14).</summary>
internal static class ClockDecider
{
    public static Decision Warn(Case c, Deadline deadline, Draft draft)
    {
        var time = LegalTimeOf(c, deadline);
        return draft.Add(new Event.LegalDeadlineWarned(time.Regime, time.Date.Step, time.Date.Due)).Done();
    }

    public static Decision Breach(Case c, Deadline deadline, Draft draft)
    {
        var time = LegalTimeOf(c, deadline);
        return draft.Add(new Event.LegalDeadlineBreached(time.Regime, time.Date.Step, time.Date.Due)).Done();
    }

    public static Decision OutOfTime(Deadline deadline, Draft draft) =>
        draft.Add(new Event.ServiceClockBreached(deadline.Clock!.Value, deadline.Due)).Done();

    private static LegalTime LegalTimeOf(Case c, Deadline deadline) => c.Clocks!.Legal[deadline.Clock!.Value];
}
