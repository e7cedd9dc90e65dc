using Amqp;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>Takes deliveries of one entity.</summary>
internal interface IReceivingLink
{
    /// <summary>Whether its client asked for another message.</summary>
    bool Wants { get; }

    /// <returns>False if the client is gone.</returns>
    bool Deliver(HeldMessage message);
}

/// <summary>The entities of a namespace, and what goes from one to the next. One thing happens at a time, and all that follows from it with it.</summary>
internal sealed class BrokerNamespace : IDisposable
{
    // A timer cannot be set for longer than some weeks ahead.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly Topology _topology;
    private readonly Dictionary<string, BrokerQueue> _queues = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<IReceivingLink>> _links = new(StringComparer.OrdinalIgnoreCase);
    private readonly ITimer _timer;
    private bool _closed;

    public BrokerNamespace(Topology topology, TimeProvider clock)
    {
        (_topology, _clock) = (topology, clock);
        foreach (var (name, settings) in topology.Queues)
        {
            Add(name, settings);
        }

        foreach (var (topic, subscriptions) in topology.Topics)
        {
            subscriptions.ToList().ForEach(subscription => Add(PathOf(topic, subscription.Name), subscription.Queue));
        }

        _timer = clock.CreateTimer(_ => PassTime(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Where clients can send to.</summary>
    public IEnumerable<string> Targets => [.. _topology.Queues.Keys, .. _topology.Topics.Keys];

    /// <summary>Where clients can take from.</summary>
    public IEnumerable<string> Sources => _queues.Keys;

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
        }

        _timer.Dispose();
    }

    /// <summary>Takes a message for a queue, or one copy of it for each subscription of a topic that it matches.</summary>
    /// <returns>Its number in the queue; null for a topic.</returns>
    public long? Send(string target, Message message)
    {
        lock (_gate)
        {
            var number = _topology.Topics.TryGetValue(target, out var subscriptions)
                ? Publish(target, subscriptions, message)
                : _queues[target].Enqueue(message);
            Settle();
            return number;
        }
    }

    /// <summary>Does something to one queue, once everything is as it should be by now.</summary>
    public T At<T>(string source, Func<BrokerQueue, T> act)
    {
        lock (_gate)
        {
            CatchUp();
            var result = act(_queues[source]);
            Settle();
            return result;
        }
    }

    /// <summary>Changes what a link asks for, and delivers what it asks for now.</summary>
    public void Flow(string source, IReceivingLink link, Action change)
    {
        lock (_gate)
        {
            change();
            var links = _links[source];
            if (!links.Contains(link))
            {
                links.Add(link);
            }

            Settle();
        }
    }

    public void Leave(string source, IReceivingLink link)
    {
        lock (_gate)
        {
            _links[source].Remove(link);
        }
    }

    /// <summary>The depth of every queue and subscription that holds something, and of the dead letters that they keep.</summary>
    public IReadOnlyList<QueueDepth> Depths()
    {
        lock (_gate)
        {
            CatchUp();
            return [.. _queues.Values.Select(queue => queue.Depth).Where(depth => depth.Ready + depth.Locked + depth.Scheduled > 0)];
        }
    }

    /// <summary>Lets happen, and delivers, what is due by now: for a clock that was moved, and whose timers do not know it.</summary>
    public void PassTime()
    {
        lock (_gate)
        {
            if (!_closed)
            {
                Settle();
            }
        }
    }

    private static string PathOf(string topic, string subscription) => $"{topic}/Subscriptions/{subscription}";

    private void Add(string path, QueueSettings settings)
    {
        var grave = settings.ForwardDeadLettersTo is null ? $"{path}/$deadletterqueue" : null;
        if (grave is not null)
        {
            Add(new BrokerQueue(grave, QueueSettings.DeadLetters, _clock, bury: null));
        }

        Add(new BrokerQueue(path, settings, _clock, dead => _ = grave is null
            ? _queues[settings.ForwardDeadLettersTo!].Enqueue(dead.Forwarded(path))
            : _queues[grave].Enqueue(dead.Buried())));
    }

    private void Add(BrokerQueue queue)
    {
        _queues.Add(queue.Path, queue);
        _links.Add(queue.Path, []);
    }

    private long? Publish(string topic, IReadOnlyList<SubscriptionSettings> subscriptions, Message message)
    {
        foreach (var subscription in subscriptions.Where(one => one.Filters.Count == 0 || one.Filters.Any(filter => filter.Matches(message))))
        {
            _queues[PathOf(topic, subscription.Name)].Enqueue(HeldMessage.CopyOf(message));
        }

        return null;
    }

    private void Settle()
    {
        CatchUp();
        foreach (var (source, links) in _links.Where(one => one.Value.Count > 0))
        {
            Deliver(_queues[source], links);
        }

        SetTimer();
    }

    private void CatchUp()
    {
        foreach (var queue in _queues.Values)
        {
            queue.CatchUp();
        }
    }

    /// <summary>To each link that wants something in turn.</summary>
    private static void Deliver(BrokerQueue queue, List<IReceivingLink> links)
    {
        while (links.Find(link => link.Wants) is { } link && queue.Take() is { } message)
        {
            links.Remove(link);
            if (link.Deliver(message))
            {
                links.Add(link);
            }
            else
            {
                queue.Release(message.LockToken);
            }
        }
    }

    private void SetTimer()
    {
        var wait = _queues.Values.Min(queue => queue.NextDue) - _clock.GetUtcNow();
        _timer.Change(
            wait is null ? Timeout.InfiniteTimeSpan : wait > LongestTimer ? LongestTimer : wait < TimeSpan.Zero ? TimeSpan.Zero : Up(wait.Value),
            Timeout.InfiniteTimeSpan);
    }

    /// <summary>To what timers can tell apart, so that none fires before the time has come.</summary>
    private static TimeSpan Up(TimeSpan wait) => TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
}
