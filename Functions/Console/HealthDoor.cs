using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Console;

/// <summary>Whether the pipeline is well.</summary>
public sealed class HealthDoor(AlarmSweep sweep, TimeProvider clock)
{
    /// <summary>A sweep that has been silent for longer is reported as ill: promises would be forgotten.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    /// <summary>For load balancers and alerts: says nothing that needs a key.</summary>
    [Function("GetHealth")]
    public async Task<IActionResult> Health(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request, CancellationToken stopping)
    {
        try
        {
            var last = await sweep.LastRun(stopping);
            var silent = last is { } at && clock.GetUtcNow() - at > LongestSilence;
            var status = silent ? "alarms-silent" : "well";
            return new JsonResult(new { status, lastSweep = last }, LogEntry.Format)
            {
                StatusCode = silent ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK,
            };
        }
        catch (StoreUnavailableException)
        {
            return new JsonResult(new { status = "store-unreachable" }, LogEntry.Format) { StatusCode = StatusCodes.Status503ServiceUnavailable };
        }
    }
}
