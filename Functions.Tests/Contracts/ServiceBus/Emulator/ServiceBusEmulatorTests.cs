using Azure.Messaging.ServiceBus;
using Escalation.Functions.Bus;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Broker;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Contracts.ServiceBus.Emulator;

/// <summary>The outbox on the stand-in broker, or on Microsoft's emulator if the variable names one (docs/deploy.md).</summary>
/// <remarks>Each test takes what it sent by its key, so that what earlier runs left in an emulator's queue is not in the way.</remarks>
public sealed class ServiceBusEmulatorTests : IAsyncLifetime
{
    private const string Setting = "SERVICEBUS_EMULATOR";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _key = Guid.NewGuid().ToString("N");
    private readonly VirtualClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly StandInBroker? _broker;
    private readonly ServiceBusClient _client;
    private readonly ServiceBusOutbox _outbox;

    public ServiceBusEmulatorTests()
    {
        var emulator = Environment.GetEnvironmentVariable(Setting);
        _broker = emulator is null ? StandInBroker.Start(_clock) : null;
        _client = new(emulator ?? _broker!.ConnectionString);
        _outbox = new(_client);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _outbox.DisposeAsync();
        await _client.DisposeAsync();
        _broker?.Dispose();
    }

    [Theory]
    [InlineData(Entities.Complaints)]
    [InlineData(Entities.AuthorityChecks)]
    [InlineData(Entities.Reviews)]
    [InlineData(Entities.Updates)]
    [InlineData(Entities.FollowUps)]
    [InlineData(Entities.Notifications)]
    [InlineData(Entities.Remedies)]
    public async Task What_was_sent_arrives_as_it_was_sent(string queue)
    {
        await _outbox.Send([Message(queue) with { Attempt = 2, TimeToLive = TimeSpan.FromMinutes(15) }], CancellationToken.None);

        var received = await Take(queue);

        Assert.Equal(
            ($"{_key}~2", "choose", "body", _key, 2, "K7QF-2M9D-XW3T-8HVN", TimeSpan.FromMinutes(15)),
            (received.MessageId, received.Subject, received.Body.ToString(), IncomingMessage.KeyOf(received), IncomingMessage.AttemptOf(received),
                IncomingMessage.CaseOf(received)?.Text, received.TimeToLive));
    }

    [Fact]
    public async Task What_is_for_later_does_not_arrive_before()
    {
        var due = _clock.GetUtcNow().AddSeconds(3);
        await _outbox.Send([Message(Entities.Updates) with { EnqueueAt = due }], CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(3)); // An emulator has its own clock, for which the receiver waits.

        var received = await Take(Entities.Updates);

        Assert.True(received.EnqueuedTime >= due.AddSeconds(-1));
    }

    [Fact]
    public async Task The_same_message_twice_arrives_twice()
    {
        await _outbox.Send([Message(Entities.Reviews), Message(Entities.Reviews)], CancellationToken.None);

        Assert.NotEqual((await Take(Entities.Reviews)).SequenceNumber, (await Take(Entities.Reviews)).SequenceNumber);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_told_apart()
    {
        var large = Message(Entities.Updates) with { Body = new byte[300 * 1024] };

        await Assert.ThrowsAsync<MessageTooLargeException>(() => _outbox.Send([large], CancellationToken.None));
    }

    [Fact]
    public async Task More_than_one_batch_holds_arrives_whole()
    {
        var messages = Enumerable.Range(0, 5).Select(_ => Message(Entities.Notifications) with { Body = new byte[100 * 1024] }).ToArray();
        await _outbox.Send(messages, CancellationToken.None);

        for (var i = 0; i < messages.Length; i++)
        {
            Assert.Equal(100 * 1024, (await Take(Entities.Notifications)).Body.ToMemory().Length);
        }
    }

    [Fact]
    public async Task A_dead_letter_comes_to_the_dead_letters_with_its_source_and_reason()
    {
        await _outbox.Send([Message(Entities.Complaints)], CancellationToken.None);
        await Take(
            Entities.Complaints,
            (receiver, message) => receiver.DeadLetterMessageAsync(message, "invalid", "The account is missing."));

        var dead = await Take(Entities.DeadLetters);

        Assert.Equal((Entities.Complaints, "invalid", "The account is missing."), IncomingMessage.DeathOf(dead));
    }

    [Fact]
    public async Task An_escalation_comes_to_the_subscription_of_its_level()
    {
        var properties = new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Level] = "l2" };
        await _outbox.Send([Message(Entities.Escalations) with { Properties = properties }], CancellationToken.None);
        await using var receiver = _client.CreateReceiver(Entities.Escalations, "l2");

        Assert.Equal(_key, IncomingMessage.KeyOf(await Take(receiver, Complete)));
    }

    private OutgoingMessage Message(string entity) => new(
        entity,
        _key,
        "choose",
        "body"u8.ToArray(),
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessageProperties.Case] = "K7QF-2M9D-XW3T-8HVN" });

    private Task<ServiceBusReceivedMessage> Take(string queue) => Take(queue, Complete);

    private async Task<ServiceBusReceivedMessage> Take(string queue, Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> settle)
    {
        await using var receiver = _client.CreateReceiver(queue);
        return await Take(receiver, settle);
    }

    /// <summary>Completes what other tests and runs have left, until the message of this test comes.</summary>
    private async Task<ServiceBusReceivedMessage> Take(
        ServiceBusReceiver receiver, Func<ServiceBusReceiver, ServiceBusReceivedMessage, Task> settle)
    {
        while (await receiver.ReceiveMessageAsync(Patience) is { } message)
        {
            if (IncomingMessage.KeyOf(message) == _key)
            {
                await settle(receiver, message);
                return message;
            }

            await receiver.CompleteMessageAsync(message);
        }

        throw new InvalidOperationException($"The message did not come to '{receiver.EntityPath}' within {Patience}.");
    }

    private static Task Complete(ServiceBusReceiver receiver, ServiceBusReceivedMessage message) => receiver.CompleteMessageAsync(message);
}
