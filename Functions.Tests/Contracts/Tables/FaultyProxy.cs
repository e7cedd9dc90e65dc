using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>What happens to one request on its way.</summary>
public abstract record Fault
{
    private Fault()
    {
    }

    /// <summary>The answer comes from here; the service never sees the request.</summary>
    public sealed record Answer(int Status, string Body, params (string Name, string Value)[] Headers) : Fault;

    /// <summary>The connection breaks before the service sees the request.</summary>
    public sealed record CutBefore : Fault;

    /// <summary>The service never sees the request, and nobody answers until the client gives up.</summary>
    public sealed record Silence : Fault;

    /// <summary>The service carries the request out, then the connection breaks; this much of the answer gets through.</summary>
    public sealed record CutAfter(int Bytes) : Fault;
}

/// <summary>Stands between the client and the emulator; faults strike the requests in the order they were given.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient service;
    private readonly Queue<Fault?> faults;
    private readonly List<string> requests = [];
    private readonly List<long> times = [];

    private FaultyProxy(WebApplication app, int servicePort, IEnumerable<Fault?> faults)
    {
        this.app = app;
        this.faults = new(faults);
        service = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{servicePort}") };
    }

    /// <summary>Method and address of each request that came, in order.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    /// <summary>How long the client let pass between two requests that followed each other; 0 names the first two.</summary>
    public TimeSpan Between(int first)
    {
        lock (requests)
        {
            return TimeProvider.System.GetElapsedTime(times[first], times[first + 1]);
        }
    }

    public int Port => new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;

    public static async Task<FaultyProxy> Start(int servicePort, params Fault?[] faults)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        var proxy = new FaultyProxy(server, servicePort, faults);
        server.Run(proxy.Handle);
        await server.StartAsync();
        return proxy;
    }

    /// <summary>From now on.</summary>
    public void Strike(params Fault?[] next)
    {
        lock (requests)
        {
            requests.Clear();
            times.Clear();
            faults.Clear();
            foreach (var fault in next)
            {
                faults.Enqueue(fault);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        service.Dispose();
        await app.DisposeAsync();
    }

    private async Task Handle(HttpContext context)
    {
        // A connection for each request: none breaks because another one was through with it.
        context.Response.Headers.Connection = "close";
        switch (Next(context))
        {
            case Fault.Answer answer:
                await context.Request.Body.CopyToAsync(Stream.Null);
                context.Response.StatusCode = answer.Status;
                foreach (var (name, value) in answer.Headers)
                {
                    context.Response.Headers[name] = value;
                }

                await context.Response.WriteAsync(answer.Body);
                break;
            case Fault.Silence:
                await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case Fault.CutBefore:
                context.Abort();
                break;
            case Fault.CutAfter(var bytes):
                await Forward(context, bytes);
                break;
            default:
                await Forward(context, cutAfter: null);
                break;
        }
    }

    private Fault? Next(HttpContext context)
    {
        lock (requests)
        {
            requests.Add($"{context.Request.Method} {Target(context)}");
            times.Add(TimeProvider.System.GetTimestamp());
            return faults.TryDequeue(out var fault) ? fault : null;
        }
    }

    private async Task Forward(HttpContext context, int? cutAfter)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(context));
        request.Content = new StreamContent(context.Request.Body);
        foreach (var (name, value) in context.Request.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value.ToArray()))
            {
                request.Content.Headers.TryAddWithoutValidation(name, value.ToArray());
            }
        }

        using var response = await service.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, value) in response.Headers.Concat(response.Content.Headers))
        {
            if (name is not ("Transfer-Encoding" or "Connection" or "Keep-Alive"))
            {
                context.Response.Headers[name] = value.ToArray();
            }
        }

        if (cutAfter is not { } bytes)
        {
            await context.Response.Body.WriteAsync(body);
            return;
        }

        if (bytes > 0)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, Math.Min(bytes, body.Length)));
            await context.Response.Body.FlushAsync();
        }

        context.Abort();
    }

    /// <summary>As it was sent: the signature covers the path byte for byte.</summary>
    private static string Target(HttpContext context) => context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
}
