using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Console;

/// <summary>Where a case, its log and the outcome of a command are read.</summary>
public sealed class CaseDoor(
    Doors doors, CaseStore cases, PolicyBook policies, EarlierCases earlier, EscalationPackets packets, TimeProvider clock)
{
    private static readonly Role[] Readers = [Role.Operator, Role.Reviewer];
    private static readonly Role[] Senders = [Role.Upstream, Role.CustomerChannel, Role.Fulfilment, Role.Reviewer, Role.Operator];

    [Function("GetCase")]
    public Task<IActionResult> Get(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{id}")] HttpRequest request, string id, CancellationToken stopping) =>
        doors.Answer(request, Readers, _ => Found(id, @case => Shown(@case, stopping), stopping), stopping);

    [Function("GetLog")]
    public Task<IActionResult> Log(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{id}/log")] HttpRequest request, string id, CancellationToken stopping) =>
        doors.Answer(request, Readers, _ => Found(id, @case => Told(@case, stopping), stopping), stopping);

    [Function("GetCommand")]
    public Task<IActionResult> Command(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "cases/{id}/commands/{command}")] HttpRequest request,
        string id,
        string command,
        CancellationToken stopping) =>
        doors.Answer(request, Senders, _ => Outcome(id, command, stopping), stopping);

    private async Task<IActionResult> Found(string id, Func<Case, Task<object>> answer, CancellationToken stopping) =>
        CaseId.TryParse(id, out var number) && await cases.Find(number, stopping) is { } @case
            ? new JsonResult(await answer(@case), LogEntry.Format)
            : Problems.NotFound($"There is no case with the number '{id}'. A complaint that was posted just now may still be on its way.");

    private async Task<object> Shown(Case @case, CancellationToken stopping)
    {
        var texts = await cases.Texts(@case.Id, stopping);
        var policy = await policies.Of(@case.Complaint.Policy, stopping);
        var view = CaseView.Of(@case, texts);
        view["triage"] = TriageView.Of(@case, policy, texts);
        view["clocks"] = ClockView.Of(@case, policy, clock.GetUtcNow());
        view["earlierCases"] = packets.EarlierOf(await earlier.Of(@case, stopping));
        return view;
    }

    private async Task<object> Told(Case @case, CancellationToken stopping)
    {
        var texts = await cases.Texts(@case.Id, stopping);
        return (await cases.Log(@case.Id, null, stopping)).Select(recorded => LogEntry.Of(recorded, texts)).ToArray();
    }

    private async Task<IActionResult> Outcome(string id, string command, CancellationToken stopping)
    {
        if (!CaseId.TryParse(id, out var @case) || command.Length > 200 || !command.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '~'))
        {
            return Problems.NotFound("This is not where the outcome of a command is read.");
        }

        return await cases.OutcomeToDate(@case, command, stopping) is { } outcome
            ? new JsonResult(new { status = Words.Kebab(outcome.State), at = outcome.At, reason = outcome.Reason, words = outcome.Words }, LogEntry.Format)
            : new JsonResult(new { status = "pending" }, LogEntry.Format);
    }
}
