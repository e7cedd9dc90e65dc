using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Notify;

/// <summary>Sends one message to one person on one channel.</summary>
public sealed class NotifyFunction(CommandMessages messages, Notifier notifier)
{
    [Function("Notify")]
    public Task Run(
        [ServiceBusTrigger(Entities.Notifications, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Settle(Entities.Notifications, message, actions, () => Send(message, stopping), stopping);

    private async Task<string?> Send(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        var body = IncomingMessage.BodyOf<NotificationBody>(message);
        await notifier.Send(IncomingMessage.RequiredCase(message), IncomingMessage.KeyOf(message), body, stopping);
        return null;
    }
}
