using System.Text;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Contracts;

/// <summary>What the pipeline relies on in its queues, embedded or on Service Bus, on a clock that the test moves.</summary>
/// <remarks>Where the two differ, each has tests of its own: what becomes of a dead letter that dies again, and of a message that expired.</remarks>
public abstract class QueueContract
{
    private const string Queue = Entities.Updates;
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    protected static DateTimeOffset Monday { get; } = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    protected VirtualClock Clock { get; } = new(Monday);

    protected abstract IQueues Queues { get; }

    protected abstract ISender Sender { get; }

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await Send(Message("m-1") with { Attempt = 3 });

        var received = await ReceiveOne();

        Assert.Equal((Queue, "m-1", "reply", 3), (received.Entity, received.Message.Key, received.Message.Subject, received.Message.Attempt));
        Assert.Equal("{\"text\":\"고객 投诉\"}", Encoding.UTF8.GetString(received.Message.Body.Span));
        Assert.Equal("C-7", received.Message.Properties[MessageProperties.Case]);
        Assert.Equal((1, Monday, Monday + Lock), (received.DeliveryCount, received.EnqueuedAt, received.LockedUntil));
    }

    [Fact]
    public async Task An_empty_queue_gives_nothing() => Assert.Empty(await Receive(10));

    [Fact]
    public async Task Messages_come_oldest_first_and_no_more_than_asked_for()
    {
        await Send(Message("m-1"), Message("m-2"));
        await Send(Message("m-3"));

        Assert.Equal(["m-1", "m-2"], Keys(await Receive(2)));
        Assert.Equal(["m-3"], Keys(await Receive(2)));
    }

    [Fact]
    public async Task Queues_do_not_take_from_each_other()
    {
        await Send(Message("m-1") with { Entity = Entities.Reviews });

        Assert.Empty(await Receive(10));
    }

    [Fact]
    public async Task The_same_key_sent_twice_is_delivered_twice()
    {
        await Send(Message("m-1"));
        await Send(Message("m-1"));

        Assert.Equal(["m-1", "m-1"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task A_locked_message_is_not_delivered_again()
    {
        await Send(Message("m-1"));
        await ReceiveOne();

        Assert.Empty(await Receive(10));
    }

    [Fact]
    public async Task A_completed_message_never_comes_back()
    {
        await Send(Message("m-1"));
        Assert.True(await Queues.Complete(await ReceiveOne(), default));

        Clock.Advance(Lock);

        Assert.Empty(await Receive(10));
    }

    [Fact]
    public async Task A_message_whose_lock_ran_out_is_delivered_again()
    {
        await Send(Message("m-1"));
        await ReceiveOne();

        Clock.Advance(Lock);

        Assert.Equal(2, (await ReceiveOne()).DeliveryCount);
    }

    [Fact]
    public async Task A_message_whose_lock_ran_out_comes_before_younger_ones()
    {
        await Send(Message("m-1"));
        await ReceiveOne();
        Clock.Advance(Lock / 2);
        await Send(Message("m-2"));

        Clock.Advance(Lock / 2);

        Assert.Equal(["m-1", "m-2"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task A_lock_that_ran_out_settles_nothing()
    {
        await Send(Message("m-1"));
        var late = await ReceiveOne();

        Clock.Advance(Lock);

        Assert.False(await Queues.Complete(late, default));
        Assert.False(await Queues.Abandon(late, default));
        Assert.False(await Queues.DeadLetter(late, "reason", null, default));
        Assert.Null(await Queues.Renew(late, Lock, default));
        Assert.Equal(["m-1"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task A_lock_of_an_earlier_delivery_settles_nothing()
    {
        await Send(Message("m-1"));
        var first = await ReceiveOne();
        Clock.Advance(Lock);
        var second = await ReceiveOne();

        Assert.False(await Queues.Complete(first, default));

        Assert.True(await Queues.Complete(second, default));
    }

    [Fact]
    public async Task A_message_is_settled_once()
    {
        await Send(Message("m-1"));
        var received = await ReceiveOne();
        await Queues.Abandon(received, default);

        Assert.False(await Queues.Complete(received, default));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_until_its_new_end()
    {
        await Send(Message("m-1"));
        var received = await ReceiveOne();
        Clock.Advance(Lock / 2);

        Assert.Equal(Monday + (Lock * 1.5), await Queues.Renew(received, Lock, default));

        Clock.Advance(Lock * 0.75);
        Assert.Empty(await Receive(10));
        Assert.True(await Queues.Complete(received, default));
    }

    [Fact]
    public async Task An_abandoned_message_comes_back_at_once_in_its_old_place()
    {
        await Send(Message("m-1"), Message("m-2"));

        Assert.True(await Queues.Abandon(await ReceiveOne(), default));

        Assert.Equal(["m-1", "m-2"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task A_message_abandoned_ten_times_is_a_dead_letter()
    {
        await Send(Message("m-1"));
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            var received = await ReceiveOne();
            Assert.Equal(delivery, received.DeliveryCount);
            await Queues.Abandon(received, default);
        }

        Assert.Empty(await Receive(10));
        var dead = await ReceiveOne(Entities.DeadLetters);
        Assert.Equal((Queue, "MaxDeliveryCountExceeded"), (dead.DeadLetter!.Source, dead.DeadLetter.Reason));
    }

    [Fact]
    public async Task Messages_whose_lock_ran_out_ten_times_are_dead_letters()
    {
        await Send(Message("m-1"), Message("m-2"));
        for (var delivery = 1; delivery <= 10; delivery++)
        {
            Assert.Equal(2, (await Receive(10)).Count);
            Clock.Advance(Lock);
        }

        Assert.Empty(await Receive(10));
        Assert.Equal(["m-1", "m-2"], Keys(await Receive(10, Entities.DeadLetters)));
    }

    [Fact]
    public async Task A_dead_letter_keeps_the_whole_message_and_says_why()
    {
        await Send(Message("m-1") with { Attempt = 2 });
        var received = await ReceiveOne();

        Assert.True(await Queues.DeadLetter(received, "NotUnderstood", "The amount is missing.", default));

        var dead = await ReceiveOne(Entities.DeadLetters);
        Assert.Equal(new DeadLetterOrigin(Queue, "NotUnderstood", "The amount is missing."), dead.DeadLetter);
        Assert.Equal((Entities.DeadLetters, 1), (dead.Entity, dead.DeliveryCount));
        Assert.Equal(("m-1", "reply", 2), (dead.Message.Key, dead.Message.Subject, dead.Message.Attempt));
        Assert.Equal(received.Message.Body.ToArray(), dead.Message.Body.ToArray());
        Assert.Equal(received.Message.Properties, dead.Message.Properties);
        Assert.Empty(await Receive(10));
    }

    [Fact]
    public async Task A_dead_letter_never_expires()
    {
        await Send(Message("m-1") with { TimeToLive = TimeSpan.FromMinutes(15) });
        await Queues.DeadLetter(await ReceiveOne(), "NotUnderstood", null, default);

        Clock.Advance(TimeSpan.FromDays(1_000));

        Assert.Equal(["m-1"], Keys(await Receive(10, Entities.DeadLetters)));
    }

    [Fact]
    public async Task A_scheduled_message_comes_at_its_time_and_not_before()
    {
        await Send(Message("m-1") with { EnqueueAt = Monday.AddHours(1) }, Message("m-2"));

        Assert.Equal(["m-2"], Keys(await Receive(10)));
        Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        await Queues.Complete(await ReceiveOne(), default);
        Assert.Empty(await Receive(10));
        Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(Monday.AddHours(1), (await ReceiveOne()).EnqueuedAt);
    }

    [Fact]
    public async Task A_message_not_taken_within_its_time_to_live_leaves_its_queue()
    {
        var brief = Message("m-1") with { TimeToLive = TimeSpan.FromMinutes(15) };
        await Send(brief, brief with { Key = "m-2", EnqueueAt = Monday.AddMinutes(1) });

        Clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Equal(["m-2"], Keys(await Queues.Peek(Queue, 10, default)));
        Assert.Equal(["m-2"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task A_message_taken_in_time_may_be_completed_after_it_expired()
    {
        await Send(Message("m-1") with { TimeToLive = TimeSpan.FromSeconds(1) });
        var received = await ReceiveOne();

        Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await Queues.Complete(received, default));
    }

    [Fact]
    public async Task Remedies_that_nobody_takes_leave_their_queue_after_14_days_and_our_own_messages_stay()
    {
        await Send(Message("m-1"), Message("m-2") with { Entity = Entities.Remedies });

        Clock.Advance(TimeSpan.FromDays(14));

        Assert.Empty(await Receive(10, Entities.Remedies));
        Assert.Equal(["m-1"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task Peeking_takes_nothing_and_shows_locked_and_scheduled_messages_too()
    {
        await Send(Message("m-1"), Message("m-2"), Message("m-3") with { EnqueueAt = Monday.AddHours(1) });
        await ReceiveOne();

        Assert.Equal(["m-1", "m-2", "m-3"], Keys(await Queues.Peek(Queue, 10, default)));
        Assert.Equal(["m-1", "m-2"], Keys(await Queues.Peek(Queue, 2, default)));
        Assert.Equal(["m-2"], Keys(await Receive(10)));
    }

    [Fact]
    public async Task What_was_peeked_settles_nothing()
    {
        await Send(Message("m-1"));
        await ReceiveOne();

        Assert.False(await Queues.Complete(Assert.Single(await Queues.Peek(Queue, 1, default)), default));
    }

    [Fact]
    public async Task Depths_count_ready_locked_and_scheduled_messages_of_each_queue()
    {
        await Send([.. Enumerable.Range(1, 6).Select(n => Message($"m-{n}"))]);
        await Send(Message("m-7") with { EnqueueAt = Monday.AddHours(1) }, Message("r-1") with { Entity = Entities.Reviews });
        await Receive(2);

        Assert.Equal(
            [new QueueDepth(Entities.Reviews, 1, 0, 0), new QueueDepth(Queue, 4, 2, 1)],
            (await Queues.Depths(default)).OrderBy(depth => depth.Entity, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Depths_count_a_message_as_ready_whose_lock_ran_out()
    {
        await Send(Message("m-1"));
        await ReceiveOne();

        Clock.Advance(Lock);

        Assert.Equal([new QueueDepth(Queue, 1, 0, 0)], await Queues.Depths(default));
    }

    [Fact]
    public async Task Waiting_ends_at_once_when_something_is_there()
    {
        await Send(Message("m-1"));

        await Queues.WaitForMessages(Queue, default);
    }

    [Fact]
    public async Task Waiting_ends_when_a_message_is_sent()
    {
        var waiting = Queues.WaitForMessages(Queue, default);
        Assert.False(waiting.IsCompleted);

        await Send(Message("m-1"));

        await waiting;
    }

    [Fact]
    public async Task Waiting_ends_when_a_message_is_abandoned()
    {
        await Send(Message("m-1"));
        var received = await ReceiveOne();
        var waiting = Queues.WaitForMessages(Queue, default);

        await Queues.Abandon(received, default);

        await waiting;
    }

    [Fact]
    public async Task Waiting_ends_when_a_lock_runs_out()
    {
        await Send(Message("m-1"));
        await ReceiveOne();
        await EndsAfter(Lock, Queues.WaitForMessages(Queue, default));
    }

    [Fact]
    public async Task Waiting_ends_when_a_scheduled_message_is_due()
    {
        await Send(Message("m-1") with { EnqueueAt = Monday.AddDays(3) });
        await EndsAfter(TimeSpan.FromDays(3), Queues.WaitForMessages(Queue, default));
    }

    [Fact]
    public async Task Waiting_for_dead_letters_ends_when_one_comes_in()
    {
        await Send(Message("m-1"));
        var received = await ReceiveOne();
        var waiting = Queues.WaitForMessages(Entities.DeadLetters, default);

        await Queues.DeadLetter(received, "NotUnderstood", null, default);

        await waiting;
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var stop = new CancellationTokenSource();
        var waiting = Queues.WaitForMessages(Queue, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Concurrent_receivers_never_get_the_same_message()
    {
        await Send([.. Enumerable.Range(0, 200).Select(n => Message($"m-{n}"))]);

        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Receive(5)));

        Assert.Equal(200, taken.SelectMany(Keys).Distinct(StringComparer.Ordinal).Count());
    }

    protected static OutgoingMessage Message(string key) => new(
        Queue,
        key,
        "reply",
        Encoding.UTF8.GetBytes("{\"text\":\"고객 投诉\"}"),
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = "C-7" });

    protected Task Send(params OutgoingMessage[] messages) => Sender.Send(messages, default);

    protected Task<IReadOnlyList<LockedMessage>> Receive(int most, string entity = Queue) =>
        Queues.Receive(entity, most, Lock, default);

    protected async Task<LockedMessage> ReceiveOne(string entity = Queue) => Assert.Single(await Receive(1, entity));

    protected static IEnumerable<string> Keys(IEnumerable<LockedMessage> messages) => messages.Select(m => m.Message.Key);

    private async Task EndsAfter(TimeSpan time, Task waiting)
    {
        while (time > TimeSpan.Zero)
        {
            await Clock.TimerSet;
            Assert.False(waiting.IsCompleted);
            var step = time < TimeSpan.FromDays(1) ? time : TimeSpan.FromDays(1);
            Clock.Advance(step);
            time -= step;
        }

        await waiting;
    }
}
