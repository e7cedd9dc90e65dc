using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Cost;

/// <summary>Lets one message be handled at a time, over all queues, so that no two handlers meet on a case and a count is the same each time. Counts
/// the deliveries.</summary>
internal sealed class OneAtATime(IQueues inner) : IQueues
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _deliveries;

    public int Deliveries => _deliveries;

    public async Task<IReadOnlyList<LockedMessage>> Receive(string entity, int most, TimeSpan lockFor, CancellationToken stopping)
    {
        await _turn.WaitAsync(stopping);
        var taken = 0;
        try
        {
            var messages = await inner.Receive(entity, 1, lockFor, stopping);
            taken = messages.Count;
            Interlocked.Add(ref _deliveries, taken);
            return messages;
        }
        finally
        {
            if (taken == 0)
            {
                _turn.Release();
            }
        }
    }

    public Task WaitForMessages(string entity, CancellationToken stopping) => inner.WaitForMessages(entity, stopping);

    public Task<bool> Complete(LockedMessage message, CancellationToken stopping) => Settle(inner.Complete(message, stopping));

    public Task<bool> Abandon(LockedMessage message, CancellationToken stopping) => Settle(inner.Abandon(message, stopping));

    public Task<bool> DeadLetter(LockedMessage message, string reason, string? description, CancellationToken stopping) =>
        Settle(inner.DeadLetter(message, reason, description, stopping));

    public Task<DateTimeOffset?> Renew(LockedMessage message, TimeSpan lockFor, CancellationToken stopping) => inner.Renew(message, lockFor, stopping);

    public Task<IReadOnlyList<LockedMessage>> Peek(string entity, int most, CancellationToken stopping) => inner.Peek(entity, most, stopping);

    public Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stopping) => inner.Depths(stopping);

    private async Task<bool> Settle(Task<bool> settled)
    {
        var held = await settled;
        _turn.Release();
        return held;
    }
}
