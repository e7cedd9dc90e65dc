using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Escalation.Local.Host;

/// <summary>Runs a queue's function on one delivery, wherever the queue is.</summary>
internal sealed class Delivery(QueueFunction function, FunctionInvoker invoker, ILogger logger)
{
    /// <returns>False if the function failed.</returns>
    public async Task<bool> Returned(ServiceBusReceivedMessage received, ServiceBusMessageActions actions, CancellationToken giveUp)
    {
        try
        {
            await invoker.Invoke(p =>
                p.ParameterType == typeof(ServiceBusReceivedMessage) ? received
                : p.ParameterType == typeof(ServiceBusMessageActions) ? actions
                : giveUp);
            return true;
        }
        catch (Exception e)
        {
            logger.LogError(
                "{Function} failed on {Key}, delivery {Delivery}: {Fault}",
                function.Name,
                IncomingMessage.KeyOf(received),
                received.DeliveryCount,
                ExceptionOutline.Of(e));
            return false;
        }
    }

    /// <summary>Completes or abandons what the function left unsettled.</summary>
    public Task Settle(bool returned, ServiceBusReceivedMessage received, ServiceBusMessageActions actions) => returned && function.AutoComplete
        ? actions.CompleteMessageAsync(received, CancellationToken.None)
        : actions.AbandonMessageAsync(received, cancellationToken: CancellationToken.None);
}
