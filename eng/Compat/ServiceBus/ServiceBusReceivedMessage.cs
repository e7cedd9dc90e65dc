#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>A message that was received: plain data, made by <see cref="ServiceBusModelFactory"/>.</summary>
public class ServiceBusReceivedMessage
{
    internal ServiceBusReceivedMessage()
    {
    }

    public BinaryData Body { get; internal init; }

    public string MessageId { get; internal init; }

    public string PartitionKey { get; internal init; }

    public string TransactionPartitionKey { get; internal init; }

    public string SessionId { get; internal init; }

    public string ReplyToSessionId { get; internal init; }

    public TimeSpan TimeToLive { get; internal init; }

    public string CorrelationId { get; internal init; }

    public string Subject { get; internal init; }

    public string To { get; internal init; }

    public string ContentType { get; internal init; }

    public string ReplyTo { get; internal init; }

    public DateTimeOffset ScheduledEnqueueTime { get; internal init; }

    public IReadOnlyDictionary<string, object> ApplicationProperties { get; internal init; }

    public string LockToken { get; internal init; }

    public int DeliveryCount { get; internal init; }

    public DateTimeOffset LockedUntil { get; internal init; }

    public long SequenceNumber { get; internal init; }

    public string DeadLetterSource { get; internal init; }

    /// <summary>Travels as an application property, as in the real type.</summary>
    public string DeadLetterReason => Text("DeadLetterReason");

    /// <inheritdoc cref="DeadLetterReason"/>
    public string DeadLetterErrorDescription => Text("DeadLetterErrorDescription");

    public long EnqueuedSequenceNumber { get; internal init; }

    public DateTimeOffset EnqueuedTime { get; internal init; }

    public ServiceBusMessageState State { get; internal init; }

    private string Text(string property) => ApplicationProperties.TryGetValue(property, out var value) ? value as string : null;
}

public enum ServiceBusMessageState
{
    Active = 0,
    Deferred = 1,
    Scheduled = 2,
}
