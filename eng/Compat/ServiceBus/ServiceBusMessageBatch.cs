#nullable disable
namespace Azure.Messaging.ServiceBus;

/// <summary>Messages that go out together. Only <see cref="ServiceBusModelFactory"/> makes one here, for tests.</summary>
public sealed class ServiceBusMessageBatch : IDisposable
{
    private readonly IList<ServiceBusMessage> _messages;
    private readonly Func<ServiceBusMessage, bool> _admits;

    internal ServiceBusMessageBatch(long sizeInBytes, IList<ServiceBusMessage> messages, Func<ServiceBusMessage, bool> admits)
    {
        SizeInBytes = sizeInBytes;
        _messages = messages;
        _admits = admits;
    }

    public int Count => _messages.Count;

    public long SizeInBytes { get; }

    /// <returns>False when the batch is full; when it is empty, the message alone is too large.</returns>
    public bool TryAddMessage(ServiceBusMessage message)
    {
        if (!_admits(message))
        {
            return false;
        }

        _messages.Add(message);
        return true;
    }

    public void Dispose()
    {
    }
}
