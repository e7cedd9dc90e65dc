using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Settlement;

/// <summary>The customer's answer to an offer (R08).</summary>
internal static class OfferDecider
{
    public static Decision Choose(Case c, Stage.Offered offered, Command.ChooseOption command, Circumstances circumstances)
    {
        if (offered.Offer != command.Offer)
        {
            return Overtaken(offered, command.Offer);
        }

        if (command.Option < 1 || command.Option > offered.Options.Count)
        {
            return Draft.Refuse(RefusalReason.Invalid, $"Offer {offered.Offer} has the options 1 to {offered.Options.Count}.");
        }

        var chosen = offered.Options[command.Option - 1];
        var draft = new Draft(c, circumstances).Add(new Event.OptionChosen(command.Offer, command.Option));
        return draft.Policy.LimitsOf(offered.Level).LeaveRoomFor(chosen, draft.Facts.GrantedUnkept)
            ? draft.Grant(c, chosen, offered.Level, draft.NoRule).Done()
            : AboveSum(c, offered, chosen, draft);
    }

    /// <summary>What is offered is kept in the sums of whoever the customer is known to be, so that it can be given. One who turned out later
    /// to have had all that the offer's level may give in sum is heard by a person (X05, I9).</summary>
    private static Decision AboveSum(Case c, Stage.Offered offered, Remedy chosen, Draft draft)
    {
        var policy = draft.Policy;
        var covering = policy.LowestCovering(chosen) ?? policy.Levels[^1];
        var level = policy.Levels[Math.Max(policy.Rank(covering.Id), policy.Rank(policy.Above(offered.Level).Id))];
        var exceeded = draft.NoRule with { Exceeded = [offered.Level], StoppedBy = StoppingLimit.Of(policy, [offered.Level], chosen) };
        return draft.Escalate(c, level, EscalationReason.AboveLimit, chosen, exceeded).Done();
    }

    /// <summary>The offer ran out and closed the case: nothing is granted on it any more, but whoever chooses after all is heard by a person
    /// at the level that made it, who sees what was chosen.</summary>
    public static Decision ChooseLate(Case c, LapsedOffer lapsed, Command.ChooseOption command, Circumstances circumstances)
    {
        if (command.Option < 1 || command.Option > lapsed.Options.Count)
        {
            return Draft.Refuse(RefusalReason.Invalid, $"Offer {lapsed.Offer} had the options 1 to {lapsed.Options.Count}.");
        }

        var draft = new Draft(c, circumstances);
        var level = draft.Policy.Levels[Math.Max(0, draft.Policy.Rank(lapsed.Level))];
        draft.Add(new Event.CaseReopened(c.Round + 1))
            .Escalate(c, level, EscalationReason.ChosenLate, lapsed.Options[command.Option - 1], draft.NoRule);
        var follows = (Decision.Accepted)draft.Done();
        return new Decision.Refused(new(RefusalReason.Expired, $"Offer {lapsed.Offer} has run out. The case is open again, and a person looks at the choice."))
        {
            Events = follows.Events,
        };
    }

    /// <summary>Goes one level up; at the top of the ladder there is nothing more to offer, and the case ends declined.</summary>
    public static Decision Decline(Case c, Stage.Offered offered, Command.DeclineOptions command, Circumstances circumstances)
    {
        if (offered.Offer != command.Offer)
        {
            return Overtaken(offered, command.Offer);
        }

        var draft = new Draft(c, circumstances);
        draft.Add(new Event.OptionsDeclined(command.Offer, draft.OptionalText(command.Words)));
        return draft.Policy.IsTop(offered.Level)
            ? draft.Close(c, Outcome.Declined).Done()
            : draft.Escalate(
                c, draft.Policy.Above(offered.Level), EscalationReason.OptionsDeclined, AskedRemedy.Of(c.Complaint, draft.Policy).Remedy, draft.NoRule).Done();
    }

    private static Decision Overtaken(Stage.Offered offered, int offer) =>
        Draft.Refuse(RefusalReason.Overtaken, $"Offer {offer} is no longer open; the newest is offer {offered.Offer}.");
}
