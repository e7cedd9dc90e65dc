using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>The courses a case can be put on, each with the promises it makes and ends.</summary>
internal static class Steps
{
    /// <summary>Hands the case to the people of a level and promises the customer an answer (R06). A promise that is still open stays as
    /// it is: stepping up a level gives nobody more time. Where nobody on the level may review the case, or nobody is what the policy requires,
    /// it goes to the next (R24, R33, X07).</summary>
    /// <param name="words">Why a reviewer passed it on.</param>
    public static Draft Escalate(
        this Draft draft, Case c, Level level, EscalationReason reason, Remedy? asked, Basis basis, TextRef? words = null)
    {
        var needs = Routing.Needs(draft.Policy, c.Complaint.Team, c.Complaint.Language);
        var route = ReviewRoute.From(level, c, needs, draft.Policy, draft.Facts.Roster);
        draft.Add(new Event.Escalated(
            c.Numbers.Reviews + 1, route.Level.Id, reason, asked, basis, draft.After(c, route.Level.Id, route.Level.ClaimWithin))
        {
            Team = c.Complaint.Team,
            Priority = PriorityOf(c, draft),
            Needs = route.Needs,
            Waived = route.Waived,
            Words = words,
            Skipped = route.Skipped,
            Emptied = route.Emptied,
        });
        return draft.IsPromised(PromiseKind.Answer)
            ? draft
            : draft.PromiseAnswer(c, route.Level);
    }

    /// <summary>Once high it stays so for the case's next reviews.</summary>
    private static Priority PriorityOf(Case c, Draft draft) =>
        draft.Facts.Repeat || draft.IsReopened || c.Complaint.Triaged is var triage && (triage.Has(CaseFlag.Safety) || triage.Has(CaseFlag.Vulnerable)) || c.Stage is Stage.UnderReview { Priority: Priority.High } ? Priority.High : Priority.Normal;

    /// <summary>Grants a remedy and promises when it will have been carried out (R05).</summary>
    public static Draft Grant(this Draft draft, Case c, Remedy remedy, Code level, Basis basis)
    {
        var within = draft.Policy.Timing.FulfilWithin;
        return draft.Fulfil(PromiseKind.Answer)
            .VoidPromises()
            .Add(new Event.RemedyGranted(c.Numbers.Grants + 1, remedy, level, basis, draft.After(c, level, within)))
            .Promise(PromiseKind.Remedy, level, draft.Promised(c, level, within));
    }

    /// <summary>Puts options to the customer (R08).</summary>
    public static Draft Offer(this Draft draft, Case c, ValueList<Remedy> options, Code level, Basis basis) =>
        draft.Fulfil(PromiseKind.Answer)
            .VoidPromises()
            .Add(new Event.OptionsOffered(
                c.Numbers.Offers + 1, options, level, basis, draft.After(c, Policy.AutomaticLevel, draft.Policy.Timing.OfferValid)));

    /// <summary>Closes the case, with the category's presumed cause where nobody stated one (I7, R30).</summary>
    public static Draft Close(this Draft draft, Case c, Outcome outcome)
    {
        draft.VoidPromises();
        if (c.Cause is null)
        {
            draft.Add(new Event.CauseRecorded(draft.Policy.CategoryOf(c.Complaint.Category).PresumedCause, Presumed: true));
        }

        return draft.Add(new Event.CaseClosed(outcome));
    }
}
