using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;

namespace Escalation.Domain.Deciding.Settlement;

/// <summary>What happens once a remedy is on its way, and how a case ends (R16, R30).</summary>
internal static class FollowUpDecider
{
    public static Decision Fulfilled(Case c, Command.ReportFulfilled command, Circumstances circumstances)
    {
        if (command.Grant > c.Numbers.Grants || command.Grant < 1)
        {
            return Draft.Refuse(RefusalReason.Invalid, $"The case has {c.Numbers.Grants} granted remedies; there is no number {command.Grant}.");
        }

        if (c.Stage is not Stage.Settling settling || settling.Grant.Number != command.Grant)
        {
            return Draft.Refuse(RefusalReason.AlreadyDone, $"Nobody waits for remedy {command.Grant} any more: the case is {c.Stage.Name}.");
        }

        var draft = new Draft(c, circumstances);
        return draft.Fulfil(PromiseKind.Remedy)
            .Add(new Event.RemedyFulfilled(command.Grant, draft.After(c, Domain.Policies.Policy.AutomaticLevel, draft.Policy.Timing.SatisfactionAfter)))
            .Done();
    }

    /// <summary>"Yes" closes the case, "no" re-opens it one level higher (R16), also after it was closed.</summary>
    public static Decision Answered(Case c, Command.AnswerSatisfaction command, Circumstances circumstances)
    {
        if (c.Numbers.Grants == 0 || command.Grant != c.Numbers.Grants || c.Stage is not (Stage.FollowingUp or Stage.Closed))
        {
            return Draft.Refuse(RefusalReason.Overtaken, $"Whether remedy {command.Grant} solved it is not, or no longer, asked: the case is {c.Stage.Name}.");
        }

        if (c.Stage is Stage.Closed && command.Satisfied)
        {
            return Draft.Refuse(RefusalReason.AlreadyDone, "The case is closed already.");
        }

        var draft = new Draft(c, circumstances);
        draft.Add(new Event.SatisfactionAnswered(command.Grant, command.Satisfied, draft.OptionalText(command.Words)));
        return command.Satisfied
            ? draft.Close(c, Outcome.Settled).Done()
            : draft.Add(new Event.CaseReopened(c.Round + 1))
                .Escalate(c, draft.Policy.Above(c.LastLevel), EscalationReason.NotSatisfied, null, draft.NoRule)
                .Done();
    }

    public static Decision Withdraw(Case c, Command.Withdraw command, Circumstances circumstances)
    {
        if (!c.IsOpen)
        {
            return Draft.Refuse(RefusalReason.AlreadyDone, "The case is closed already.");
        }

        if (command.Round != c.Round)
        {
            return Draft.Refuse(RefusalReason.Overtaken, $"The case was re-opened since: it is in round {c.Round}, not {command.Round}.");
        }

        var draft = new Draft(c, circumstances);
        return draft.Add(new Event.CaseWithdrawn(draft.OptionalText(command.Words))).Close(c, Outcome.Withdrawn).Done();
    }

    /// <summary>A stated cause takes the place of a presumed one, also after closing; never that of another stated one by the same words.</summary>
    public static Decision RecordCause(Case c, Command.RecordCause command, Circumstances circumstances) =>
        c.Cause is { Presumed: false } known && known.Cause == command.Cause
            ? Draft.Refuse(RefusalReason.AlreadyDone, "This cause is recorded already.")
            : new Draft(c, circumstances).Add(new Event.CauseRecorded(command.Cause, Presumed: false)).Done();
}
