#nullable disable
using Azure.Core;

namespace Azure.Messaging.ServiceBus;

/// <summary>The shape of the client, so that the adapter compiles. It cannot talk to Service Bus.</summary>
public class ServiceBusClient : IAsyncDisposable
{
    protected ServiceBusClient()
    {
    }

    /// <exception cref="NotSupportedException">Always: the real package is needed.</exception>
    public ServiceBusClient(string connectionString) => throw RealPackage.Needed();

    /// <exception cref="NotSupportedException">Always: the real package is needed.</exception>
    public ServiceBusClient(string fullyQualifiedNamespace, TokenCredential credential) => throw RealPackage.Needed();

    public virtual ServiceBusSender CreateSender(string queueOrTopicName) => throw RealPackage.Needed();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
