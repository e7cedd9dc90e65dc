using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Review;

/// <summary>Hands a review to the people who know the matter: wrong person for this, said early (R33).</summary>
/// <remarks>A warm transfer (R10): the other team gets a review of its own with the whole story, the customer is told with whom the case now
/// is, and what was promised holds, or is promised anew before it is due.</remarks>
public static class RerouteDecider
{
    internal static Decision Reroute(Case c, Stage.UnderReview review, Command.Reroute command, Circumstances circumstances)
    {
        var policy = circumstances.Policy;
        if ((NotNow(review, command, circumstances) ?? Unknown(command, policy)) is { } error)
        {
            return error;
        }

        var complaint = Target(c.Complaint, command, policy);
        if (complaint.Team == (review.Team ?? c.Complaint.Team) && complaint.Category == c.Complaint.Category)
        {
            return Draft.Refuse(
                RefusalReason.AlreadyDone,
                $"The case is with {(complaint.Team is { } same ? $"the team {same}" : "no team")} already, in the category {complaint.Category}.");
        }

        var draft = new Draft(c, circumstances);
        draft.Add(new Event.Rerouted(review.Review, complaint.Team, complaint.Category, draft.Text(command.Reason))
        {
            Excluded = Equals(complaint.Excluded, c.Complaint.Excluded) ? null : complaint.Excluded ?? [],
        });
        var there = c with { Complaint = complaint };
        Renegotiate(there, review, draft);
        return draft.Escalate(there, policy.LevelOf(review.Level), EscalationReason.Rerouted, review.Asked, draft.NoRule).Done();
    }

    internal static Decision NothingToReroute(Case c) =>
        Draft.Refuse(RefusalReason.WrongStage, $"Only a case that is under review can be re-routed: this one is {c.Stage.Name}.");

    /// <summary>The complaint as it will stand: a category that comes without a team brings the team it is routed to.</summary>
    public static Complaint Target(Complaint complaint, Command.Reroute command, Policy policy)
    {
        var category = command.Category ?? complaint.Category;
        return complaint with
        {
            Category = category,
            Team = command.Team ?? Routing.TeamFor(policy, category, complaint.Language),
            Excluded = policy.ExcludedFrom(category, complaint.Source),
        };
    }

    /// <summary>Whoever may decide on the review may say that others should; once it is claimed, only the claimant. Operators may always.</summary>
    private static Decision? NotNow(Stage.UnderReview review, Command.Reroute command, Circumstances circumstances)
    {
        if (ReviewGuard.IsNewest(review, command.Review) is { } overtaken)
        {
            return overtaken;
        }

        if (circumstances.By.Kind != ActorKind.Reviewer)
        {
            return null;
        }

        return circumstances.Facts.Acting is not { } acting
                ? Draft.Refuse(RefusalReason.NotAllowed, $"{circumstances.By.Id} is not in people.yaml, or at no level of this case's policy.")
            : circumstances.Policy.Rank(acting.Level) < circumstances.Policy.Rank(review.Level)
                ? Draft.Refuse(RefusalReason.NotAllowed, $"This review is at level {review.Level}; {acting.Id} is at level {acting.Level}.")
            : review.Claim is { } claim && claim.Person != acting.Id
                ? Draft.Refuse(RefusalReason.NotAllowed, $"This review was claimed by {claim.Person}.")
            : null;
    }

    private static Decision? Unknown(Command.Reroute command, Policy policy) =>
        command.Team is { } team && policy.TeamOf(team) is null
            ? Draft.Refuse(RefusalReason.Invalid, $"'{team}' is no team of this case's policy; teams are {List(policy.Teams.Select(t => t.Id))}.")
        : command.Category is { } category && policy.Categories.All(known => known.Id != category)
            ? Draft.Refuse(RefusalReason.Invalid, $"'{category}' is no category of this case's policy; categories are {List(policy.Categories.Select(k => k.Id))}.")
        : null;

    /// <summary>An answer that falls due before the other team has even to claim the review could only be broken.</summary>
    private static void Renegotiate(Case there, Stage.UnderReview review, Draft draft)
    {
        if (draft.Due(PromiseKind.Answer) < draft.After(there, review.Level, draft.Policy.LevelOf(review.Level).ClaimWithin))
        {
            draft.Renegotiate(PromiseKind.Answer);
        }
    }

    private static string List(IEnumerable<Code> codes) => string.Join(", ", codes) is { Length: > 0 } list ? list : "none at all";
}
