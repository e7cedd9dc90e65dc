using Azure.Messaging.ServiceBus;
using Escalation.Functions.Bus;
using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Contracts.ServiceBus;

public sealed class ServiceBusOutboxTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeServiceBus _bus = new();
    private readonly ServiceBusOutbox _outbox;

    public ServiceBusOutboxTests() => _outbox = new(_bus);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _outbox.DisposeAsync();
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task Messages_for_one_entity_go_in_one_batch()
    {
        await Send(Message("a"), Message("b", Entities.Notifications), Message("c"));

        Assert.Equal(["updates: a c", "notifications: b"], _bus.Batches);
    }

    [Fact]
    public async Task What_does_not_fit_goes_in_further_batches_in_the_same_order()
    {
        await Send(Message("a", bytes: 600), Message("b", bytes: 300), Message("c", bytes: 200), Message("d", bytes: 1_000), Message("e"));

        Assert.Equal(["updates: a b", "updates: c", "updates: d", "updates: e"], _bus.Batches);
    }

    [Fact]
    public async Task A_message_too_large_alone_is_named()
    {
        var refused = await Assert.ThrowsAsync<MessageTooLargeException>(() => Send(Message("a", bytes: 1_001)));

        Assert.Equal("A message for 'updates' of the kind 'choose' is too large for it: its body alone has 1001 bytes.", refused.Message);
    }

    [Fact]
    public async Task What_came_before_a_message_too_large_is_sent()
    {
        await Assert.ThrowsAsync<MessageTooLargeException>(() => Send(Message("a"), Message("b", bytes: 1_001)));

        Assert.Equal(["updates: a"], _bus.Batches);
    }

    [Fact]
    public async Task A_sender_is_kept_and_used_again()
    {
        await Send(Message("a"));
        await Send(Message("b"));

        Assert.Single(_bus.Senders);
    }

    [Fact]
    public async Task Senders_are_disposed_with_the_outbox()
    {
        await Send(Message("a"), Message("b", Entities.Notifications));

        await _outbox.DisposeAsync();

        Assert.All(_bus.Senders, sender => Assert.True(sender.Disposed));
    }

    [Fact]
    public async Task Nothing_to_send_opens_no_link()
    {
        await Send();

        Assert.Empty(_bus.Senders);
    }

    [Fact]
    public async Task A_message_looks_to_its_receiver_as_one_of_the_embedded_queue()
    {
        var message = Message("a") with { Attempt = 3 };
        var local = ReceivedMessages.From(new(message.Entity, 1, Guid.Empty, Noon, 1, Noon, message, null));

        await Send(message);

        var sent = _bus.Only;
        Assert.Equal(
            (local.MessageId, local.Subject, local.Body.ToString(), Written(local.ApplicationProperties)),
            (sent.MessageId, sent.Subject, sent.Body.ToString(), Written(sent.ApplicationProperties)));
    }

    [Fact]
    public async Task A_message_for_later_is_scheduled()
    {
        await Send(Message("a") with { EnqueueAt = Noon });

        Assert.Equal(Noon, _bus.Only.ScheduledEnqueueTime);
    }

    [Fact]
    public async Task A_message_for_now_is_not_scheduled()
    {
        await Send(Message("a"));

        Assert.Equal(default, _bus.Only.ScheduledEnqueueTime);
    }

    [Fact]
    public async Task A_message_lives_as_long_as_it_says()
    {
        await Send(Message("a") with { TimeToLive = TimeSpan.FromMinutes(15) });

        Assert.Equal(TimeSpan.FromMinutes(15), _bus.Only.TimeToLive);
    }

    [Fact]
    public async Task A_message_carries_its_place_in_a_trace_also_under_the_name_that_the_library_knows()
    {
        const string Place = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

        await Send(Message("a") with { Properties = new Dictionary<string, string>(StringComparer.Ordinal) { ["traceparent"] = Place } });

        Assert.Equal((Place, Place), (_bus.Only.ApplicationProperties["traceparent"], _bus.Only.ApplicationProperties["Diagnostic-Id"]));
    }

    [Fact]
    public async Task A_message_that_nobody_follows_carries_no_place_in_a_trace()
    {
        await Send(Message("a"));

        Assert.Empty(_bus.Only.ApplicationProperties.Keys.Intersect(["traceparent", "Diagnostic-Id"]));
    }

    [Fact]
    public async Task A_key_too_long_for_an_id_still_travels_whole()
    {
        var key = new string('k', 200);

        await Send(Message(key));

        Assert.Equal(
            (true, (object)key),
            (_bus.Only.MessageId.Length <= OutgoingMessage.LongestMessageId, _bus.Only.ApplicationProperties["key"]));
    }

    [Theory]
    [InlineData(ServiceBusFailureReason.ServiceBusy)]
    [InlineData(ServiceBusFailureReason.ServiceTimeout)]
    [InlineData(ServiceBusFailureReason.ServiceCommunicationProblem)]
    [InlineData(ServiceBusFailureReason.QuotaExceeded)]
    [InlineData(ServiceBusFailureReason.MessagingEntityNotFound)]
    public async Task A_failure_that_may_pass_is_to_be_tried_again(ServiceBusFailureReason reason)
    {
        _bus.Fault = new ServiceBusException("no", reason);

        var failed = await Assert.ThrowsAsync<SendFailedException>(() => Send(Message("a")));

        Assert.Contains($"'updates': {reason}", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_the_service_finds_too_large_is_not_tried_again()
    {
        _bus.Fault = new ServiceBusException("no", ServiceBusFailureReason.MessageSizeExceeded);

        await Assert.ThrowsAsync<MessageTooLargeException>(() => Send(Message("a")));
    }

    [Fact]
    public async Task An_identity_without_the_role_is_told_which_it_needs()
    {
        _bus.Fault = new UnauthorizedAccessException("Send claim is required");

        var failed = await Assert.ThrowsAsync<SendFailedException>(() => Send(Message("a")));

        Assert.Contains("'Azure Service Bus Data Sender'", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_credential_that_fails_is_tried_again()
    {
        _bus.Fault = new TimeoutException("The identity endpoint did not answer.");

        await Assert.ThrowsAsync<SendFailedException>(() => Send(Message("a")));
    }

    [Fact]
    public async Task A_fault_of_ours_is_not_hidden()
    {
        _bus.Fault = new InvalidOperationException("closed");

        await Assert.ThrowsAsync<InvalidOperationException>(() => Send(Message("a")));
    }

    [Fact]
    public async Task A_host_that_stops_is_not_a_failure_to_send()
    {
        using var stopping = new CancellationTokenSource();
        await stopping.CancelAsync();
        _bus.Fault = new OperationCanceledException(stopping.Token);

        await Assert.ThrowsAsync<OperationCanceledException>(() => _outbox.Send([Message("a")], stopping.Token));
    }

    [Fact]
    public async Task After_a_failure_the_same_messages_can_be_sent()
    {
        _bus.Fault = new ServiceBusException("no", ServiceBusFailureReason.ServiceBusy);
        await Assert.ThrowsAsync<SendFailedException>(() => Send(Message("a")));

        await Send(Message("a"));

        Assert.Equal(["updates: a"], _bus.Batches);
    }

    private Task Send(params OutgoingMessage[] messages) => _outbox.Send(messages, CancellationToken.None);

    private static OutgoingMessage Message(string key, string entity = Entities.Updates, int bytes = 10) => new(
        entity,
        key,
        "choose",
        new byte[bytes],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["case"] = "K7QF-2M9D-XW3T-8HVN", ["actor"] = "anna" });

    private static string Written(IEnumerable<KeyValuePair<string, object>> properties) =>
        string.Join(", ", properties.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => $"{p.Key}={p.Value} {p.Value.GetType().Name}"));
}
