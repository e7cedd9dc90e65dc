using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Review;

/// <summary>Where staff read why a case was decided as it was (R11).</summary>
public sealed class ExplanationDoor(Doors doors, CaseExplanations explanations)
{
    [Function("GetExplanation")]
    public Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{id}/explanation")] HttpRequest request,
        string id,
        CancellationToken stopping) =>
        doors.Answer(request, [Role.Operator, Role.Reviewer], _ => Explain(id, stopping), stopping);

    private async Task<IActionResult> Explain(string id, CancellationToken stopping) =>
        CaseId.TryParse(id, out var number) && await explanations.Of(number, stopping) is { } decisions
            ? new JsonResult(new { @case = number.Text, decisions }, LogEntry.Format)
            : Problems.NotFound($"There is no case with the number '{id}'. A complaint that was posted just now may still be on its way.");
}
