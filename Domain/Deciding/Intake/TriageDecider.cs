using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Intake;

/// <summary>What staff say of a customer and do for want of any other way (R17, R18, R20, R21).</summary>
internal static class TriageDecider
{
    public static Decision Correct(Case c, Command.CorrectTriage command, Circumstances circumstances)
    {
        var now = c.Complaint.Triaged;
        var triage = now with
        {
            State = command.State ?? now.State,
            Flags = command.Flags?.Distinct().Order().ToValueList() ?? now.Flags,
            Hint = command.Hint is { } hint ? hint.To : now.Hint,
        };
        if (triage == now)
        {
            return Draft.Refuse(RefusalReason.AlreadyDone, $"The triage says so already: {Triage.InWords(now.State, now.Flags, now.Hint)}.");
        }

        var draft = new Draft(c, circumstances);
        var team = TriageKeeper.TeamAfter(c, triage, draft.Policy);
        return draft
            .Add(new Event.TriageCorrected(triage.State, triage.Flags, triage.Hint)
            {
                Due = TriageKeeper.Sooner(c, triage, circumstances, draft),
                Team = team,
            })
            .HandToTeam(c, team)
            .Done();
    }

    public static Decision EndContact(Case c, Command.EndContact command, Circumstances circumstances)
    {
        if (c.ContactEnded is { } ended)
        {
            return Draft.Refuse(RefusalReason.AlreadyDone, $"The contact was ended on {ended.At:yyyy-MM-dd}.");
        }

        if (!c.IsOpen)
        {
            return Draft.Refuse(RefusalReason.WrongStage, "The case is closed: nobody writes to the customer any more.");
        }

        if (!c.Complaint.Triaged.Has(CaseFlag.Abuse))
        {
            return Draft.Refuse(RefusalReason.Invalid, "The case is not flagged for abuse: correct the triage first, so that the log says why.");
        }

        if (circumstances.By.Kind is ActorKind.Reviewer && LevelError(circumstances) is { } error)
        {
            return error;
        }

        var draft = new Draft(c, circumstances);
        return draft.Add(new Event.ContactEnded(draft.Text(command.Words))).Done();
    }

    /// <summary>The same authority once, unless another time is named: it may be told again of something new.</summary>
    public static Decision RecordReferral(Case c, Command.RecordReferral command, Circumstances circumstances)
    {
        var draft = new Draft(c, circumstances);
        if (command.At > draft.Now + Registration.ClockTolerance)
        {
            return Draft.Refuse(RefusalReason.Invalid, "A referral is recorded when it was made; this time is still to come.");
        }

        return c.Referrals?.Any(known => known.Authority == command.Authority && (command.At is null || known.At == command.At)) == true
            ? Draft.Refuse(RefusalReason.AlreadyDone, $"That the matter was passed to {command.Authority} is recorded already; name another time for another occasion.")
            : draft.Add(new Event.ReferralRecorded(command.Authority, command.At ?? draft.Now)).Done();
    }

    private static Decision? LevelError(Circumstances circumstances) =>
        circumstances.Facts.Acting is not { } acting
            ? Draft.Refuse(RefusalReason.NotAllowed, $"{circumstances.By.Id} is not in people.yaml, or at no level of this case's policy.")
        : circumstances.Policy.Triage.EndContactLevel is { } least && circumstances.Policy.Rank(acting.Level) < circumstances.Policy.Rank(least)
            ? Draft.Refuse(RefusalReason.NotAllowed, $"By the house policy, the contact is ended at level {least} or above; {acting.Id} is at level {acting.Level}.")
            : null;
}
