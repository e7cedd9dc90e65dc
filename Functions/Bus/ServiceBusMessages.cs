using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Bus;

/// <summary>How a message of the pipeline looks on Service Bus.</summary>
internal static class ServiceBusMessages
{
    public static ServiceBusMessage Of(OutgoingMessage message)
    {
        var sent = new ServiceBusMessage(message.Body) { MessageId = message.MessageId, Subject = message.Subject };
        foreach (var (name, value) in message.Properties)
        {
            sent.ApplicationProperties[name] = value;
        }

        sent.ApplicationProperties[MessageProperties.Key] = message.Key;
        sent.ApplicationProperties[MessageProperties.Attempt] = message.Attempt;

        // The library would make a span of its own, and a host that reads only this name would lose the trace.
        if (message.Properties.TryGetValue(MessageProperties.TraceParent, out var traceParent))
        {
            sent.ApplicationProperties[MessageProperties.DiagnosticId] = traceParent;
        }

        if (message.EnqueueAt is { } at)
        {
            sent.ScheduledEnqueueTime = at;
        }

        if (message.TimeToLive is { } timeToLive)
        {
            sent.TimeToLive = timeToLive;
        }

        return sent;
    }
}
