using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Parked;

/// <summary>Takes what no function could handle and parks it whole.</summary>
public sealed class DeadLetterFunction(CommandMessages messages, Parking parking, Meters meters, ILogger<DeadLetterFunction> logger)
{
    [Function("DeadLetter")]
    public Task Run(
        [ServiceBusTrigger(Entities.DeadLetters, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Settle(Entities.DeadLetters, message, actions, () => Park(message, stopping), stopping);

    private async Task<string?> Park(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        if (await parking.Park(message, stopping))
        {
            var (queue, reason, _) = IncomingMessage.DeathOf(message);
            meters.Parked(queue, reason);
            logger.LogError("Parked a message of {Queue}: {Reason}.", queue, Names.OfDeath(reason));
        }

        return null;
    }
}
