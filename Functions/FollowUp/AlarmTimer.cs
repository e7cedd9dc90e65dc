using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.FollowUp;

/// <summary>Runs the sweep over the alarms.</summary>
public sealed class AlarmTimer(AlarmSweep sweep)
{
    [Function("AlarmSweep")]
    public Task Sweep([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken stopping) => sweep.Run(stopping);

    [Function("Tidy")]
    public Task Tidy([TimerTrigger("0 30 3 * * *")] TimerInfo timer, CancellationToken stopping) => sweep.Tidy(stopping);
}
