#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>A message to send: plain data.</summary>
public class ServiceBusMessage
{
    private const int LongestMessageId = 128;

    public ServiceBusMessage()
        : this(new BinaryData(ReadOnlyMemory<byte>.Empty))
    {
    }

    public ServiceBusMessage(ReadOnlyMemory<byte> body)
        : this(new BinaryData(body))
    {
    }

    public ServiceBusMessage(BinaryData body)
    {
        Body = body;
    }

    public BinaryData Body { get; set; }

    /// <exception cref="ArgumentException">Empty, or longer than 128 characters.</exception>
    public string MessageId
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrEmpty(value);
            if (value.Length > LongestMessageId)
            {
                throw new ArgumentException(
                    $"A message id has at most {LongestMessageId} characters, this one has {value.Length}.", nameof(value));
            }

            field = value;
        }
    }

    public string CorrelationId { get; set; }

    public string Subject { get; set; }

    public string ContentType { get; set; }

    public TimeSpan TimeToLive
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    } = TimeSpan.MaxValue;

    public DateTimeOffset ScheduledEnqueueTime { get; set; }

    public IDictionary<string, object> ApplicationProperties { get; } = new Dictionary<string, object>(StringComparer.Ordinal);
}
