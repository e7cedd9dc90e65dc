using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Pipeline;

namespace Escalation.Functions.ServiceBus;

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

        // Without this, a delayed copy would go on with the trace of the delivery before the last.
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } traceParent })
        {
            sent.ApplicationProperties[MessageProperties.TraceParent] = traceParent;
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
