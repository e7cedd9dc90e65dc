using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Audit;

/// <summary>Takes the census often enough for a gauge. Of several instances one runs it, and tells the numbers until they are old.</summary>
public sealed class CensusTimer(Census census)
{
    [Function("Census")]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken stopping) => census.Take(stopping);
}
