using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Local.Host;

/// <summary>Settles one delivery on the embedded queue.</summary>
public sealed class QueueMessageActions(IQueues queues, LockedMessage locked, TimeSpan lockFor) : ServiceBusMessageActions
{
    private int _settled;

    /// <summary>Whether this delivery was settled, or its lock found lost: nothing can be done with it any more.</summary>
    public bool Settled => Volatile.Read(ref _settled) != 0;

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle(message, () => queues.Complete(locked, cancellationToken));

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default)
    {
        RefuseProperties(propertiesToModify?.Keys);
        return Settle(message, () => queues.Abandon(locked, cancellationToken));
    }

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = default,
        string? deadLetterReason = default,
        string? deadLetterErrorDescription = default,
        CancellationToken cancellationToken = default)
    {
        RefuseProperties(propertiesToModify?.Keys.Except([MessageProperties.DeadReason, MessageProperties.DeadDescription], StringComparer.Ordinal));
        return Settle(
            message,
            () => queues.DeadLetter(locked, deadLetterReason ?? "no reason given", deadLetterErrorDescription, cancellationToken));
    }

    public override Task DeferMessageAsync(
        ServiceBusReceivedMessage message,
        IDictionary<string, object>? propertiesToModify = default,
        CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The embedded queue does not defer messages; schedule a delayed copy and complete this one.");

    public override async Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default)
    {
        CheckHeld(message);
        if (await queues.Renew(locked, lockFor, cancellationToken) is null)
        {
            throw LockLost();
        }
    }

    private async Task Settle(ServiceBusReceivedMessage message, Func<Task<bool>> settle)
    {
        CheckHeld(message);
        var held = await settle();
        Volatile.Write(ref _settled, 1);
        if (!held)
        {
            throw LockLost();
        }
    }

    private void CheckHeld(ServiceBusReceivedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!string.Equals(message.LockToken, locked.LockToken.ToString(), StringComparison.Ordinal))
        {
            throw new ArgumentException("This is not the message that the function was called with.", nameof(message));
        }

        if (Settled)
        {
            throw LockLost();
        }
    }

    private ServiceBusException LockLost() => new(
        "The lock of this delivery is gone: it ran out, or the message was settled already.",
        ServiceBusFailureReason.MessageLockLost,
        locked.Entity);

    /// <param name="names">Of the properties, without those for which the embedded queue has a place of its own.</param>
    private static void RefuseProperties(IEnumerable<string>? names)
    {
        if (names?.Any() == true)
        {
            throw new NotSupportedException("The embedded queue does not change a message's properties while settling it.");
        }
    }
}
