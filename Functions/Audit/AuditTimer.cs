using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Audit;

/// <summary>Audits the whole store once a day: a promise whose alarm was lost is found, and what no program can put right is told (X13).</summary>
public sealed class AuditTimer(StoreAudit audit, ILogger<AuditTimer> logger)
{
    [Function("Audit")]
    public async Task Run([TimerTrigger("0 45 3 * * *")] TimerInfo timer, CancellationToken stopping)
    {
        var report = await audit.Run(stopping);
        logger.LogInformation("Audited {Cases} cases with {Events} events.", report.Cases, report.Events);
        foreach (var repair in report.Repairs)
        {
            logger.LogWarning("Audit of {Case}: {Words}", repair.Case, repair.Words);
        }

        foreach (var violation in report.Violations)
        {
            logger.LogError("Audit of {Case}, {Invariant}: {Words}", violation.Case, violation.Invariant, violation.Words);
        }
    }
}
