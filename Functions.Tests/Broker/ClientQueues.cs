using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>The queues of a namespace as the real client sees them, in the words of the queue contract.</summary>
/// <remarks>The broker is asked beforehand how much there is to take, so that a receiver never waits in vain for long, and never too short a
/// time. Whatever is taken, settled and renewed goes through the client.</remarks>
internal sealed class ClientQueues(ServiceBusClient client, StandInBroker broker) : IQueues, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Of a receiver that should get nothing: long enough for a broker that is wrong to deliver all the same.
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(100);

    private readonly ConditionalWeakTable<LockedMessage, Taken> _taken = [];
    private readonly ConcurrentBag<ServiceBusReceiver> _receivers = [];
    private readonly ConcurrentDictionary<string, LockedMessage> _found = new(StringComparer.Ordinal);

    private sealed record Taken(ServiceBusReceiver By, ServiceBusReceivedMessage Message);

    public async Task<IReadOnlyList<LockedMessage>> Receive(string entity, int most, TimeSpan lockFor, CancellationToken stopping)
    {
        var received = new List<LockedMessage>();
        if (_found.TryRemove(entity, out var found))
        {
            received.Add(found);
        }

        var receiver = Receiver(entity);
        var wanted = Math.Min(most - received.Count, (int)broker.Entities.At(entity, queue => queue.Depth.Ready));
        if (wanted == 0)
        {
            received.AddRange((await receiver.ReceiveMessagesAsync(1, Glance, stopping)).Select(message => Locked(entity, receiver, message)));
        }

        while (wanted > 0)
        {
            var some = await receiver.ReceiveMessagesAsync(wanted, Patience, stopping);
            received.AddRange(some.Select(message => Locked(entity, receiver, message)));
            wanted = some.Count > 0 ? wanted - some.Count : throw new InvalidOperationException($"Nothing came from '{entity}' within {Patience}.");
        }

        return [.. received.Select(message => Checked(message, lockFor))];
    }

    /// <summary>A receiver that waits is given what it waits for: the next one to receive has it.</summary>
    public async Task WaitForMessages(string entity, CancellationToken stopping)
    {
        var receiver = Receiver(entity);
        var message = await receiver.ReceiveMessageAsync(Patience, stopping)
            ?? throw new InvalidOperationException($"Nothing came from '{entity}' within {Patience}.");
        _found[entity] = Locked(entity, receiver, message);
    }

    public Task<bool> Complete(LockedMessage message, CancellationToken stopping) =>
        Held(message, (receiver, taken) => receiver.CompleteMessageAsync(taken, stopping));

    public Task<bool> Abandon(LockedMessage message, CancellationToken stopping) =>
        Held(message, (receiver, taken) => receiver.AbandonMessageAsync(taken, cancellationToken: stopping));

    public Task<bool> DeadLetter(LockedMessage message, string reason, string? description, CancellationToken stopping) =>
        Held(message, (receiver, taken) => receiver.DeadLetterMessageAsync(taken, reason, description, stopping));

    public async Task<DateTimeOffset?> Renew(LockedMessage message, TimeSpan lockFor, CancellationToken stopping) =>
        await Held(message, (receiver, taken) => receiver.RenewMessageLockAsync(taken, stopping)) && _taken.TryGetValue(message, out var renewed)
            ? renewed.Message.LockedUntil
            : null;

    public async Task<IReadOnlyList<LockedMessage>> Peek(string entity, int most, CancellationToken stopping)
    {
        var receiver = Receiver(entity);
        return [.. (await receiver.PeekMessagesAsync(most, fromSequenceNumber: 0, stopping)).Select(message => Locked(entity, receiver, message))];
    }

    /// <summary>As the broker has it: a client is not told this over AMQP.</summary>
    public Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stopping) => Task.FromResult(broker.Depths());

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _receivers)
        {
            await receiver.DisposeAsync();
        }
    }

    /// <summary>One for each call: an older one, whose client asked for more than came, would be given what is meant for this one.</summary>
    private ServiceBusReceiver Receiver(string entity)
    {
        var receiver = client.CreateReceiver(entity);
        _receivers.Add(receiver);
        return receiver;
    }

    private LockedMessage Locked(string entity, ServiceBusReceiver receiver, ServiceBusReceivedMessage message)
    {
        var locked = new LockedMessage(
            entity,
            message.SequenceNumber,
            Guid.Parse(message.LockToken),
            message.LockedUntil,
            message.DeliveryCount,
            message.EnqueuedTime,
            IncomingMessage.Copy(entity, message, IncomingMessage.AttemptOf(message)),
            message.DeadLetterReason is { } reason ? new(message.DeadLetterSource, reason, message.DeadLetterErrorDescription) : null);
        _taken.Add(locked, new(receiver, message));
        return locked;
    }

    /// <summary>How long a lock lasts is the queue's to say.</summary>
    private static LockedMessage Checked(LockedMessage message, TimeSpan lockFor) =>
        lockFor == TimeSpan.FromMinutes(1) ? message : throw new NotSupportedException($"'{message.Entity}' locks for a minute, and not for {lockFor}.");

    private async Task<bool> Held(LockedMessage message, Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> act)
    {
        var taken = _taken.TryGetValue(message, out var known) ? known : throw new ArgumentException("It was not received here.", nameof(message));
        try
        {
            await act(taken.By, taken.Message);
            return true;
        }
        catch (ServiceBusException e) when (e.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false; // The client settles nothing that was only peeked.
        }
    }
}
