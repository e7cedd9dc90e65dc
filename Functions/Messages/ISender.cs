using System.Globalization;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>A message on its way out, to a queue or a topic.</summary>
/// <param name="Entity">The queue or topic, one of <see cref="Entities"/>.</param>
/// <param name="Key">The idempotency key: the same message sent again has the same one.</param>
/// <param name="Subject">The kind of message, such as a command's type.</param>
/// <param name="Body">UTF-8 JSON, or whatever an upstream system sent.</param>
/// <param name="Properties">Application properties beyond the key: case, actor, level, team, language, priority.</param>
public sealed record OutgoingMessage(
    string Entity,
    string Key,
    string Subject,
    ReadOnlyMemory<byte> Body,
    IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>The most that Service Bus takes, in characters.</summary>
    public const int LongestMessageId = 128;

    /// <summary>How often this message was put back already: 0 for the first time. Part of the MessageId.</summary>
    public int Attempt { get; init; }

    /// <summary>Not delivered before this time; null for at once.</summary>
    public DateTimeOffset? EnqueueAt { get; init; }

    /// <summary>Key and attempt: another for every copy, so that a broker tells copies apart.</summary>
    /// <remarks>A key too long for a broker is known by its digest here; whoever looks for the key finds it among the properties.</remarks>
    public string MessageId
    {
        get
        {
            var id = Attempt == 0 ? Key : string.Create(CultureInfo.InvariantCulture, $"{Key}~{Attempt}");
            return id.Length is > 0 and <= LongestMessageId ? id : $"id-{Digest.Of(id)}";
        }
    }

    /// <summary>Dropped when not taken within this time after it was enqueued; null for the entity's own limit.</summary>
    public TimeSpan? TimeToLive { get; init; }
}

/// <summary>Messages could not be sent, or only some of them; the same messages may be sent again.</summary>
public sealed class SendFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A message is larger than its queue or topic takes: sending it again cannot help.</summary>
public sealed class MessageTooLargeException(OutgoingMessage message, Exception? inner = null)
    : Exception($"A message for '{message.Entity}' of the kind '{message.Subject}' is too large for it: its body alone has {message.Body.Length} bytes.", inner);

/// <summary>Sends messages to queues and topics. At least once: what was answered will be delivered, and may be twice.</summary>
public interface ISender
{
    /// <exception cref="SendFailedException">Some or all may not have been sent; send the same ones again.</exception>
    /// <exception cref="MessageTooLargeException">One is too large; those before it may have been sent.</exception>
    Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping);
}
