using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Simulation;

/// <summary>A message that lies in a queue.</summary>
internal sealed class Queued(long sequence, OutgoingMessage message, DateTimeOffset enqueuedAt)
{
    public long Sequence { get; set; } = sequence;

    public string Entity { get; set; } = message.Entity;

    public OutgoingMessage Message { get; } = message;

    public DateTimeOffset EnqueuedAt { get; set; } = enqueuedAt;

    public int Deliveries { get; set; }

    /// <summary>The delivery that holds the lock; null when nobody does.</summary>
    public Delivery? Lock { get; set; }

    public bool Gone { get; set; }

    /// <summary>Whoever it is delivered to from now on dies at once.</summary>
    public bool Burning { get; set; }

    public (string Source, string Reason, string? Description)? DeadLetter { get; set; }

    /// <summary>The queue of dead letters delivers without limit, those that were put back into it too.</summary>
    public bool MayBeGivenUp => Entity != Entities.DeadLetters;

    public bool IsExpired(DateTimeOffset now) => DeadLetter is null && Message.TimeToLive is { } life && EnqueuedAt + life <= now;
}

/// <summary>Queues in memory with the meaning of Service Bus: peek-lock, expiry, ten deliveries, dead letters forwarded to one queue.
/// Every message finds its own time of delivery, so that the dice decide about the order.</summary>
/// <param name="sent">Told of every message that came in.</param>
internal sealed class Queues(Run run, Action<OutgoingMessage> sent)
{
    /// <summary>Longer than the sweep's minute, so that a sweep can come while a handler holds its lock.</summary>
    public static TimeSpan LockFor { get; } = TimeSpan.FromSeconds(90);

    private const int MaxDeliveries = 10;
    private readonly List<Queued> _messages = [];
    private readonly Dictionary<string, long> _delivered = new(StringComparer.Ordinal);
    private long _sequence;
    private int _lockNumber;

    /// <summary>What waits or is being worked on, in the queues that the product takes from.</summary>
    public int Waiting => _messages.Count;

    public IEnumerable<Queued> Messages => _messages;

    public long Deliveries { get; private set; }

    public void Insert(OutgoingMessage message)
    {
        sent(message);
        var copies = run.Faults.Strikes(Fault.MessageDuplicated) ? 2 : 1;
        for (var copy = 0; copy < copies; copy++)
        {
            var at = message.EnqueueAt is { } later && later > run.Now ? later : run.Now;
            if (run.Faults.Strikes(Fault.MessageDelayed))
            {
                at += run.Dice.Between(TimeSpan.FromMinutes(1), TimeSpan.FromHours(3));
            }

            if (Entities.Given.Contains(message.Entity, StringComparer.Ordinal))
            {
                run.Schedule.At(at + run.Latency(), () => run.People.Taken(message));
                continue;
            }

            var queued = new Queued(++_sequence, message, at);
            _messages.Add(queued);
            run.Schedule.At(at + run.Latency(), () => Deliver(queued));
        }
    }

    public bool Holds(Delivery delivery) => delivery.Queued.Lock == delivery && !delivery.Queued.Gone && run.Now < delivery.LockedUntil;

    public void Renew(Delivery delivery)
    {
        delivery.LockedUntil = run.Now + LockFor;
        AwaitEndOfLock(delivery);
    }

    public void Remove(Queued queued)
    {
        queued.Gone = true;
        queued.Lock = null;
        _messages.Remove(queued);
    }

    /// <summary>Ends a lock; the message is delivered again, or given up after the tenth time.</summary>
    public void Release(Delivery delivery)
    {
        var queued = delivery.Queued;
        if (queued.Gone || queued.Lock != delivery)
        {
            return;
        }

        queued.Lock = null;
        if (queued.Deliveries >= MaxDeliveries && queued.MayBeGivenUp)
        {
            Bury(queued, "MaxDeliveryCountExceeded", string.Create(CultureInfo.InvariantCulture, $"Delivered {MaxDeliveries} times without being settled."));
            return;
        }

        run.Schedule.After(run.Latency(), () => Deliver(queued));
    }

    public void Bury(Queued queued, string reason, string? description)
    {
        run.Trace($"bury {queued.Entity} {queued.Message.Key} {reason}");
        queued.DeadLetter = (queued.Entity, reason, description);
        queued.Burning = false;
        (queued.Entity, queued.EnqueuedAt, queued.Deliveries, queued.Lock, queued.Sequence) =
            (Entities.DeadLetters, run.Now, 0, null, ++_sequence);
        run.Schedule.After(run.Latency(), () => Deliver(queued));
    }

    private void Deliver(Queued queued)
    {
        if (queued.Gone || queued.Lock is not null)
        {
            return;
        }

        if (queued.IsExpired(run.Now))
        {
            run.Trace($"expired {queued.Message.Key}");
            Remove(queued);
            return;
        }

        if (run.Hosts.InstanceFor() is not { } instance)
        {
            run.Schedule.After(TimeSpan.FromMinutes(1), () => Deliver(queued));
            return;
        }

        NoteOrder(queued);
        if (++queued.Deliveries > 500)
        {
            run.Fail("liveness", IncomingCase(queued), $"{queued.Entity} {queued.Message.Key} was delivered {queued.Deliveries} times.");
            return;
        }

        Deliveries++;
        var delivery = new Delivery(run, queued, run.Now + LockFor, ++_lockNumber, instance.Clock.Skew);
        queued.Lock = delivery;
        AwaitEndOfLock(delivery);
        run.Hosts.Start(queued.Entity, instance, delivery);
    }

    private static CaseId? IncomingCase(Queued queued) =>
        CaseId.TryParse(queued.Message.Properties.GetValueOrDefault(MessageProperties.Case), out var id) ? id : null;

    private void AwaitEndOfLock(Delivery delivery) => run.Schedule.At(delivery.LockedUntil, () => EndLock(delivery));

    private void EndLock(Delivery delivery)
    {
        if (delivery.Queued.Lock == delivery && !delivery.Queued.Gone && run.Now >= delivery.LockedUntil)
        {
            if (delivery.Activity is { Alive: true, Finished: false })
            {
                run.Faults.Note(Fault.LockLostUnderLiveHandler);
            }

            Release(delivery);
        }
    }

    private void NoteOrder(Queued queued)
    {
        var newest = _delivered.GetValueOrDefault(queued.Entity);
        if (queued.Sequence < newest)
        {
            run.Faults.Note(Fault.MessagesReordered);
        }

        _delivered[queued.Entity] = Math.Max(newest, queued.Sequence);
    }
}

/// <summary>One delivery of a message under a lock, and what its handler can do with it.</summary>
internal sealed class Delivery : ServiceBusMessageActions
{
    private readonly Run _run;

    public Delivery(Run run, Queued queued, DateTimeOffset lockedUntil, int number, TimeSpan skew)
    {
        _run = run;
        Queued = queued;
        LockedUntil = lockedUntil;
        Received = Message(run.Wiring.Delivering(queued.Message, run), queued, lockedUntil + skew, number);
    }

    public Queued Queued { get; }

    public DateTimeOffset LockedUntil { get; set; }

    public ServiceBusReceivedMessage Received { get; }

    public Activity? Activity { get; set; }

    public bool Settled { get; private set; }

    public override Task CompleteMessageAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        Settle(() => _run.Queues.Remove(Queued));

    public override Task AbandonMessageAsync(
        ServiceBusReceivedMessage message, IDictionary<string, object>? propertiesToModify = null, CancellationToken cancellationToken = default) =>
        Settle(() => _run.Queues.Release(this));

    public override Task DeadLetterMessageAsync(
        ServiceBusReceivedMessage message,
        Dictionary<string, object>? propertiesToModify = null,
        string? deadLetterReason = null,
        string? deadLetterErrorDescription = null,
        CancellationToken cancellationToken = default) =>
        Settle(() =>
        {
            if (!Queued.MayBeGivenUp)
            {
                _run.Queues.Release(this);
                return;
            }

            _run.Queues.Bury(Queued, deadLetterReason ?? "no reason given", deadLetterErrorDescription);
        });

    public override Task RenewMessageLockAsync(ServiceBusReceivedMessage message, CancellationToken cancellationToken = default) =>
        WhileHeld(() => _run.Queues.Renew(this));

    private Task Settle(Action settle) => WhileHeld(() =>
    {
        settle();
        Settled = true;
    });

    private async Task WhileHeld(Action act)
    {
        await _run.Hosts.Turn(PortStep.Complete);
        if (_run.Faults.Strikes(Fault.CompleteFails))
        {
            throw new ServiceBusException("The broker could not be reached.", ServiceBusFailureReason.ServiceCommunicationProblem);
        }

        if (!_run.Queues.Holds(this))
        {
            throw new ServiceBusException("The lock of this delivery is gone.", ServiceBusFailureReason.MessageLockLost);
        }

        act();
        if (_run.Faults.Strikes(Fault.CompleteReplyLost))
        {
            throw new ServiceBusException("The broker did not answer.", ServiceBusFailureReason.ServiceTimeout);
        }

        await _run.Hosts.Done(PortStep.Complete);
    }

    private static ServiceBusReceivedMessage Message(OutgoingMessage message, Queued queued, DateTimeOffset lockedUntil, int number)
    {
        var properties = message.Properties.ToDictionary(p => p.Key, p => (object)p.Value, StringComparer.Ordinal);
        var posted = message.Properties.ContainsKey(MessagesFromOutside.Mark);
        if (!posted)
        {
            properties[MessageProperties.Key] = message.Key;
            properties[MessageProperties.Attempt] = message.Attempt;
        }

        if (queued.DeadLetter is { } dead)
        {
            properties["DeadLetterReason"] = dead.Reason;
            properties["DeadLetterErrorDescription"] = dead.Description ?? "";
        }

        properties.Remove(MessagesFromOutside.Mark);
        return ServiceBusModelFactory.ServiceBusReceivedMessage(
            body: new BinaryData(message.Body),
            messageId: message.Attempt == 0 ? message.Key : string.Create(CultureInfo.InvariantCulture, $"{message.Key}~{message.Attempt}"),
            timeToLive: message.TimeToLive ?? TimeSpan.MaxValue,
            subject: message.Subject,
            properties: properties,
            lockTokenGuid: new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
            deliveryCount: queued.Deliveries,
            lockedUntil: lockedUntil,
            sequenceNumber: queued.Sequence,
            deadLetterSource: queued.DeadLetter?.Source,
            enqueuedTime: queued.EnqueuedAt);
    }
}

/// <summary>Messages that an upstream system put straight into a queue: they carry none of our properties, and are known by their MessageId.</summary>
internal static class MessagesFromOutside
{
    /// <summary>A property that the simulated queue takes off again.</summary>
    public const string Mark = "simulation-posted-straight";
}
