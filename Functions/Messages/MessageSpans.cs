using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Values;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Messages;

/// <summary>The spans of messages: one where a message is sent, and one where it is handled.</summary>
internal static class MessageSpans
{
    /// <summary>In these only the case's own messages come, and say themselves which trace they belong to.</summary>
    private static readonly string[] Own = [Entities.AuthorityChecks, Entities.Notifications];

    /// <summary>One span for each message that is about to be sent; null for those that are not traced.</summary>
    public static IReadOnlyList<Activity?> Sending(this Traces traces, IReadOnlyList<OutgoingMessage> messages)
    {
        if (!traces.Source.HasListeners())
        {
            return [];
        }

        var current = Activity.Current;
        var here = traces.Here;

        // Complaints that came in one request share nothing but that: each begins a trace of its own.
        var batch = messages.Count(message => message.Entity == Entities.Complaints) > 1;
        var spans = new List<Activity?>(messages.Count);
        foreach (var message in messages)
        {
            var apart = batch && message.Entity == Entities.Complaints;
            Activity.Current = apart ? null : here;
            var span = traces.Start($"send {message.Entity}", ActivityKind.Producer, null, apart && here is not null ? [new(here.Context)] : []);
            spans.Add(traces.OfMessage(span, message.Entity, "send")
                ?.SetTag(Attributes.Case, CaseId.TryParse(message.Properties.GetValueOrDefault(MessageProperties.Case), out var id) ? id.Text : null));
            Activity.Current = current;
        }

        return spans;
    }

    /// <summary>Whether a message belongs into the trace that is kept on its case, whatever trace it was sent in.</summary>
    public static bool AsksForCase(this Traces traces, string queue) => traces.Source.HasListeners() && !Own.Contains(queue, StringComparer.Ordinal);

    /// <summary>A message that is being handled.</summary>
    /// <param name="kept">The place in the trace that its case was registered at; null where none is kept.</param>
    public static Activity? Processing(this Traces traces, string queue, ServiceBusReceivedMessage message, ActivityContext? kept)
    {
        if (!traces.Source.HasListeners())
        {
            return null;
        }

        var sent = SentAt(message);
        var joins = kept is { } place && sent?.TraceId != place.TraceId;
        var span = traces.Start($"process {queue}", ActivityKind.Consumer, joins ? kept : sent, joins && sent is { } linked ? [new(linked)] : []);
        var attempt = IncomingMessage.AttemptOf(message);
        return traces.OfMessage(span, queue, "process")
            ?.SetTag(Attributes.Case, IncomingMessage.CaseOf(message)?.Text)
            .SetTag(Attributes.DeliveryCount, message.DeliveryCount)
            .SetTag(Attributes.Attempt, attempt > 0 ? attempt : null);
    }

    /// <summary>Where a message was sent; a sender that uses Azure's library alone writes it under that library's own name.</summary>
    private static ActivityContext? SentAt(ServiceBusReceivedMessage message) =>
        TraceParent.Read(Text(message, MessageProperties.TraceParent)) ?? TraceParent.Read(Text(message, MessageProperties.DiagnosticId));

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out var value) ? value as string : null;
}
