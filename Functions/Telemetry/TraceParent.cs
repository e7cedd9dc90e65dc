using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Telemetry;

/// <summary>A place in a trace, as W3C Trace Context writes it: in a header, on a message, on a case.</summary>
/// <remarks>Its companion <c>tracestate</c> is neither taken nor passed on: nobody here writes one, and what others write there we cannot
/// vouch for (docs/decisions/0016-one-trace-a-case.md).</remarks>
internal static class TraceParent
{
    /// <returns>Null for what is not a traceparent.</returns>
    public static ActivityContext? Read(string? text) =>
        ActivityContext.TryParse(text, traceState: null, isRemote: true, out var place) ? place : null;

    /// <summary>Where a message was sent; a sender that uses Azure's library alone writes it under that library's own name.</summary>
    public static ActivityContext? Of(ServiceBusReceivedMessage message) =>
        Read(Text(message, MessageProperties.TraceParent)) ?? Read(Text(message, MessageProperties.DiagnosticId));

    private static string? Text(ServiceBusReceivedMessage message, string property) =>
        message.ApplicationProperties.TryGetValue(property, out var value) ? value as string : null;
}
