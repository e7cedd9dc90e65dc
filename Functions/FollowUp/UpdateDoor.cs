using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.FollowUp;

/// <summary>Where customers' answers, staff records and fulfilment reports come in.</summary>
public sealed class UpdateDoor(Doors doors, CommandReader commands)
{
    [Function("PostUpdate")]
    public Task<IActionResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "cases/{id}/updates")] HttpRequest request,
        string id,
        CancellationToken stopping) =>
        doors.Answer(
            request,
            [Role.Upstream, Role.CustomerChannel, Role.Fulfilment, Role.Reviewer, Role.Operator],
            principal => doors.Enqueue(request, Entities.Updates, id, principal, body => commands.Update(body), stopping),
            stopping);
}
