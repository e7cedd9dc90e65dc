using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Review;

/// <summary>Takes what reviewers decide (R10, R34).</summary>
public sealed class SupervisorReviewFunction(CommandMessages messages)
{
    [Function("SupervisorReview")]
    public Task Run(
        [ServiceBusTrigger(Entities.Reviews, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Handle(Entities.Reviews, message, actions, Review, stopping);

    private static CaseCommand Review(ServiceBusReceivedMessage message) => new(
        IncomingMessage.RequiredCase(message),
        IncomingMessage.KeyOf(message),
        CommandReader.Review(message.Body.ToMemory()),
        IncomingMessage.RequiredActor(message));
}
