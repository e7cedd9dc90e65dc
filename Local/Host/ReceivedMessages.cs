using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Local.Host;

/// <summary>Shows a message of the embedded queue as Service Bus would deliver it.</summary>
public static class ReceivedMessages
{
    public static ServiceBusReceivedMessage From(LockedMessage locked)
    {
        ArgumentNullException.ThrowIfNull(locked);
        var message = locked.Message;
        var properties = message.Properties.ToDictionary(p => p.Key, p => (object)p.Value, StringComparer.Ordinal);
        properties[MessageProperties.Key] = message.Key;
        properties[MessageProperties.Attempt] = message.Attempt;
        if (locked.DeadLetter is { } origin)
        {
            properties["DeadLetterReason"] = origin.Reason;
            if (origin.Description is { } description)
            {
                properties["DeadLetterErrorDescription"] = description;
            }
        }

        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: new BinaryData(message.Body),
            messageId: message.MessageId,
            timeToLive: message.TimeToLive ?? TimeSpan.MaxValue,
            subject: message.Subject,
            scheduledEnqueueTime: message.EnqueueAt ?? default,
            properties: properties,
            lockTokenGuid: locked.LockToken,
            deliveryCount: locked.DeliveryCount,
            lockedUntil: locked.LockedUntil,
            sequenceNumber: locked.SequenceNumber,
            deadLetterSource: locked.DeadLetter?.Source,
            enqueuedTime: locked.EnqueuedAt);
    }
}
