using Escalation.Domain.Calendars;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Deadlines;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>Times of a decision, each in the hours of those it concerns (R15, X02).</summary>
internal static class WorkingTime
{
    /// <summary>When something that takes the people of this level so long is due; <see cref="Policy.AutomaticLevel"/> for what is asked of
    /// the customer or of other systems.</summary>
    public static DateTimeOffset After(this Draft draft, Case c, Code level, BusinessDuration within) =>
        HoursOf(draft, c, level).Add(draft.Now, within);

    /// <summary>A time that can be promised: within the hours of who has to keep it, with the policy's margin on top (R15).</summary>
    public static DateTimeOffset Promised(this Draft draft, Case c, Code level, BusinessDuration within) =>
        HoursOf(draft, c, level).WithMargin(draft.Now, within, draft.Policy.Timing.Margin);

    /// <summary>Promises an answer, never for a time that the law does not allow (R34): where the level's own time passes the legal date, the
    /// latest time before it is promised. Where nothing opens before it either, the level's time stands, and <see cref="ClockKeeper"/> warns.</summary>
    public static Draft PromiseAnswer(this Draft draft, Case c, Level level)
    {
        var due = draft.Promised(c, level.Id, level.AnswerWithin);
        return c.Clocks?.Final is { } final && due >= final.Date.Due && HoursOf(draft, c, level.Id).LatestBefore(final.Date.Due, draft.Now) is { } latest
            ? draft.Promise(PromiseKind.Answer, level.Id, latest, final.Regime)
            : draft.Promise(PromiseKind.Answer, level.Id, due);
    }

    public static BusinessCalendar HoursOf(Draft draft, Case c, Code level) => draft.Policy.CalendarOf(level, c.Complaint);
}
