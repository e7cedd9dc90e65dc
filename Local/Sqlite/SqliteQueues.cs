using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Local.Sqlite;

/// <summary>The queues in the SQLite file.</summary>
/// <remarks>
/// There is no duplicate detection. Messages to <see cref="Entities.Given"/> live 14 days unless they say otherwise, others for
/// ever. A message in the dead-letters queue never expires, and to dead-letter it is to abandon it. Every method but
/// <see cref="Send"/> throws <see cref="StoreUnavailableException"/> when the file cannot be read or written.
/// </remarks>
public sealed class SqliteQueues(SqliteFile file, TimeProvider clock) : IQueues, ISender
{
    public const int MaxDeliveries = 10;
    public const string MaxDeliveriesReason = "MaxDeliveryCountExceeded";

    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Arrivals arrivals = new();

    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        if (messages.Count == 0)
        {
            return;
        }

        var outgoing = messages.Select(m => (Message: m, Properties: MessageRow.Properties(m))).ToArray();
        var entities = messages.Select(m => m.Entity).Distinct(StringComparer.Ordinal).ToArray();

        // Where nobody in here takes messages, nobody else drops those that expired.
        var given = entities.Where(entity => Entities.Given.Contains(entity, StringComparer.Ordinal)).ToArray();
        try
        {
            await file.Write(
                connection =>
                {
                    Array.ForEach(given, entity => DropExpired(connection, entity, Now));
                    Array.ForEach(outgoing, one => Insert(connection, one.Message, one.Properties));
                    return true;
                },
                stopping,
                isOneStatement: outgoing.Length == 1 && given.Length == 0);
        }
        catch (StoreUnavailableException e)
        {
            throw new SendFailedException(e.Message, e);
        }

        Array.ForEach(entities, arrivals.Announce);
    }

    public async Task<IReadOnlyList<LockedMessage>> Receive(string entity, int most, TimeSpan lockFor, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lockFor, TimeSpan.Zero);
        var (taken, gaveUp) = await file.Write(
            connection =>
            {
                var now = Now;
                var gaveUp = EndLocks(connection, entity, now);
                DropExpired(connection, entity, now);
                return (Take(connection, entity, most, now, lockFor), gaveUp);
            },
            stopping);
        if (gaveUp)
        {
            arrivals.Announce(Entities.DeadLetters);
        }

        return taken;
    }

    public async Task WaitForMessages(string entity, CancellationToken stopping)
    {
        while (true)
        {
            var arrival = arrivals.Next(entity);
            var due = await file.Read(connection => NextDue(connection, entity), stopping);
            var now = Now;
            if (due <= now)
            {
                return;
            }

            await using var timer = due is null
                ? null
                : clock.CreateTimer(_ => arrivals.Announce(entity), null, Wait(due.Value - now), Timeout.InfiniteTimeSpan);
            if (due <= Now)
            {
                return; // A clock that jumped while the timer was being set would make it late.
            }

            await arrival.WaitAsync(stopping);
        }
    }

    /// <summary>Ends every lock that is held, so that what a killed process had in hand is delivered again at once. For the start, before
    /// anything is taken: one process at a time has the file, so whoever held a lock is gone.</summary>
    public Task EndLocks(CancellationToken stopping) =>
        file.Write(connection => connection["update messages set locked_until = 0 where locked_until is not null"].Run(), stopping);

    public Task<bool> Complete(LockedMessage message, CancellationToken stopping) =>
        file.Write(
            connection => connection["delete from messages where seq = ?1 and lock_token = ?2 and locked_until > ?3"]
                .Run(message.SequenceNumber, message.LockToken.ToByteArray(), Now) > 0,
            stopping,
            isOneStatement: true);

    public Task<bool> Abandon(LockedMessage message, CancellationToken stopping) =>
        message.DeliveryCount >= MaxDeliveries && message.Entity is not Entities.DeadLetters
            ? DeadLetter(message, MaxDeliveriesReason, Tries(message.DeliveryCount), stopping)
            : Release(message, stopping);

    public async Task<bool> DeadLetter(LockedMessage message, string reason, string? description, CancellationToken stopping)
    {
        if (message.Entity is Entities.DeadLetters)
        {
            return await Release(message, stopping);
        }

        var moved = await file.Write(
            connection => IsHeld(connection, message) && Bury(connection, message.SequenceNumber, reason, description), stopping);
        if (moved)
        {
            arrivals.Announce(Entities.DeadLetters);
        }

        return moved;
    }

    public async Task<DateTimeOffset?> Renew(LockedMessage message, TimeSpan lockFor, CancellationToken stopping)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(lockFor, TimeSpan.Zero);
        var until = await file.Write(
            connection =>
            {
                var now = Now;
                var until = now + lockFor.Ticks;
                return connection["update messages set locked_until = ?4 where seq = ?1 and lock_token = ?2 and locked_until > ?3"]
                    .Run(message.SequenceNumber, message.LockToken.ToByteArray(), now, until) > 0 ? until : (long?)null;
            },
            stopping);
        arrivals.Announce(message.Entity); // The lock may end sooner than those who wait were told.
        return until is null ? null : MessageRow.Time(until.Value);
    }

    /// <inheritdoc/>
    /// <remarks>Locked and scheduled ones too. What is read settles nothing: its lock token is empty.</remarks>
    public Task<IReadOnlyList<LockedMessage>> Peek(string entity, int most, CancellationToken stopping)
    {
        const string Sql = $"""
            select * from (
                select {MessageRow.Columns} from messages
                where entity = ?1 and locked_until is null and (expires is null or expires > ?2) order by enqueued, seq limit ?3)
            union all
            select {MessageRow.Columns} from messages
            where entity = ?1 and locked_until is not null and (expires is null or expires > ?2 or locked_until > ?2)
            order by enqueued, seq limit ?3
            """;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(most);
        return file.Read<IReadOnlyList<LockedMessage>>(connection => ReadAll(connection[Sql], entity, Now, most), stopping);
    }

    public Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stopping)
    {
        const string Sql = """
            select entity, sum(ready), sum(locked), sum(scheduled) from (
                select entity, enqueued <= ?1 as ready, 0 as locked, enqueued > ?1 as scheduled from messages
                where locked_until is null and (expires is null or expires > ?1)
                union all
                select entity, locked_until <= ?1, locked_until > ?1, 0 from messages
                where locked_until is not null and (expires is null or expires > ?1 or locked_until > ?1))
            group by entity order by entity
            """;
        return file.Read<IReadOnlyList<QueueDepth>>(
            connection =>
            {
                using var rows = connection[Sql].Read(Now);
                var depths = new List<QueueDepth>();
                while (rows.Read())
                {
                    depths.Add(new QueueDepth(rows.Text(0), rows.Number(1), rows.Number(2), rows.Number(3)));
                }

                return depths;
            },
            stopping);
    }

    private long Now => clock.GetUtcNow().UtcTicks;

    private void Insert(PreparedConnection connection, OutgoingMessage message, string properties)
    {
        var enqueued = Math.Max(Now, message.EnqueueAt?.UtcTicks ?? 0);
        connection["""
            insert into messages (seq, entity, key, subject, body, properties, attempt, enqueued, expires)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
            """].Run(
            file.NextNumber(), message.Entity, message.Key, message.Subject, message.Body, properties, message.Attempt, enqueued,
            MessageRow.Expires(message, enqueued));
    }

    private static List<LockedMessage> Take(PreparedConnection connection, string entity, int most, long now, TimeSpan lockFor)
    {
        const string Ready = $"""
            select {MessageRow.Columns} from messages
            where entity = ?1 and locked_until is null and enqueued <= ?2 order by enqueued, seq limit ?3
            """;
        var messages = ReadAll(connection[Ready], entity, now, most);
        var until = now + lockFor.Ticks;
        for (var i = 0; i < messages.Count; i++)
        {
            messages[i] = messages[i] with
            {
                LockToken = Guid.NewGuid(),
                LockedUntil = MessageRow.Time(until),
                DeliveryCount = messages[i].DeliveryCount + 1,
            };
            connection["update messages set deliveries = deliveries + 1, locked_until = ?2, lock_token = ?3 where seq = ?1"]
                .Run(messages[i].SequenceNumber, until, messages[i].LockToken.ToByteArray());
        }

        return messages;
    }

    private static List<LockedMessage> ReadAll(Statement statement, string entity, long now, int most)
    {
        using var rows = statement.Read(entity, now, most);
        var messages = new List<LockedMessage>();
        while (rows.Read())
        {
            messages.Add(MessageRow.Read(rows));
        }

        return messages;
    }

    /// <summary>Makes messages deliverable again whose lock ran out, in their old place; those delivered too often are dead-lettered.</summary>
    /// <returns>Whether one was dead-lettered.</returns>
    private bool EndLocks(PreparedConnection connection, string entity, long now)
    {
        var gaveUp = false;
        while (entity is not Entities.DeadLetters
            && connection["select seq from messages where entity = ?1 and locked_until <= ?2 and deliveries >= ?3 limit 1"]
                .Number(entity, now, MaxDeliveries) is { } spent)
        {
            gaveUp = Bury(connection, spent, MaxDeliveriesReason, Tries(MaxDeliveries));
        }

        connection["update messages set locked_until = null, lock_token = null where entity = ?1 and locked_until <= ?2"].Run(entity, now);
        return gaveUp;
    }

    private static void DropExpired(PreparedConnection connection, string entity, long now) =>
        connection["delete from messages where entity = ?1 and expires <= ?2 and locked_until is null"].Run(entity, now);

    /// <summary>Moves a message, whole, to the end of the dead-letters queue.</summary>
    private bool Bury(PreparedConnection connection, long sequenceNumber, string reason, string? description) =>
        connection["""
            update messages
            set seq = ?2, entity = ?3, enqueued = ?4, expires = null, deliveries = 0, locked_until = null, lock_token = null,
                source = entity, reason = ?5, description = ?6
            where seq = ?1
            """].Run(sequenceNumber, file.NextNumber(), Entities.DeadLetters, Now, reason, description) > 0;

    private async Task<bool> Release(LockedMessage message, CancellationToken stopping)
    {
        var released = await file.Write(
            connection => connection["""
                update messages set locked_until = null, lock_token = null where seq = ?1 and lock_token = ?2 and locked_until > ?3
                """].Run(message.SequenceNumber, message.LockToken.ToByteArray(), Now) > 0,
            stopping);
        arrivals.Announce(message.Entity);
        return released;
    }

    private bool IsHeld(PreparedConnection connection, LockedMessage message) =>
        connection["select 1 from messages where seq = ?1 and lock_token = ?2 and locked_until > ?3"]
            .Number(message.SequenceNumber, message.LockToken.ToByteArray(), Now) is not null;

    private static long? NextDue(PreparedConnection connection, string entity) =>
        connection["""
            select min(due) from (
                select min(enqueued) as due from messages where entity = ?1 and locked_until is null
                union all
                select min(locked_until) from messages where entity = ?1 and locked_until is not null)
            """].Number(entity);

    // Rounded up to what timers can tell apart, so that none wakes before the time has come.
    private static TimeSpan Wait(long ticks)
    {
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(TimeSpan.FromTicks(ticks).TotalMilliseconds));
        return wait < LongestTimer ? wait : LongestTimer;
    }

    private static string Tries(int deliveries) => $"Delivered {deliveries} times without being settled.";
}
