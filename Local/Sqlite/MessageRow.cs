using System.Text.Json;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Local.Sqlite;

/// <summary>How a message lies in the table: times are UTC ticks, properties a JSON object.</summary>
internal static class MessageRow
{
    /// <summary>The columns that <see cref="Read"/> reads, in its order.</summary>
    public const string Columns =
        "seq, entity, key, subject, body, properties, attempt, enqueued, expires, deliveries, locked_until, source, reason, description";

    private static readonly TimeSpan GivenTimeToLive = TimeSpan.FromDays(14);

    public static string Properties(OutgoingMessage message) => JsonSerializer.Serialize(message.Properties);

    /// <returns>When the message is dropped; null for never.</returns>
    public static long? Expires(OutgoingMessage message, long enqueued)
    {
        var timeToLive = message.TimeToLive
            ?? (Entities.Given.Contains(message.Entity, StringComparer.Ordinal) ? GivenTimeToLive : TimeSpan.MaxValue);
        return message.Entity is Entities.DeadLetters || timeToLive.Ticks > DateTimeOffset.MaxValue.Ticks - enqueued
            ? null
            : enqueued + timeToLive.Ticks;
    }

    /// <summary>The message as it was sent, except that the time it became deliverable stands in EnqueuedAt only.</summary>
    public static LockedMessage Read(Statement.StatementRows row)
    {
        var enqueued = row.Number(7);
        var source = row.IsNull(11) ? null : row.Text(11);
        var message = new OutgoingMessage(
            row.Text(1),
            row.Text(2),
            row.Text(3),
            row.Blob(4),
            JsonSerializer.Deserialize<Dictionary<string, string>>(row.Text(5))!)
        {
            Attempt = (int)row.Number(6),
            TimeToLive = row.IsNull(8) ? null : TimeSpan.FromTicks(row.Number(8) - enqueued),
        };
        return new LockedMessage(
            message.Entity,
            row.Number(0),
            Guid.Empty,
            row.IsNull(10) ? default : Time(row.Number(10)),
            (int)row.Number(9),
            Time(enqueued),
            message,
            source is null ? null : new DeadLetterOrigin(source, row.Text(12), row.IsNull(13) ? null : row.Text(13)));
    }

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
