using Escalation.Domain.Authority;

namespace Escalation.Domain.Review;

/// <summary>The courses a case can be put on, each with the promises it makes and ends.</summary>
internal static class Steps
{
    /// <summary>Hands the case to the people of a level and promises the customer an answer (R06). A promise that is still open stays as
    /// it is: stepping up a level gives nobody more time. Levels on which nobody may take it are passed over (R24, R33).</summary>
    public static Draft Escalate(this Draft draft, Case c, Level level, EscalationReason reason, Remedy? asked, Basis basis)
    {
        var policy = draft.Policy;
        var (team, unmanned) = (c.Complaint.Team, draft.Facts.Unmanned);
        var route = Route.From(level, Routing.Needs(policy, team, c.Complaint.Language), unmanned, policy);
        var to = route.Level;
        draft.Add(new Event.Escalated(
            c.Numbers.Reviews + 1,
            to.Id,
            reason,
            asked,
            unmanned.Count == 0 ? basis : basis with { Facts = (basis.Facts ?? new()) with { Unmanned = unmanned } },
            policy.After(draft.Now, to.ClaimWithin))
        {
            Team = team,
            Priority = PriorityOf(c, draft),
            Needs = route.Needs,
            Skipped = route.Skipped,
            Waived = route.Waived,
        });
        return draft.IsPromised(PromiseKind.Answer)
            ? draft
            : draft.Promise(PromiseKind.Answer, to.Id, policy.Promised(draft.Now, to.AnswerWithin));
    }

    /// <summary>Once high it stays so for the case's next reviews.</summary>
    private static Priority PriorityOf(Case c, Draft draft) =>
        draft.Facts.Repeat || draft.IsReopened || c.Stage is Stage.UnderReview { Priority: Priority.High } ? Priority.High : Priority.Normal;

    /// <summary>Grants a remedy and promises when it will have been carried out (R05).</summary>
    public static Draft Grant(this Draft draft, Case c, Remedy remedy, Code level, Basis basis)
    {
        var within = draft.Policy.Timing.FulfilWithin;
        return draft.Fulfil(PromiseKind.Answer)
            .VoidPromises()
            .Add(new Event.RemedyGranted(c.Numbers.Grants + 1, remedy, level, basis, draft.Policy.After(draft.Now, within)))
            .Promise(PromiseKind.Remedy, level, draft.Policy.Promised(draft.Now, within));
    }

    /// <summary>Puts options to the customer (R08).</summary>
    public static Draft Offer(this Draft draft, Case c, ValueList<Remedy> options, Code level, Basis basis) =>
        draft.Fulfil(PromiseKind.Answer)
            .VoidPromises()
            .Add(new Event.OptionsOffered(
                c.Numbers.Offers + 1, options, level, basis, draft.Policy.After(draft.Now, draft.Policy.Timing.OfferValid)));

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
