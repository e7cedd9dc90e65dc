using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Review;

/// <summary>Where reviewers send what they decide, and operators what they re-route.</summary>
public sealed class ReviewDoor(Doors doors)
{
    [Function("PostReview")]
    public Task<IActionResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/reviews")] HttpRequest request,
        string id,
        CancellationToken stopping) =>
        doors.Answer(
            request,
            [Role.Reviewer, Role.Operator],
            principal => doors.Enqueue(request, Entities.Reviews, id, principal, body => CommandReader.Review(body), stopping),
            stopping);
}
