using Escalation.Domain;
using Escalation.Functions.Pipeline;
using Escalation.Functions.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Http;

/// <summary>What is waiting, and whether the pipeline is well.</summary>
public sealed class OverviewDoor(Doors doors, CaseStore cases, CaseViews views, People people, AlarmSweep sweep, TimeProvider clock)
{
    /// <summary>A sweep that has been silent for longer is reported as ill: promises would be forgotten.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);
    private const int MostShown = 200;

    [Function("GetInbox")]
    public Task<IActionResult> Inbox(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox")] HttpRequest request, CancellationToken stopping) =>
        doors.Answer(request, [Role.Reviewer, Role.Operator], principal => Waiting(request, principal, stopping), stopping);

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

    /// <summary>A reviewer sees the inbox of their own level; ?level= shows another.</summary>
    private async Task<IActionResult> Waiting(HttpRequest request, Principal principal, CancellationToken stopping)
    {
        var asked = request.Query["level"].ToString();
        var own = principal.Role == Role.Reviewer && Code.TryParse(principal.Id, out var person) ? people.Find(person)?.Level : null;
        var level = Code.TryParse(asked, out var named) ? named : own;
        if (level is null)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Which inbox?", "Name a level: /api/inbox?level=l1");
        }

        var entries = await views.List(ViewRow.Inbox(level), stopping);
        var shown = new List<object>();
        foreach (var entry in entries.Take(MostShown))
        {
            if (await cases.Find(entry.Case, stopping) is { Stage: Stage.UnderReview review } @case)
            {
                shown.Add(new
                {
                    @case = entry.Case.Text,
                    review = review.Review,
                    reason = Words.Kebab(review.Reason),
                    asked = review.Asked?.ToString(),
                    category = @case.Complaint.Category.Text,
                    claimedBy = review.Claim?.Person.Text,
                    due = review.Due,
                });
            }
        }

        return new JsonResult(new { level = level.Text, waiting = entries.Count, cases = shown }, LogEntry.Format);
    }
}
