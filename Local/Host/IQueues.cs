using Escalation.Functions.Messages;

namespace Escalation.Local.Host;

/// <summary>A message that was taken under a lock and has to be settled.</summary>
/// <param name="Entity">The queue it was taken from.</param>
/// <param name="SequenceNumber">Given by the queue when the message came in; unique within the store.</param>
/// <param name="LockToken">Settles this delivery only; a later delivery has another.</param>
/// <param name="LockedUntil">Afterwards the message is delivered again and this lock settles nothing.</param>
/// <param name="DeliveryCount">1 for the first delivery.</param>
/// <param name="EnqueuedAt">When it became deliverable.</param>
/// <param name="DeadLetter">Where it came from and why, for a message in the dead-letters queue.</param>
public sealed record LockedMessage(
    string Entity,
    long SequenceNumber,
    Guid LockToken,
    DateTimeOffset LockedUntil,
    int DeliveryCount,
    DateTimeOffset EnqueuedAt,
    OutgoingMessage Message,
    DeadLetterOrigin? DeadLetter);

/// <summary>Why a message is in the dead-letters queue.</summary>
public sealed record DeadLetterOrigin(string Source, string Reason, string? Description);

/// <summary>What a queue holds, in numbers.</summary>
/// <param name="Ready">Deliverable now.</param>
/// <param name="Locked">Being worked on.</param>
/// <param name="Scheduled">Waiting for their time.</param>
public sealed record QueueDepth(string Entity, long Ready, long Locked, long Scheduled);

/// <summary>The receiving side of the queues on one machine; the sending side is <see cref="ISender"/>.</summary>
/// <remarks>
/// Peek-lock as Service Bus has it: a message is completed, abandoned, dead-lettered, or delivered again once its lock has run
/// out. A message delivered ten times without being settled goes to <see cref="Entities.DeadLetters"/> with the reason
/// MaxDeliveryCountExceeded; from there it is never dead-lettered again. Expired messages are dropped.
/// </remarks>
public interface IQueues
{
    /// <summary>Takes up to <paramref name="most"/> deliverable messages, oldest first; none when there are none.</summary>
    Task<IReadOnlyList<LockedMessage>> Receive(string entity, int most, TimeSpan lockFor, CancellationToken stopping);

    /// <summary>Returns once the entity may have something deliverable: a message came in, or one's time or lock ran out.</summary>
    Task WaitForMessages(string entity, CancellationToken stopping);

    /// <returns>False when the lock was lost: the message will be, or was, delivered again.</returns>
    Task<bool> Complete(LockedMessage message, CancellationToken stopping);

    /// <inheritdoc cref="Complete"/>
    Task<bool> Abandon(LockedMessage message, CancellationToken stopping);

    /// <inheritdoc cref="Complete"/>
    Task<bool> DeadLetter(LockedMessage message, string reason, string? description, CancellationToken stopping);

    /// <returns>The new end of the lock; null when it was lost.</returns>
    Task<DateTimeOffset?> Renew(LockedMessage message, TimeSpan lockFor, CancellationToken stopping);

    /// <summary>Reads messages without taking them, oldest first.</summary>
    Task<IReadOnlyList<LockedMessage>> Peek(string entity, int most, CancellationToken stopping);

    /// <summary>The depth of every entity that holds something.</summary>
    Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stopping);
}
