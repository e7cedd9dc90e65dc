using System.Collections.Concurrent;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Bench;

/// <summary>What was durably recorded or sent for each case, so that a client need not poll for it.</summary>
internal sealed class Signals
{
    private const string MessagePrefix = "message-";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _raised = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _delivered = new(StringComparer.Ordinal);

    /// <summary>Completes once the command with this key was recorded.</summary>
    public Task Handled(CaseId id, string key) => Wait($"{id}/{key}");

    /// <summary>Completes once the case's n-th message to a person was delivered and the delivery recorded.</summary>
    public Task Delivered(CaseId id, int n) => Wait(DeliveryName(id.Text, n));

    /// <summary>Completes once a message of the case was sent to this topic or queue.</summary>
    public Task Sent(CaseId id, string entity) => Wait($"{id}/{entity}");

    public IStore Around(IStore store) => new HeardStore(store, this);

    public ISender Around(ISender sender) => new HeardSender(sender, this);

    private static string DeliveryName(string @case, int n) => $"{@case}/delivery {n}";

    private async Task Wait(string name)
    {
        await Signal(name).Task.WaitAsync(Patience);
        _raised.TryRemove(name, out _);
    }

    private TaskCompletionSource Signal(string name) =>
        _raised.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Recorded(string @case, string message)
    {
        Signal($"{@case}/{message}").TrySetResult();
        if (message.EndsWith(".sent", StringComparison.Ordinal))
        {
            Signal(DeliveryName(@case, _delivered.AddOrUpdate(@case, 1, (_, n) => n + 1))).TrySetResult();
        }
    }

    private sealed class HeardStore(IStore inner, Signals signals) : IStore
    {
        public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) => inner.Get(table, partition, key, stopping);

        public IAsyncEnumerable<Row> Range(string table, string partition, string from, string? before, CancellationToken stopping) =>
            inner.Range(table, partition, from, before, stopping);

        public IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping) => inner.Partitions(table, stopping);

        public async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
        {
            await inner.Transact(table, partition, changes, stopping);
            if (string.Equals(table, TableNames.Cases, StringComparison.Ordinal))
            {
                foreach (var change in changes.Where(change => change.Key.StartsWith(MessagePrefix, StringComparison.Ordinal)))
                {
                    signals.Recorded(partition, change.Key[MessagePrefix.Length..]);
                }
            }
        }
    }

    private sealed class HeardSender(ISender inner, Signals signals) : ISender
    {
        public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
        {
            await inner.Send(messages, stopping);
            foreach (var message in messages.Where(message => message.Entity is Entities.Escalations or Entities.Remedies))
            {
                signals.Signal($"{message.Properties[MessageProperties.Case]}/{message.Entity}").TrySetResult();
            }
        }
    }
}
