using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Path;

/// <summary>Handles "this case is due", and looks after the alarm row that sent it.</summary>
public sealed class FollowUps(CaseProcessor processor, AlarmClock alarms, TimeProvider clock)
{
    public async Task Handle(CaseId id, FollowUpBody due, CancellationToken stopping)
    {
        // Read before the case is: what becomes old while the case is looked at has not been judged.
        var now = clock.GetUtcNow();
        var key = FollowUpBody.KeyOf(id, due.Arm, due.Due);
        var handled = await processor.Handle(new(id, key, new Command.FireDeadline(due.Arm, due.Due), Actor.Pipeline), stopping);

        // Last of all: until here, the row is what sends the follow-up again should this handler die. Judged by what this handler saw,
        // never by a newer look: another may have fired the deadline meanwhile and died before it published (docs/protocol.md).
        if (handled is not Handled.NotDue notDue || IsPast(notDue.Seen, due))
        {
            await alarms.Delete(new(due.Wake, id, due.Arm, due.Due, due.ArmedAt), stopping);
        }
        else if (IsAhead(notDue.Seen, due))
        {
            await alarms.DeleteIfArmedBefore(
                new(due.Wake, id, due.Arm, due.Due, due.ArmedAt), now - AlarmClock.HandlerLifetime, stopping);
        }
    }

    /// <summary>The case went on without this deadline.</summary>
    private static bool IsPast(Case? seen, FollowUpBody due) => seen?.Version >= due.Arm && (seen.Next?.Arm != due.Arm || seen.Next.Due != due.Due);

    /// <summary>The commit that was to make this deadline has not come, and may never.</summary>
    private static bool IsAhead(Case? seen, FollowUpBody due) => (seen?.Version ?? 0) < due.Arm;
}
