using System.Diagnostics;
using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Escalation.Functions.Telemetry;

/// <summary>What carries the messages, as the semantic conventions call it: <c>servicebus</c>, or a name of our own.</summary>
public sealed record MessagingSystem(string Name);

/// <summary>Makes the spans of the pipeline: requests, commands, letters, sweeps, and those of messages that <c>MessageSpans</c> asks for. While nobody listens there are none, and
/// nothing is written on messages and cases.</summary>
/// <remarks>A span is only ever the child of another of ours. One that the host or a library made may go to nobody, and would leave a hole in the
/// trace; where the host hands a traceparent on, that is followed.</remarks>
public sealed class Traces(MessagingSystem system) : IDisposable
{
    /// <summary>What an exporter has to listen to.</summary>
    public const string SourceName = "Escalation";

    internal ActivitySource Source { get; } = new(SourceName);

    /// <summary>Our own span that is open now.</summary>
    internal Activity? Here => ReferenceEquals(Activity.Current?.Source, Source) ? Activity.Current : null;

    public void Dispose() => Source.Dispose();

    /// <summary>A request at a door, within the caller's trace where it has one.</summary>
    internal Activity? Request(HttpRequest request)
    {
        var route = (request.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var span = Start(
            route is null ? request.Method : $"{request.Method} {route}",
            ActivityKind.Server,
            TraceParent.Read(request.Headers[TraceParent.Header]));
        return span?.SetTag(Attributes.HttpMethod, request.Method).SetTag(Attributes.HttpRoute, route);
    }

    internal static void Answered(Activity? span, IActionResult answer)
    {
        var status = (answer as IStatusCodeActionResult)?.StatusCode ?? StatusCodes.Status200OK;
        span?.SetTag(Attributes.HttpStatus, status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span?.SetTag(Attributes.ErrorType, status.ToString(CultureInfo.InvariantCulture)).SetStatus(ActivityStatusCode.Error);
        }
    }

    /// <summary>A command on its way through load, decide, commit, publish and project.</summary>
    internal Activity? Handling(CaseId @case, Command command)
    {
        var kind = Names.Of(command);
        return Start($"handle {kind}", ActivityKind.Internal, null)?.SetTag(Attributes.Case, @case.Text).SetTag(Attributes.Command, kind);
    }

    /// <param name="outcome">What became of the command.</param>
    /// <param name="refusal">Why it was refused; null where it was not.</param>
    internal static void Handled(Activity? span, string outcome, string? refusal) =>
        span?.SetTag(Attributes.Outcome, outcome).SetTag(Attributes.Refusal, refusal);

    /// <summary>The stage that a commit left its case in, on the span of the command that made it.</summary>
    internal void Committed(Case after) => Here?.SetTag(Attributes.Stage, Names.OfStage(after.Stage.Name));

    /// <summary>A letter on its way to whatever carries it.</summary>
    internal Activity? Delivering(CaseId @case, Channel by, Code kind)
    {
        var channel = Names.Of(by);
        return Start($"deliver {channel}", ActivityKind.Client, null)
            ?.SetTag(Attributes.Case, @case.Text).SetTag(Attributes.Channel, channel).SetTag(Attributes.Letter, kind.Text);
    }

    internal Activity? Sweeping() => Start("sweep alarms", ActivityKind.Internal, null);

    /// <summary>What is to be kept on a case that is registered now; null when nobody follows it.</summary>
    internal string? ToKeep => Here?.Id;

    /// <summary>Only the type of the fault: its message may quote a customer.</summary>
    internal static void Failed(Activity? span, Exception fault) =>
        span?.SetTag(Attributes.ErrorType, fault.GetType().FullName).SetStatus(ActivityStatusCode.Error);

    internal Activity? OfMessage(Activity? span, string entity, string operation) => span
        ?.SetTag(Attributes.MessagingSystem, system.Name)
        .SetTag(Attributes.Destination, entity)
        .SetTag(Attributes.OperationName, operation)
        .SetTag(Attributes.OperationType, operation);

    internal Activity? Start(string name, ActivityKind kind, ActivityContext? parent, IEnumerable<ActivityLink>? links = null)
    {
        if (parent is null && Here is null)
        {
            Activity.Current = null;
        }

        return Source.StartActivity(name, kind, parent ?? default, tags: null, links);
    }
}
