using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Local.Bus;

/// <summary>Settles one delivery on Service Bus.</summary>
internal sealed class BusMessageActions(ProcessMessageEventArgs delivery) : ServiceBusMessageActions
{
    private int _settled;

    /// <summary>Whether this delivery was settled, or its lock found lost: nothing can be done with it any more.</summary>
    public bool Settled => Volatile.Read(ref _settled) != 0;

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle(() => delivery.CompleteMessageAsync(message, cancellationToken));

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default) =>
        Settle(() => delivery.AbandonMessageAsync(message, propertiesToModify, cancellationToken));

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default) =>
        Settle(() => delivery.DeadLetterMessageAsync(message, propertiesToModify ?? [], deadLetterReason, deadLetterErrorDescription, cancellationToken));

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default) =>
        Settle(() => delivery.DeferMessageAsync(message, propertiesToModify, cancellationToken));

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        delivery.RenewMessageLockAsync(message, cancellationToken);

    private async Task Settle(Func<Task> settle)
    {
        try
        {
            await settle();
            Volatile.Write(ref _settled, 1);
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            Volatile.Write(ref _settled, 1);
            throw;
        }
    }
}
