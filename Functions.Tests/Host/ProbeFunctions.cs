using Azure.Messaging.ServiceBus;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Tests.Host;

/// <summary>Functions that do what a test tells them. Nothing registers them anywhere.</summary>
public sealed class ProbeFunctions(Probe probe)
{
    [Function("ProbeQueue")]
    public Task Take(
        [ServiceBusTrigger(Probe.Queue, Connection = "ServiceBus", AutoCompleteMessages = false)] ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        probe.OnMessage(message, actions, stopping);

    [Function("ProbeQueueAutoComplete")]
    public Task TakeAndComplete(
        [ServiceBusTrigger(Probe.AutoQueue, Connection = "ServiceBus", AutoCompleteMessages = true)] ServiceBusReceivedMessage message) =>
        probe.OnAutoMessage(message);

    [Function("ProbeHttp")]
    public async Task<IActionResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "post", Route = "probe/{name}")] HttpRequest request,
        string name,
        CancellationToken stopping) =>
        await probe.OnRequest(request, name, stopping);

    [Function("ProbeMinimal")]
    public static IResult AskMinimal(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "minimal/{*rest}")] HttpRequest request, string? rest) =>
        TypedResults.Ok(new { rest });

    [Function("ProbeTimer")]
    public Task Tick([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken stopping) => probe.OnTick(timer, stopping);

    [Function("ProbeStartup")]
    public Task Start([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true)] TimerInfo timer) => probe.OnStartup(timer);
}

/// <summary>What the probe functions do; by default they are content.</summary>
public sealed class Probe
{
    public const string Queue = "probe";
    public const string AutoQueue = "probe-auto";

    public Func<ServiceBusReceivedMessage, ServiceBusMessageActions, CancellationToken, Task> OnMessage { get; set; } =
        (message, actions, stopping) => actions.CompleteMessageAsync(message, stopping);

    public Func<ServiceBusReceivedMessage, Task> OnAutoMessage { get; set; } = _ => Task.CompletedTask;

    public Func<HttpRequest, string, CancellationToken, Task<IActionResult>> OnRequest { get; set; } =
        (_, name, _) => Task.FromResult<IActionResult>(new OkObjectResult(new { name }));

    public Func<TimerInfo, CancellationToken, Task> OnTick { get; set; } = (_, _) => Task.CompletedTask;

    public Func<TimerInfo, Task> OnStartup { get; set; } = _ => Task.CompletedTask;
}
