using System.Diagnostics;
using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Routing;

namespace Escalation.Functions.Telemetry;

/// <summary>What carries the messages, as the semantic conventions call it: <c>servicebus</c>, or a name of our own.</summary>
public sealed record MessagingSystem(string Name);

/// <summary>Makes the spans of the pipeline: requests, messages sent and handled, commands, letters, sweeps. While nobody listens there are none, and
/// nothing is written on messages and cases.</summary>
/// <remarks>A span is only ever the child of another of ours. One that the host or a library made may go to nobody, and would leave a hole in the
/// trace; where the host hands a traceparent on, that is followed.</remarks>
public sealed class Traces(MessagingSystem system) : IDisposable
{
    /// <summary>What an exporter has to listen to.</summary>
    public const string SourceName = "Escalation";

    /// <summary>In these only the case's own messages come, and say themselves which trace they belong to.</summary>
    private static readonly string[] Own = [Entities.AuthorityChecks, Entities.Notifications];

    internal ActivitySource Source { get; } = new(SourceName);

    private Activity? Here => ReferenceEquals(Activity.Current?.Source, Source) ? Activity.Current : null;

    public void Dispose() => Source.Dispose();

    /// <summary>A request at a door, within the caller's trace where it has one.</summary>
    internal Activity? Request(HttpRequest request)
    {
        var route = (request.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var span = Start(
            route is null ? request.Method : $"{request.Method} {route}",
            ActivityKind.Server,
            TraceParent.Read(request.Headers[MessageProperties.TraceParent]));
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

    /// <summary>One span for each message that is about to be sent; null for those that are not traced.</summary>
    internal IReadOnlyList<Activity?> Sending(IReadOnlyList<OutgoingMessage> messages)
    {
        if (!Source.HasListeners())
        {
            return [];
        }

        var current = Activity.Current;
        var here = Here;

        // Complaints that came in one request share nothing but that: each begins a trace of its own.
        var batch = messages.Count(message => message.Entity == Entities.Complaints) > 1;
        var spans = new List<Activity?>(messages.Count);
        foreach (var message in messages)
        {
            var apart = batch && message.Entity == Entities.Complaints;
            Activity.Current = apart ? null : here;
            var span = Start($"send {message.Entity}", ActivityKind.Producer, null, apart && here is not null ? [new(here.Context)] : []);
            spans.Add(OfMessage(span, message.Entity, "send")
                ?.SetTag(Attributes.Case, CaseId.TryParse(message.Properties.GetValueOrDefault(MessageProperties.Case), out var id) ? id.Text : null));
            Activity.Current = current;
        }

        return spans;
    }

    /// <summary>Whether a message belongs into the trace that is kept on its case, whatever trace it was sent in.</summary>
    internal bool AsksForCase(string queue) => Source.HasListeners() && !Own.Contains(queue, StringComparer.Ordinal);

    /// <summary>A message that is being handled.</summary>
    /// <param name="kept">The place in the trace that its case was registered at; null where none is kept.</param>
    internal Activity? Processing(string queue, ServiceBusReceivedMessage message, ActivityContext? kept)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        var sent = TraceParent.Of(message);
        var joins = kept is { } place && sent?.TraceId != place.TraceId;
        var span = Start($"process {queue}", ActivityKind.Consumer, joins ? kept : sent, joins && sent is { } linked ? [new(linked)] : []);
        var attempt = IncomingMessage.AttemptOf(message);
        return OfMessage(span, queue, "process")
            ?.SetTag(Attributes.Case, IncomingMessage.CaseOf(message)?.Text)
            .SetTag(Attributes.DeliveryCount, message.DeliveryCount)
            .SetTag(Attributes.Attempt, attempt > 0 ? attempt : null);
    }

    /// <summary>A command on its way through load, decide, commit, publish and project.</summary>
    internal Activity? Handling(CaseCommand command)
    {
        var kind = Names.Of(command.Command);
        return Start($"handle {kind}", ActivityKind.Internal, null)?.SetTag(Attributes.Case, command.Case.Text).SetTag(Attributes.Command, kind);
    }

    internal static void Handled(Activity? span, Handled handled) => span
        ?.SetTag(Attributes.Outcome, Names.Of(handled))
        .SetTag(Attributes.Refusal, handled is Handled.Recorded { Outcome: { State: MessageState.Refused } outcome } ? outcome.Reason : null);

    /// <summary>The stage that a commit left its case in, on the span of the command that made it.</summary>
    internal void Committed(Case after) => Here?.SetTag(Attributes.Stage, Names.OfStage(after.Stage.Name));

    /// <summary>A letter on its way to whatever carries it.</summary>
    internal Activity? Delivering(Letter letter, Code kind)
    {
        var channel = Words.Kebab(letter.Channel);
        return Start($"deliver {channel}", ActivityKind.Client, null)
            ?.SetTag(Attributes.Case, letter.Case.Text).SetTag(Attributes.Channel, channel).SetTag(Attributes.Letter, kind.Text);
    }

    internal Activity? Sweeping() => Start("sweep alarms", ActivityKind.Internal, null);

    /// <summary>What is to be kept on a case that is registered now; null when nobody follows it.</summary>
    internal string? ToKeep => Here?.Id;

    /// <summary>Only the type of the fault: its message may quote a customer.</summary>
    internal static void Failed(Activity? span, Exception fault) =>
        span?.SetTag(Attributes.ErrorType, fault.GetType().FullName).SetStatus(ActivityStatusCode.Error);

    private Activity? OfMessage(Activity? span, string entity, string operation) => span
        ?.SetTag(Attributes.MessagingSystem, system.Name)
        .SetTag(Attributes.Destination, entity)
        .SetTag(Attributes.OperationName, operation)
        .SetTag(Attributes.OperationType, operation);

    private Activity? Start(string name, ActivityKind kind, ActivityContext? parent, IEnumerable<ActivityLink>? links = null)
    {
        if (parent is null && Here is null)
        {
            Activity.Current = null;
        }

        return Source.StartActivity(name, kind, parent ?? default, tags: null, links);
    }
}
