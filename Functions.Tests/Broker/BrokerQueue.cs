using Amqp;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>Peek-lock on a clock: a queue, a subscription, or the dead letters of one. Not safe for several threads: its namespace sees to that.</summary>
/// <param name="path">As clients name it.</param>
/// <param name="bury">Takes the dead letters; null for an entity that has none of its own.</param>
internal sealed class BrokerQueue(string path, QueueSettings settings, TimeProvider clock, Action<HeldMessage>? bury)
{
    private readonly SortedDictionary<long, HeldMessage> _active = [];
    private readonly SortedDictionary<long, HeldMessage> _scheduled = [];
    private long _lastNumber;

    public string Path => path;

    /// <summary>When something happens by itself: a scheduled message is due, a lock ends, a message expires. Null if nothing will.</summary>
    public DateTimeOffset? NextDue =>
        _scheduled.Values.Select(held => (DateTimeOffset?)held.EnqueuedAt)
            .Concat(_active.Values.Select(held => held.LockedUntil ?? held.Expires))
            .Min();

    public QueueDepth Depth
    {
        get
        {
            var locked = _active.Values.Count(held => held.LockedUntil is not null);
            return new(path, _active.Count - locked, locked, _scheduled.Count);
        }
    }

    /// <returns>The message's number; of a scheduled one it holds until its time comes.</returns>
    public long Enqueue(Message content)
    {
        var held = new HeldMessage(content);
        var now = clock.GetUtcNow();
        held.EnqueuedAt = held.ScheduledFor is { } due && due > now ? due : now;
        if (held.EnqueuedAt > now)
        {
            held.Number = ++_lastNumber;
            _scheduled.Add(held.Number, held);
        }
        else
        {
            Activate(held);
        }

        return held.Number;
    }

    /// <returns>False if the message is not scheduled, or no longer.</returns>
    public bool Cancel(long number) => _scheduled.Remove(number);

    /// <summary>Locks the oldest message that is deliverable; null if there is none.</summary>
    public HeldMessage? Take()
    {
        if (_active.Values.FirstOrDefault(held => held.LockedUntil is null) is not { } next)
        {
            return null;
        }

        next.LockToken = Guid.NewGuid();
        next.LockedUntil = clock.GetUtcNow() + settings.LockFor;
        return next;
    }

    /// <returns>False if the lock was lost, here and below.</returns>
    public bool Complete(Guid token) => Held(token) is { } held && _active.Remove(held.Number);

    public bool Abandon(Guid token, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        if (Held(token) is not { } held)
        {
            return false;
        }

        held.Modify(properties);
        EndDelivery(held);
        return true;
    }

    /// <summary>Gives a message back that its receiver has not looked at: the delivery does not count.</summary>
    public bool Release(Guid token)
    {
        if (Held(token) is not { } held)
        {
            return false;
        }

        held.LockedUntil = null;
        return true;
    }

    /// <param name="properties">With the reason and the description among them.</param>
    public bool DeadLetter(Guid token, IEnumerable<KeyValuePair<string, object?>> properties)
    {
        if (Held(token) is not { } held)
        {
            return false;
        }

        held.Modify(properties);
        Bury(held);
        return true;
    }

    /// <returns>The new end of the lock; null if it was lost.</returns>
    public DateTimeOffset? Renew(Guid token) =>
        Held(token) is { } held ? held.LockedUntil = clock.GetUtcNow() + settings.LockFor : null;

    /// <summary>Reads messages without taking them, locked and scheduled ones too.</summary>
    public IReadOnlyList<HeldMessage> Peek(long from, int most) =>
        [.. _active.Values.Concat(_scheduled.Values).Where(held => held.Number >= from).OrderBy(held => held.Number).Take(most)];

    /// <summary>Lets happen what is due by now.</summary>
    public void CatchUp()
    {
        var now = clock.GetUtcNow();
        foreach (var due in _scheduled.Values.Where(held => held.EnqueuedAt <= now).OrderBy(held => held.EnqueuedAt).ToList())
        {
            _scheduled.Remove(due.Number);
            Activate(due);
        }

        foreach (var ended in _active.Values.Where(held => held.LockedUntil <= now).ToList())
        {
            EndDelivery(ended);
        }

        foreach (var expired in _active.Values.Where(held => held.LockedUntil is null && held.Expires <= now).ToList())
        {
            Expire(expired);
        }
    }

    private void Activate(HeldMessage held)
    {
        held.Number = ++_lastNumber;
        var lives = new[] { held.TimeToLive, settings.TimeToLive }.Min();
        held.Expires = held.EnqueuedAt + lives;
        _active.Add(held.Number, held);
    }

    private HeldMessage? Held(Guid token) => _active.Values.FirstOrDefault(held => held.LockedUntil is not null && held.LockToken == token);

    private void EndDelivery(HeldMessage held)
    {
        held.LockedUntil = null;
        if (++held.SpentDeliveries >= settings.MostDeliveries)
        {
            Bury(held, "MaxDeliveryCountExceeded", $"Delivered {held.SpentDeliveries} times without being settled.");
        }
    }

    private void Expire(HeldMessage held)
    {
        if (settings.DeadLettersExpired)
        {
            Bury(held, "TTLExpiredException", "Not taken within its time to live.");
        }
        else
        {
            _active.Remove(held.Number);
        }
    }

    private void Bury(HeldMessage held, string reason, string description)
    {
        held.Modify([new("DeadLetterReason", reason), new("DeadLetterErrorDescription", description)]);
        Bury(held);
    }

    private void Bury(HeldMessage held)
    {
        var grave = bury ?? throw new AmqpException(ErrorCode.NotAllowed, $"'{path}' holds dead letters: none of them can be dead-lettered again.");
        _active.Remove(held.Number);
        grave(held);
    }
}
