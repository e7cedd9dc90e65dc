using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Host;

/// <summary>Queues in memory, to look at the host without a disk under it.</summary>
public sealed class MemoryQueues(TimeProvider clock) : IQueues
{
    private static readonly Dictionary<string, string> s_properties = new(StringComparer.Ordinal) { ["case"] = "C-1" };

    private readonly Lock _lock = new();
    private readonly List<Item> _items = [];
    private TaskCompletionSource _changed = New();
    private long _last;

    /// <summary>Reason by key of what was dead-lettered.</summary>
    public IDictionary<string, string> DeadLettered { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>When set, the next receive fails with it.</summary>
    public Exception? Fault { get; set; }

    public void Send(string entity, string key, int attempt = 0, DeadLetterOrigin? deadLetter = null) => Send(
        new OutgoingMessage(entity, key, "Kind", "body"u8.ToArray(), s_properties) { Attempt = attempt },
        deadLetter);

    public void Send(OutgoingMessage message, DeadLetterOrigin? deadLetter = null)
    {
        lock (_lock)
        {
            _items.Add(new Item(message, ++_last, deadLetter) { EnqueuedAt = clock.GetUtcNow() });
        }

        Changed();
    }

    /// <summary>Another delivery got hold of everything: locks given out so far settle nothing.</summary>
    public void LoseLocks()
    {
        lock (_lock)
        {
            _items.ForEach(i => i.Token = Guid.NewGuid());
        }
    }

    public Task<IReadOnlyList<LockedMessage>> Receive(string entity, int most, TimeSpan lockFor, CancellationToken stopping)
    {
        lock (_lock)
        {
            if (Fault is { } fault)
            {
                Fault = null;
                throw fault;
            }

            var taken = _items.Where(i => Ready(i, entity)).Take(most).ToList();
            taken.ForEach(i =>
            {
                i.Token = Guid.NewGuid();
                i.LockedUntil = clock.GetUtcNow() + lockFor;
                i.Deliveries++;
            });
            return Task.FromResult<IReadOnlyList<LockedMessage>>([.. taken.Select(Shown)]);
        }
    }

    public async Task WaitForMessages(string entity, CancellationToken stopping)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task changed;
        Task due;
        lock (_lock)
        {
            if (_items.Exists(i => Ready(i, entity)))
            {
                return;
            }

            changed = _changed.Task;
            var next = _items.Where(i => Is(i, entity)).Select(i => i.LockedUntil).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            due = next == DateTimeOffset.MaxValue
                ? Task.Delay(Timeout.InfiniteTimeSpan, either.Token)
                : Task.Delay(next - clock.GetUtcNow(), clock, either.Token);
        }

        await Task.WhenAny(changed, due);
        await either.CancelAsync();
        stopping.ThrowIfCancellationRequested();
    }

    public Task<bool> Complete(LockedMessage message, CancellationToken stopping) => Settle(message, i => _items.Remove(i));

    public Task<bool> Abandon(LockedMessage message, CancellationToken stopping) => Settle(message, i => i.LockedUntil = default);

    public Task<bool> DeadLetter(LockedMessage message, string reason, string? description, CancellationToken stopping) =>
        Settle(message, i =>
        {
            _items.Remove(i);
            DeadLettered[message.Message.Key] = reason;
        });

    public Task<DateTimeOffset?> Renew(LockedMessage message, TimeSpan lockFor, CancellationToken stopping)
    {
        lock (_lock)
        {
            if (Held(message) is not { } item)
            {
                return Task.FromResult<DateTimeOffset?>(null);
            }

            item.LockedUntil = clock.GetUtcNow() + lockFor;
            return Task.FromResult<DateTimeOffset?>(item.LockedUntil);
        }
    }

    public Task<IReadOnlyList<LockedMessage>> Peek(string entity, int most, CancellationToken stopping)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<LockedMessage>>(
                [.. _items.Where(i => Is(i, entity)).Take(most).Select(Shown)]);
        }
    }

    public Task<IReadOnlyList<QueueDepth>> Depths(CancellationToken stopping)
    {
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<QueueDepth>>([.. _items
                .GroupBy(i => i.Message.Entity, StringComparer.Ordinal)
                .Select(g => new QueueDepth(g.Key, g.Count(i => Ready(i, g.Key)), g.Count(i => !Ready(i, g.Key)), 0))]);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static bool Is(Item item, string entity) => string.Equals(item.Message.Entity, entity, StringComparison.Ordinal);

    private static LockedMessage Shown(Item i) =>
        new(i.Message.Entity, i.Number, i.Token, i.LockedUntil, i.Deliveries, i.EnqueuedAt, i.Message, i.Origin);

    private bool Ready(Item item, string entity) => Is(item, entity) && item.LockedUntil <= clock.GetUtcNow();

    private Item? Held(LockedMessage message) =>
        _items.Find(i => i.Token == message.LockToken && i.LockedUntil > clock.GetUtcNow());

    private Task<bool> Settle(LockedMessage message, Action<Item> settle)
    {
        lock (_lock)
        {
            if (Held(message) is not { } item)
            {
                return Task.FromResult(false);
            }

            settle(item);
        }

        Changed();
        return Task.FromResult(true);
    }

    private void Changed() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    private sealed record Item(OutgoingMessage Message, long Number, DeadLetterOrigin? Origin)
    {
        public Guid Token { get; set; }

        public DateTimeOffset LockedUntil { get; set; }

        public int Deliveries { get; set; }

        public DateTimeOffset EnqueuedAt { get; init; }
    }
}
