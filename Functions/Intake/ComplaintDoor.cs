using System.Text.Json;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Console;
using Escalation.Functions.Messages;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Intake;

/// <summary>Where upstream systems post complaints, one or a batch (R01).</summary>
public sealed class ComplaintDoor(Doors doors, ComplaintReader complaints, PromptSender sender)
{
    private const int LargestBatch = 1_000;

    [Function("PostComplaints")]
    public Task<IActionResult> Post(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "complaints")] HttpRequest request, CancellationToken stopping) =>
        doors.Answer(request, [Role.Upstream, Role.CustomerChannel, Role.Operator], principal => Take(request, principal, stopping), stopping);

    private async Task<IActionResult> Take(HttpRequest request, Principal principal, CancellationToken stopping)
    {
        var json = JsonFields.Parse(await Doors.Body(request, stopping));
        var key = Doors.IdempotencyKey(request);
        var source = principal.Role == Role.Operator ? null : Code.Parse(principal.Id);
        if (json.ValueKind != JsonValueKind.Array)
        {
            var form = complaints.Read(json, source, key);
            await sender.Send([Message(form, json)], stopping);
            request.HttpContext.Response.Headers.RetryAfter = "1";
            var status = Doors.StatusPath(form.Case, MessageIdentity.KeyOf(form));
            return new AcceptedResult(status, new { @case = form.Case.Text, status });
        }

        return await Batch(json, source, key, stopping);
    }

    /// <summary>The good ones go through; each of the others is answered with what is wrong with it.</summary>
    private async Task<IActionResult> Batch(JsonElement batch, Code? source, string key, CancellationToken stopping)
    {
        if (batch.GetArrayLength() is 0 or > LargestBatch)
        {
            throw new InvalidMessageException("body", $"must hold 1 to {LargestBatch} complaints");
        }

        var messages = new List<OutgoingMessage>();
        var answers = new List<object>();
        foreach (var (index, item) in batch.EnumerateArray().Index())
        {
            try
            {
                var form = complaints.Read(item, source, $"{key}/{index}");
                messages.Add(Message(form, item));
                answers.Add(new { index, @case = form.Case.Text, status = Doors.StatusPath(form.Case, MessageIdentity.KeyOf(form)) });
            }
            catch (InvalidMessageException e)
            {
                answers.Add(new { index, problem = Problems.Details(e) });
            }
        }

        if (messages.Count > 0)
        {
            await sender.Send(messages, stopping);
        }

        return new ObjectResult(new { accepted = messages.Count, refused = answers.Count - messages.Count, complaints = answers })
        {
            StatusCode = messages.Count > 0 ? StatusCodes.Status202Accepted : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private static OutgoingMessage Message(Registration form, JsonElement json) => new(
        Entities.Complaints,
        MessageIdentity.KeyOf(form),
        "complaint",
        System.Text.Encoding.UTF8.GetBytes(json.GetRawText()),
        Doors.Properties(form.Case, new(ActorKind.Upstream, form.Source)));
}
