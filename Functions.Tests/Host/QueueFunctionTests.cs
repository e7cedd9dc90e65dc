using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Host;

public sealed class QueueFunctionTests : IAsyncLifetime
{
    private const int Patience = 30_000;
    private readonly HostedProbe _hosted = new(new LocalHostOptions { Port = null, Concurrency = 2 });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _hosted.DisposeAsync();

    [Fact(Timeout = Patience)]
    public async Task A_function_takes_from_its_queue_without_being_registered()
    {
        var keys = new List<string>();
        _hosted.Probe.OnMessage = (message, actions, stopping) =>
        {
            keys.Add(message.MessageId);
            return actions.CompleteMessageAsync(message, stopping);
        };
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Equal(["first"], keys);
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_looks_as_Service_Bus_would_show_it()
    {
        var seen = Next();
        _hosted.Queues.Send(Probe.Queue, "late", attempt: 3, new DeadLetterOrigin("complaints", "Broken", "It is broken."));
        await _hosted.Start();

        var message = await seen;

        Assert.Equal(
            ("late~3", "Kind", "late", 3, "C-1", "body", 1, "complaints", "Broken", "It is broken."),
            (message.MessageId,
                message.Subject,
                message.ApplicationProperties["key"],
                message.ApplicationProperties["attempt"],
                message.ApplicationProperties["case"],
                message.Body.ToString(),
                message.DeliveryCount,
                message.DeadLetterSource,
                message.DeadLetterReason,
                message.DeadLetterErrorDescription));
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_whose_function_throws_is_delivered_again()
    {
        var deliveries = new List<int>();
        _hosted.Probe.OnMessage = (message, actions, stopping) =>
        {
            deliveries.Add(message.DeliveryCount);
            return message.DeliveryCount == 1
                ? throw new InvalidOperationException("no")
                : actions.CompleteMessageAsync(message, stopping);
        };
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Equal([1, 2], deliveries);
    }

    [Fact(Timeout = Patience)]
    public async Task A_message_left_unsettled_is_delivered_again()
    {
        var deliveries = new List<int>();
        _hosted.Probe.OnMessage = (message, actions, stopping) =>
        {
            deliveries.Add(message.DeliveryCount);
            return message.DeliveryCount == 1 ? Task.CompletedTask : actions.CompleteMessageAsync(message, stopping);
        };
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Equal([1, 2], deliveries);
    }

    [Fact(Timeout = Patience)]
    public async Task With_automatic_completion_a_message_is_done_when_its_function_returns()
    {
        _hosted.Queues.Send(Probe.AutoQueue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Empty(await _hosted.Queues.Peek(Probe.AutoQueue, 10, CancellationToken.None));
    }

    [Fact(Timeout = Patience)]
    public async Task A_dead_lettered_message_carries_its_reason()
    {
        _hosted.Probe.OnMessage = (message, actions, stopping) =>
            actions.DeadLetterMessageAsync(message, deadLetterReason: "Unreadable", cancellationToken: stopping);
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Equal("Unreadable", _hosted.Queues.DeadLettered["first"]);
    }

    [Fact(Timeout = Patience)]
    public async Task A_lock_is_renewed_while_the_function_runs()
    {
        var start = _hosted.Clock.GetUtcNow();
        var (started, release) = (Signal(), Signal());
        var deliveries = 0;
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            deliveries++;
            started.TrySetResult();
            await release.Task;
            await actions.CompleteMessageAsync(message, stopping);
        };
        _hosted.Queues.Send(Probe.Queue, "slow");
        await _hosted.Start();
        await started.Task;

        // Renewed every 20 seconds: 25 seconds at a time take the clock past the lock's 60.
        for (var seconds = 45; seconds <= 120; seconds += 25)
        {
            _hosted.Clock.Advance(TimeSpan.FromSeconds(25));
            await _hosted.Clock.SomebodyWaitsFor(start.AddSeconds(seconds));
        }

        release.SetResult();
        await _hosted.Idle();
        Assert.Equal(1, deliveries);
    }

    [Fact(Timeout = Patience)]
    public async Task A_lock_is_not_renewed_for_ever()
    {
        await using var hosted = new HostedProbe(new LocalHostOptions { Port = null, RenewFor = TimeSpan.FromSeconds(30) });
        var start = hosted.Clock.GetUtcNow();
        var (started, again, release) = (Signal(), Signal(), Signal());
        hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            started.TrySetResult();
            if (message.DeliveryCount == 2)
            {
                again.TrySetResult();
                await actions.CompleteMessageAsync(message, stopping);
            }

            await release.Task;
        };
        hosted.Queues.Send(Probe.Queue, "stuck");
        await hosted.Start();
        await started.Task;
        await hosted.Clock.SomebodyWaitsFor(start.AddSeconds(20));

        for (var step = 0; step < 4; step++)
        {
            hosted.Clock.Advance(TimeSpan.FromSeconds(25));
        }

        await again.Task;
        release.SetResult();
    }

    [Fact(Timeout = Patience)]
    public async Task Settling_after_the_lock_was_lost_says_so()
    {
        var reason = new TaskCompletionSource<ServiceBusFailureReason>();
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            _hosted.Queues.LoseLocks();
            var lost = await Assert.ThrowsAsync<ServiceBusException>(() => actions.CompleteMessageAsync(message, stopping));
            reason.TrySetResult(lost.Reason);
        };
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, await reason.Task);
    }

    [Fact(Timeout = Patience)]
    public async Task No_more_messages_are_worked_on_at_a_time_than_allowed()
    {
        var (atOnce, most) = (0, 0);
        var (two, gate) = (Signal(), Signal());
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            var now = Interlocked.Increment(ref atOnce);
            InterlockedMax(ref most, now);
            if (now == 2)
            {
                two.TrySetResult();
            }

            await gate.Task;
            Interlocked.Decrement(ref atOnce);
            await actions.CompleteMessageAsync(message, stopping);
        };
        Enumerable.Range(0, 6).ToList().ForEach(i => _hosted.Queues.Send(Probe.Queue, i.ToString(CultureInfo.InvariantCulture)));
        await _hosted.Start();
        await two.Task;
        gate.SetResult();

        await _hosted.Idle();

        Assert.Equal(2, most);
    }

    [Fact(Timeout = Patience)]
    public async Task A_queue_that_could_not_be_read_is_tried_again()
    {
        var start = _hosted.Clock.GetUtcNow();
        _hosted.Queues.Fault = new IOException("disk");
        await _hosted.Start();
        await _hosted.Clock.SomebodyWaitsFor(start.AddSeconds(1));
        var both = Task.WhenAny(Next());
        _hosted.Queues.Send(Probe.Queue, "first");
        _hosted.Queues.Send(Probe.AutoQueue, "second");
        _hosted.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("first", (await await both).MessageId);
    }

    [Fact(Timeout = Patience)]
    public async Task The_log_names_function_key_and_exception_but_not_what_the_exception_says()
    {
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            await actions.CompleteMessageAsync(message, stopping);
            throw new FormatException("Mrs Virtanen of Turku");
        };
        _hosted.Queues.Send(Probe.Queue, "key-17");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.Equal(
            (true, true, true, false),
            (Has("ProbeQueue"), Has("key-17"), Has(nameof(FormatException)), Has("Virtanen")));

        bool Has(string text) => _hosted.Logged.Contains(text, StringComparison.Ordinal);
    }

    [Fact(Timeout = Patience)]
    public async Task Stopping_finishes_what_is_in_hand_and_takes_nothing_more()
    {
        var (started, release) = (Signal(), Signal());
        var begun = 0;
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            if (Interlocked.Increment(ref begun) == 2)
            {
                started.TrySetResult();
            }

            await release.Task;
            await actions.CompleteMessageAsync(message, stopping);
        };
        Enumerable.Range(0, 5).ToList().ForEach(i => _hosted.Queues.Send(Probe.Queue, i.ToString(CultureInfo.InvariantCulture)));
        await _hosted.Start();
        await started.Task;

        var stop = _hosted.Host.Stop();
        release.SetResult();
        await stop;

        Assert.Equal(3, Assert.Single(await _hosted.Queues.Depths(CancellationToken.None)).Ready);
    }

    [Fact(Timeout = Patience)]
    public async Task A_function_that_does_not_finish_in_time_is_told_to_give_up()
    {
        var start = _hosted.Clock.GetUtcNow();
        var started = Signal();
        _hosted.Probe.OnMessage = async (_, _, stopping) =>
        {
            started.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        };
        _hosted.Queues.Send(Probe.Queue, "endless");
        await _hosted.Start();
        await started.Task;

        var stop = _hosted.Host.Stop();
        await _hosted.Clock.SomebodyWaitsFor(start.AddSeconds(30));
        _hosted.Clock.Advance(TimeSpan.FromSeconds(30));
        await stop;

        Assert.Equal(1, Assert.Single(await _hosted.Queues.Depths(CancellationToken.None)).Ready);
    }

    [Fact(Timeout = Patience)]
    public async Task Idle_waits_for_messages_that_follow_from_messages()
    {
        var last = false;
        _hosted.Probe.OnMessage = async (message, actions, stopping) =>
        {
            _hosted.Queues.Send(Probe.AutoQueue, "follows");
            await actions.CompleteMessageAsync(message, stopping);
        };
        _hosted.Probe.OnAutoMessage = _ =>
        {
            last = true;
            return Task.CompletedTask;
        };
        _hosted.Queues.Send(Probe.Queue, "first");
        await _hosted.Start();

        await _hosted.Idle();

        Assert.True(last);
    }

    [Fact]
    public async Task Idle_refuses_a_queue_that_nobody_takes_from() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _hosted.Host.Idle(["remedies"], CancellationToken.None));

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void InterlockedMax(ref int most, int value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }

    private Task<ServiceBusReceivedMessage> Next()
    {
        var seen = new TaskCompletionSource<ServiceBusReceivedMessage>(TaskCreationOptions.RunContinuationsAsynchronously);
        _hosted.Probe.OnMessage = (message, actions, stopping) =>
        {
            seen.TrySetResult(message);
            return actions.CompleteMessageAsync(message, stopping);
        };
        return seen.Task;
    }
}
