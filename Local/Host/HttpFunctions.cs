using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Serves HTTP functions with Kestrel on 127.0.0.1.</summary>
internal sealed class HttpFunctions : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly LocalHostOptions _options;
    private readonly ILogger _logger;

    public HttpFunctions(
        IEnumerable<FunctionInvoker> functions, LocalHostOptions options, ILoggerFactory loggers, CancellationToken giveUp)
    {
        _options = options;
        _logger = loggers.CreateLogger<HttpFunctions>();

        // The empty builder reads no settings: what is served does not depend on environment variables or the folder.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.MaxRequestBody;
            kestrel.Listen(IPAddress.Loopback, options.Port ?? 0);
        });
        builder.Services.AddRouting();
        builder.Services.AddMvcCore();

        // Below a warning the server logs addresses with their query, and these may name a customer.
        builder.Logging.AddProvider(new PassingOn(loggers)).AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        options.ConfigureWeb?.Invoke(builder.Services);
        _app = builder.Build();
        _app.Use(Guard);
        _app.UseRouting();
        foreach (var function in functions)
        {
            Map(function, (HttpFunction)function.Function, giveUp);
        }
    }

    public Uri Address => new(_app.Urls.Single());

    /// <exception cref="PortInUseException">Something else listens there.</exception>
    public async Task Start(CancellationToken stopping)
    {
        try
        {
            await _app.StartAsync(stopping);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            throw new PortInUseException(_options.Port ?? 0, e);
        }
    }

    public Task Stop(CancellationToken giveUp) => _app.StopAsync(giveUp);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map(FunctionInvoker invoker, HttpFunction function, CancellationToken giveUp)
    {
        var pattern = $"/{_options.RoutePrefix}/{function.Route}".Replace("//", "/", StringComparison.Ordinal);
        var endpoint = function.Methods.Count == 0
            ? _app.Map(pattern, (RequestDelegate)Serve)
            : _app.MapMethods(pattern, function.Methods, Serve);
        endpoint.WithMetadata(function);

        async Task Serve(HttpContext context)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, giveUp);
            var result = await invoker.Invoke(p => Argument(p, context, either.Token));
            switch (result)
            {
                case IResult answer:
                    await answer.ExecuteAsync(context);
                    break;
                case IActionResult action:
                    await action.ExecuteResultAsync(new ActionContext(context, context.GetRouteData(), new ActionDescriptor()));
                    break;
                default:
                    throw new InvalidOperationException($"{function.Where} returned nothing.");
            }
        }
    }

    private static object? Argument(ParameterInfo parameter, HttpContext context, CancellationToken stopping) =>
        parameter.ParameterType == typeof(HttpRequest) ? context.Request
        : parameter.ParameterType == typeof(CancellationToken) ? stopping
        : context.GetRouteValue(parameter.Name!) ?? (parameter.HasDefaultValue ? parameter.DefaultValue : null);

    /// <summary>Answers what no function answers, and hides why a function failed.</summary>
    private async Task Guard(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted && Function(context) is null)
            {
                await Unanswered(context);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller went away; there is nobody to answer.
        }
        catch (BadHttpRequestException e)
        {
            await Answer(context, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"The body is larger than {_options.MaxRequestBody} bytes."
                : "The request is not well formed.");
        }
        catch (Exception e)
        {
            _logger.LogError("{Function} failed: {Fault}", Function(context)?.Name ?? "No function", ExceptionOutline.Of(e));
            await Answer(context, StatusCodes.Status500InternalServerError, "The request could not be carried out. The log says why.");
        }
    }

    private static HttpFunction? Function(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<HttpFunction>();

    private static Task Unanswered(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Answer(context, StatusCodes.Status404NotFound, "Nothing is served at this address."),
        StatusCodes.Status405MethodNotAllowed => Answer(
            context,
            StatusCodes.Status405MethodNotAllowed,
            $"This address takes {context.Response.Headers.Allow}, not {context.Request.Method}."),
        _ => Task.CompletedTask,
    };

    private static async Task Answer(HttpContext context, int status, string detail)
    {
        if (context.Response.HasStarted)
        {
            // Half an answer is out: only a broken connection tells the caller that it is not whole.
            context.Abort();
            return;
        }

        var allow = context.Response.Headers.Allow;
        context.Response.Clear();
        if (status == StatusCodes.Status405MethodNotAllowed)
        {
            context.Response.Headers.Allow = allow;
        }

        await TypedResults.Problem(statusCode: status, detail: detail).ExecuteAsync(context);
    }

    private sealed class PassingOn(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
            // The factory belongs to whoever gave it.
        }
    }
}
