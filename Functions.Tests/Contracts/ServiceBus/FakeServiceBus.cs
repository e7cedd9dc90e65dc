// In the real package the base would close a connection that a client made for tests does not have.
#pragma warning disable CA2215
using Azure.Messaging.ServiceBus;

namespace Escalation.Functions.Tests.Contracts.ServiceBus;

/// <summary>A client whose batches hold so many bytes of bodies, and that keeps what was sent.</summary>
internal sealed class FakeServiceBus(int batchBytes = 1_000) : ServiceBusClient
{
    public List<FakeSender> Senders { get; } = [];

    /// <summary>Thrown by the next batch that is sent.</summary>
    public Exception? Fault { get; set; }

    /// <summary>Every batch that was sent, to whatever entity, as MessageIds.</summary>
    public IEnumerable<string> Batches => Senders.SelectMany(s => s.Batches.Select(b => $"{s.Entity}: {string.Join(' ', b.Select(m => m.MessageId))}"));

    public ServiceBusMessage Only => Assert.Single(Assert.Single(Assert.Single(Senders).Batches));

    public override ServiceBusSender CreateSender(string queueOrTopicName)
    {
        var sender = new FakeSender(this, queueOrTopicName, batchBytes);
        Senders.Add(sender);
        return sender;
    }

    public override ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

internal sealed class FakeSender(FakeServiceBus client, string entity, int batchBytes) : ServiceBusSender
{
    private readonly Dictionary<ServiceBusMessageBatch, List<ServiceBusMessage>> _open = new(ReferenceEqualityComparer.Instance);

    public string Entity => entity;

    public List<IReadOnlyList<ServiceBusMessage>> Batches { get; } = [];

    public bool Disposed { get; private set; }

    public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default)
    {
        var messages = new List<ServiceBusMessage>();
        var batch = ServiceBusModelFactory.ServiceBusMessageBatch(
            0, messages, tryAddCallback: more => messages.Append(more).Sum(m => m.Body.ToMemory().Length) <= batchBytes);
        _open[batch] = messages;
        return ValueTask.FromResult(batch);
    }

    public override Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default)
    {
        if (client.Fault is { } fault)
        {
            client.Fault = null;
            throw fault;
        }

        Batches.Add([.. _open[messageBatch]]);
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Disposed = true;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
