using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.FollowUp;

/// <summary>Takes what customers answer, what staff record and what the fulfilment system reports.</summary>
public sealed class CaseUpdateFunction(CommandMessages messages, CommandReader commands)
{
    [Function("CaseUpdate")]
    public Task Run(
        [ServiceBusTrigger(Entities.Updates, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Handle(Entities.Updates, message, actions, Update, stopping);

    private CaseCommand Update(ServiceBusReceivedMessage message) => new(
        IncomingMessage.RequiredCase(message),
        IncomingMessage.KeyOf(message),
        commands.Update(message.Body.ToMemory()),
        IncomingMessage.RequiredActor(message));
}
