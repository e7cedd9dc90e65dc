using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Broker;

/// <summary>What the stand-in broker does as Service Bus does it, and the embedded queue otherwise or not at all.</summary>
public sealed class StandInBrokerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(1);

    private readonly VirtualClock _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly StandInBroker _broker;
    private readonly ServiceBusClient _client;

    public StandInBrokerTests()
    {
        _broker = StandInBroker.Start(_clock);
        _client = new ServiceBusClient(_broker.ConnectionString);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        _broker.Dispose();
    }

    [Fact]
    public async Task A_topic_gives_a_message_to_the_subscriptions_whose_filter_it_matches()
    {
        await Send(Entities.Escalations, Message("for-l2", (MessageProperties.Level, "l2")));

        Assert.Equal(new QueueDepth("escalations/Subscriptions/l2", 1, 0, 0), Assert.Single(_broker.Depths()));
    }

    [Theory]
    [InlineData("l9")]
    [InlineData("L2")]
    public async Task A_message_that_matches_no_subscription_is_dropped(string level)
    {
        await Send(Entities.Escalations, Message("for-nobody", (MessageProperties.Level, level)));

        Assert.Empty(_broker.Depths());
    }

    [Fact]
    public async Task A_subscription_without_a_filter_gets_every_message()
    {
        await Send(Entities.CaseEvents, Message("a"), Message("b", (MessageProperties.Level, "l1")));

        Assert.Equal(new QueueDepth("case-events/Subscriptions/all", 2, 0, 0), Assert.Single(_broker.Depths()));
    }

    [Fact]
    public void What_one_subscription_completes_another_still_has()
    {
        var settings = new QueueSettings(Lock, 10);
        var topics = new Dictionary<string, IReadOnlyList<SubscriptionSettings>>(StringComparer.Ordinal) { ["news"] = [new("a", settings, []), new("b", settings, [])] };
        using var entities = new BrokerNamespace(new(new Dictionary<string, QueueSettings>(StringComparer.Ordinal), topics), _clock);
        entities.Send("news", new Amqp.Message("hello"));

        Assert.True(entities.At("news/Subscriptions/a", queue => queue.Complete(queue.Take()!.LockToken)));

        Assert.Equal([new QueueDepth("news/Subscriptions/b", 1, 0, 0)], entities.Depths());
    }

    [Fact]
    public async Task A_message_that_expires_in_a_queue_of_ours_is_a_dead_letter()
    {
        var brief = Message("brief");
        brief.TimeToLive = TimeSpan.FromMinutes(15);
        await Send(Entities.Updates, brief);

        _clock.Advance(TimeSpan.FromMinutes(15));

        var dead = await Take(Entities.DeadLetters);
        Assert.Equal(("brief", Entities.Updates, "TTLExpiredException"), (dead.MessageId, dead.DeadLetterSource, dead.DeadLetterReason));
    }

    [Fact]
    public async Task A_follow_up_that_expires_is_dropped()
    {
        var brief = Message("brief");
        brief.TimeToLive = TimeSpan.FromMinutes(15);
        await Send(Entities.FollowUps, brief);

        _clock.Advance(TimeSpan.FromMinutes(15));

        Assert.Empty(_broker.Depths());
    }

    [Fact]
    public async Task A_dead_letter_that_dies_again_is_kept_by_the_queue_of_dead_letters_itself()
    {
        await Send(Entities.DeadLetters, Message("twice-dead"));
        await using var receiver = _client.CreateReceiver(Entities.DeadLetters);

        await receiver.DeadLetterMessageAsync(await Take(receiver), "again", "It died again.");

        await using var graves = _client.CreateReceiver(Entities.DeadLetters, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = await Take(graves);
        Assert.Equal(("twice-dead", null, "again"), (dead.MessageId, dead.DeadLetterSource, dead.DeadLetterReason));
        await graves.CompleteMessageAsync(dead);
    }

    [Fact]
    public async Task A_subscription_keeps_its_own_dead_letters()
    {
        await Send(Entities.Escalations, Message("for-l1", (MessageProperties.Level, "l1")));
        await using var receiver = _client.CreateReceiver(Entities.Escalations, "l1");

        await receiver.DeadLetterMessageAsync(await Take(receiver), "unreadable");

        Assert.Equal(new QueueDepth("escalations/Subscriptions/l1/$deadletterqueue", 1, 0, 0), Assert.Single(_broker.Depths()));
    }

    /// <summary>The Functions worker is known to lose the broker's own reason now and then.</summary>
    [Fact]
    public async Task A_reason_that_came_only_under_a_name_of_ours_is_read_too()
    {
        await Send(Entities.Updates, Message("bad"));
        await using var receiver = _client.CreateReceiver(Entities.Updates);

        await receiver.DeadLetterMessageAsync(
            await Take(receiver),
            new Dictionary<string, object>(StringComparer.Ordinal) { [MessageProperties.DeadReason] = "invalid", [MessageProperties.DeadDescription] = "No account." });

        Assert.Equal((Entities.Updates, "invalid", "No account."), IncomingMessage.DeathOf(await Take(Entities.DeadLetters)));
    }

    [Fact]
    public async Task Properties_that_were_changed_while_abandoning_come_with_the_next_delivery()
    {
        await Send(Entities.Updates, Message("tried"));
        await using var receiver = _client.CreateReceiver(Entities.Updates);

        await receiver.AbandonMessageAsync(await Take(receiver), new Dictionary<string, object>(StringComparer.Ordinal) { ["tried-by"] = "anna" });

        var again = await Take(receiver);
        Assert.Equal((2, "anna"), (again.DeliveryCount, again.ApplicationProperties["tried-by"]));
    }

    [Fact]
    public async Task What_one_receiver_took_another_may_settle()
    {
        await Send(Entities.Updates, Message("m-1"));
        await using var first = _client.CreateReceiver(Entities.Updates);
        var taken = await Take(first);
        await using var second = _client.CreateReceiver(Entities.Updates);

        await second.DeadLetterMessageAsync(taken, "invalid", "No account.");

        var dead = await Take(Entities.DeadLetters);
        Assert.Equal(("invalid", "No account."), (dead.DeadLetterReason, dead.DeadLetterErrorDescription));
    }

    [Fact]
    public async Task A_receiver_that_leaves_keeps_its_locks_until_they_end()
    {
        await Send(Entities.Updates, Message("m-1"));
        await using (var leaving = _client.CreateReceiver(Entities.Updates))
        {
            await Take(leaving);
        }

        Assert.Equal(new QueueDepth(Entities.Updates, 0, 1, 0), Assert.Single(_broker.Depths()));
        _clock.Advance(Lock);

        Assert.Equal(2, (await Take(Entities.Updates)).DeliveryCount);
    }

    [Fact]
    public async Task A_lock_that_ran_out_is_called_lost()
    {
        await Send(Entities.Updates, Message("m-1"));
        await using var receiver = _client.CreateReceiver(Entities.Updates);
        var taken = await Take(receiver);
        _clock.Advance(Lock);

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(taken));

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, refused.Reason);
    }

    [Fact]
    public async Task A_scheduled_message_can_be_called_off_by_its_number_until_its_time_comes()
    {
        await using var sender = _client.CreateSender(Entities.Updates);
        var number = await sender.ScheduleMessageAsync(Message("called-off"), _clock.GetUtcNow().AddHours(1));
        var late = await sender.ScheduleMessageAsync(Message("too-late"), _clock.GetUtcNow().AddMinutes(1));
        _clock.Advance(TimeSpan.FromMinutes(1));

        await sender.CancelScheduledMessageAsync(number);
        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(late));

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, refused.Reason);
        Assert.Equal(new QueueDepth(Entities.Updates, 1, 0, 0), Assert.Single(_broker.Depths()));
    }

    [Fact]
    public async Task A_message_of_more_than_256_KB_is_refused()
    {
        await using var sender = _client.CreateSender(Entities.Updates);
        var fits = new ServiceBusMessage(new byte[255 * 1024]);
        await sender.SendMessageAsync(fits);

        var refused = await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(new ServiceBusMessage(new byte[257 * 1024])));

        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, refused.Reason);
    }

    [Fact]
    public async Task An_entity_that_is_not_there_is_named()
    {
        var toSend = await Assert.ThrowsAsync<ServiceBusException>(() => Send("nowhere", Message("m-1")));
        var toTake = await Assert.ThrowsAsync<ServiceBusException>(() => Take("nowhere"));

        Assert.Equal(
            (ServiceBusFailureReason.MessagingEntityNotFound, ServiceBusFailureReason.MessagingEntityNotFound), (toSend.Reason, toTake.Reason));
        Assert.Contains("'nowhere'", toSend.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_processor_is_given_what_was_there_and_what_comes()
    {
        var seen = new List<string>();
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Send(Entities.Updates, Message("m-1"), Message("m-2"));
        await using var processor = _client.CreateProcessor(Entities.Updates, new ServiceBusProcessorOptions { MaxConcurrentCalls = 1 });
        processor.ProcessErrorAsync += _ => Task.CompletedTask;
        processor.ProcessMessageAsync += message =>
        {
            seen.Add(message.Message.MessageId);
            if (seen.Count == 3)
            {
                all.TrySetResult();
            }

            return Task.CompletedTask;
        };
        await processor.StartProcessingAsync();

        await Send(Entities.Updates, Message("m-3"));
        await all.Task.WaitAsync(Patience);
        await processor.StopProcessingAsync();

        Assert.Equal(["m-1", "m-2", "m-3"], seen);
        Assert.Empty(_broker.Depths());
    }

    private static ServiceBusMessage Message(string id, params (string Name, string Value)[] properties)
    {
        var message = new ServiceBusMessage("{}") { MessageId = id };
        foreach (var (name, value) in properties)
        {
            message.ApplicationProperties[name] = value;
        }

        return message;
    }

    private async Task Send(string entity, params ServiceBusMessage[] messages)
    {
        await using var sender = _client.CreateSender(entity);
        await sender.SendMessagesAsync(messages);
    }

    private async Task<ServiceBusReceivedMessage> Take(string entity)
    {
        await using var receiver = _client.CreateReceiver(entity);
        return await Take(receiver);
    }

    private static async Task<ServiceBusReceivedMessage> Take(ServiceBusReceiver receiver) =>
        await receiver.ReceiveMessageAsync(Patience) ?? throw new InvalidOperationException($"Nothing came from '{receiver.EntityPath}' within {Patience}.");
}
