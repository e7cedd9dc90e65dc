using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.FollowUp;

/// <summary>Takes "this case is due" from the alarm sweep.</summary>
public sealed class FollowUpFunction(CommandMessages messages, FollowUps followUps)
{
    [Function("FollowUp")]
    public Task Run(
        [ServiceBusTrigger(Entities.FollowUps, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Settle(Entities.FollowUps, message, actions, () => Fire(message, stopping), stopping);

    private async Task<string?> Fire(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        var due = IncomingMessage.BodyOf<FollowUpBody>(message);
        await followUps.Handle(IncomingMessage.RequiredCase(message), due, stopping);
        return null;
    }
}
