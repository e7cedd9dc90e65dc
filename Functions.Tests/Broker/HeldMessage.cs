using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>A message while a queue holds it.</summary>
internal sealed class HeldMessage(Message content)
{
    private static readonly Symbol Scheduled = "x-opt-scheduled-enqueue-time";
    private static readonly Symbol DeadLetterSource = "x-opt-deadletter-source";

    public Message Content => content;

    /// <summary>Of its queue. A scheduled message gets another one when its time comes.</summary>
    public long Number { get; set; }

    /// <summary>When it became deliverable, or will.</summary>
    public DateTimeOffset EnqueuedAt { get; set; }

    /// <summary>Null if it never expires.</summary>
    public DateTimeOffset? Expires { get; set; }

    /// <summary>How many deliveries ended without being settled.</summary>
    public int SpentDeliveries { get; set; }

    public Guid LockToken { get; set; }

    /// <summary>Null while nobody has it.</summary>
    public DateTimeOffset? LockedUntil { get; set; }

    /// <summary>The time that the sender wants it delivered at; null for at once.</summary>
    public DateTimeOffset? ScheduledFor =>
        content.MessageAnnotations?.Map.TryGetValue(Scheduled, out var at) == true ? new DateTimeOffset((DateTime)at, TimeSpan.Zero) : null;

    /// <summary>As the sender gave it; null if it gave none.</summary>
    public TimeSpan? TimeToLive => content.Header is { Ttl: > 0 } header ? TimeSpan.FromMilliseconds(header.Ttl) : null;

    /// <summary>Another of the same content, for another subscription: what is done to one is not done to the other.</summary>
    public static Message CopyOf(Message message)
    {
        var bytes = message.Encode();
        return Message.Decode(new ByteBuffer(bytes.Buffer, bytes.Offset, bytes.Length, bytes.Capacity));
    }

    /// <summary>Sets application properties, as settling a message may.</summary>
    public void Modify(IEnumerable<KeyValuePair<string, object?>> properties)
    {
        foreach (var (name, value) in properties)
        {
            content.ApplicationProperties ??= new ApplicationProperties();
            content.ApplicationProperties[name] = value;
        }
    }

    /// <summary>As a dead letter it is delivered at once and kept for ever.</summary>
    public Message Buried()
    {
        content.MessageAnnotations?.Map.Remove(Scheduled);
        content.Header = null;
        return content;
    }

    /// <summary>A dead letter that another entity takes says which one it died in.</summary>
    public Message Forwarded(string source)
    {
        content.MessageAnnotations ??= new MessageAnnotations();
        content.MessageAnnotations[DeadLetterSource] = source;
        return Buried();
    }
}
