using Azure.Messaging.ServiceBus;
using Escalation.Functions.Bus;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>The queue contract over the real client, with our own outbox as the sender.</summary>
public sealed class BrokerQueueTests : QueueContract, IAsyncLifetime
{
    private readonly StandInBroker _broker;
    private readonly ServiceBusClient _client;
    private readonly ServiceBusOutbox _outbox;
    private readonly ClientQueues _queues;

    public BrokerQueueTests()
    {
        _broker = StandInBroker.Start(Clock);
        _client = new ServiceBusClient(_broker.ConnectionString);
        _outbox = new ServiceBusOutbox(_client);
        _queues = new ClientQueues(_client, _broker);
    }

    protected override IQueues Queues => _queues;

    protected override ISender Sender => _outbox;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _queues.DisposeAsync();
        await _outbox.DisposeAsync();
        await _client.DisposeAsync();
        _broker.Dispose();
    }
}
