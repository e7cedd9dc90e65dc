using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>Handles "this case is due", and looks after the alarm row that sent it.</summary>
public sealed class FollowUps(CaseProcessor processor, CaseStore cases, AlarmClock alarms, TimeProvider clock)
{
    public async Task Handle(CaseId id, FollowUpBody due, CancellationToken stopping)
    {
        var key = FollowUpBody.KeyOf(id, due.Arm, due.Due);
        await processor.Handle(new(id, key, new Command.FireDeadline(due.Arm, due.Due), Actor.Pipeline), stopping);

        // Last of all: until here, the row is what sends the follow-up again should this handler die.
        if (IsDone(await cases.Find(id, stopping), due))
        {
            await alarms.Delete(new(due.Wake, id, due.Arm, due.Due, due.ArmedAt), stopping);
        }
    }

    /// <summary>The case is past the deadline, or the commit that was to make the deadline never came.</summary>
    private bool IsDone(Case? newest, FollowUpBody due)
    {
        var version = newest?.Version ?? 0;
        return version >= due.Arm
            ? newest!.Next is not { } next || next.Arm != due.Arm || next.Due != due.Due
            : clock.GetUtcNow() - due.ArmedAt > AlarmClock.HandlerLifetime;
    }
}
