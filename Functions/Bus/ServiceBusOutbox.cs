using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Bus;

/// <summary>Sends to Service Bus, in as few batches as the messages fit in. One link an entity, kept open.</summary>
/// <remarks>The order within an entity is kept. The client belongs to whoever made it.</remarks>
public sealed class ServiceBusOutbox(ServiceBusClient client) : ISender, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<ServiceBusSender>> _senders = new(StringComparer.Ordinal);

    /// <summary>Opens the link to an entity, to see whether messages could be sent there.</summary>
    /// <exception cref="SendFailedException">They could not: it says why.</exception>
    public Task Reach(string entity, CancellationToken stopping) => ServiceBusFailures.Reach(
        entity,
        largest: null,
        async () =>
        {
            using var batch = await Sender(entity).CreateMessageBatchAsync(stopping);
            return batch.Count;
        },
        stopping);

    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        foreach (var entity in messages.GroupBy(message => message.Entity, StringComparer.Ordinal))
        {
            await Send(entity.Key, [.. entity], stopping);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var sender in _senders.Values.Where(sender => sender.IsValueCreated))
        {
            await sender.Value.DisposeAsync();
        }
    }

    private ServiceBusSender Sender(string entity) => _senders.GetOrAdd(entity, name => new(() => client.CreateSender(name))).Value;

    private async Task Send(string entity, List<OutgoingMessage> messages, CancellationToken stopping)
    {
        var sender = Sender(entity);
        var largest = messages.MaxBy(message => message.Body.Length)!;
        for (var sent = 0; sent < messages.Count;)
        {
            sent += await ServiceBusFailures.Reach(entity, largest, () => SendBatch(sender, messages[sent..], stopping), stopping);
        }
    }

    /// <returns>How many of the messages fitted into one batch and are sent.</returns>
    /// <exception cref="MessageTooLargeException">Not even the first one fits.</exception>
    private static async Task<int> SendBatch(ServiceBusSender sender, List<OutgoingMessage> messages, CancellationToken stopping)
    {
        using var batch = await sender.CreateMessageBatchAsync(stopping);
        var fitting = messages.TakeWhile(message => batch.TryAddMessage(ServiceBusMessages.Of(message))).Count();
        if (fitting == 0)
        {
            throw new MessageTooLargeException(messages[0]);
        }

        await sender.SendMessagesAsync(batch, stopping);
        return fitting;
    }
}
