using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Escalation.Functions.Tests.Crash;

/// <summary>A message to a person, as the company's gateway got it.</summary>
/// <param name="TraceParent">The trace it belongs to; empty for none.</param>
internal sealed record Delivered(string Id, string Case, string Body, string TraceParent = "");

/// <summary>The company's own gateway: takes every message to a person and notes it.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Delivered> _deliveries = new();

    private Gateway(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public IReadOnlyList<Delivered> Deliveries => [.. _deliveries];

    /// <param name="taken">Told of every message.</param>
    public static async Task<Gateway> Open(Action taken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var gateway = new Gateway(builder.Build());
        gateway._app.Run(async http =>
        {
            var body = (await JsonNode.ParseAsync(http.Request.Body))!;
            gateway._deliveries.Enqueue(new(
                http.Request.Headers["Idempotency-Key"].ToString(),
                body["case"]!.GetValue<string>(),
                body["body"]!.GetValue<string>(),
                http.Request.Headers["traceparent"].ToString()));
            taken();
        });
        await gateway._app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
