using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Console;

/// <summary>Where operators see what could not be handled, and decide about it.</summary>
public sealed class ParkedDoor(Doors doors, ParkedMessages messages, ParkedDecisions decisions)
{
    private static readonly Role[] Operators = [Role.Operator];

    [Function("GetParked")]
    public Task<IActionResult> List(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parked")] HttpRequest request, CancellationToken stopping) =>
        doors.Answer(
            request, Operators, async _ => Json(ParkedList.Of(await messages.List(stopping), Flag(request, "all"))), stopping);

    [Function("GetParkedMessage")]
    public Task<IActionResult> Show(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "parked/{id}")] HttpRequest request, string id, CancellationToken stopping) =>
        doors.Answer(request, Operators, _ => Found(id, found => Shown(found, stopping)), stopping);

    [Function("PostResubmit")]
    public Task<IActionResult> Resubmit(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parked/{id}/resubmit")] HttpRequest request, string id, CancellationToken stopping) =>
        doors.Answer(
            request,
            Operators,
            by => Found(id, async found => await Decided(found, await decisions.Resubmit(found, Doors.ActorOf(by), stopping), stopping)),
            stopping);

    [Function("PostDiscard")]
    public Task<IActionResult> Discard(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "parked/{id}/discard")] HttpRequest request, string id, CancellationToken stopping) =>
        doors.Answer(
            request,
            Operators,
            by => Found(id, async found =>
            {
                var reason = Reason(await Doors.Body(request, stopping));
                return await Decided(found, await decisions.Discard(found, Doors.ActorOf(by), reason, stopping), stopping);
            }),
            stopping);

    private static async Task<IActionResult> Found(string id, Func<ParkedId, Task<IActionResult>> answer) =>
        ParkedId.TryParse(id, out var parked) ? await answer(parked) : NotThere(id);

    private async Task<IActionResult> Shown(ParkedId id, CancellationToken stopping) =>
        await ParkedDetail.Read(id, messages, decisions, stopping) is { } detail ? Json(detail) : NotThere(id.ToString());

    private async Task<IActionResult> Decided(ParkedId id, ParkedDecision decision, CancellationToken stopping) => decision switch
    {
        ParkedDecision.Refused(var words) => Problems.Of(StatusCodes.Status409Conflict, "Not for this message", words),
        ParkedDecision.Done { Resubmission: { } sent } => Accepted(ResubmissionAnswer.Of(id, sent)),
        ParkedDecision.Done => await Shown(id, stopping),
        _ => NotThere(id.ToString()),
    };

    private static AcceptedResult Accepted(ResubmissionAnswer answer) => new(answer.Status, answer);

    private static string Reason(ReadOnlyMemory<byte> body)
    {
        var errors = new List<FieldError>();
        var fields = new JsonFields(JsonFields.Parse(body), "", errors);
        var reason = fields.Text("reason", ParkedDecisions.LongestReason);
        fields.ThrowIfErrors();
        return reason;
    }

    private static bool Flag(HttpRequest request, string name) => request.Query[name].ToString() switch
    {
        "" or "false" => false,
        "true" => true,
        var text => throw new InvalidMessageException(name, $"must be true or false, not '{text}'"),
    };

    private static IActionResult NotThere(string id) => Problems.NotFound($"Nothing is parked under '{id}'. GET /api/parked lists what is.");

    private static JsonResult Json(object value) => new(value, LogEntry.Format);
}
