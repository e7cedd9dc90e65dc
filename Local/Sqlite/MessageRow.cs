using System.Text.Json;
using Escalation.Functions.Pipeline;
using Escalation.Local.Host;
using Microsoft.Data.Sqlite;

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
    public static LockedMessage Read(SqliteDataReader reader)
    {
        var enqueued = reader.GetInt64(7);
        var source = reader.IsDBNull(11) ? null : reader.GetString(11);
        var message = new OutgoingMessage(
            reader.GetString(1),
            reader.GetString(2),
            reader.GetString(3),
            reader.GetFieldValue<byte[]>(4),
            JsonSerializer.Deserialize<Dictionary<string, string>>(reader.GetString(5))!)
        {
            Attempt = reader.GetInt32(6),
            TimeToLive = reader.IsDBNull(8) ? null : TimeSpan.FromTicks(reader.GetInt64(8) - enqueued),
        };
        return new LockedMessage(
            message.Entity,
            reader.GetInt64(0),
            Guid.Empty,
            reader.IsDBNull(10) ? default : Time(reader.GetInt64(10)),
            reader.GetInt32(9),
            Time(enqueued),
            message,
            source is null ? null : new DeadLetterOrigin(source, reader.GetString(12), reader.IsDBNull(13) ? null : reader.GetString(13)));
    }

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
