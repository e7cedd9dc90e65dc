using Escalation.Functions.Messages;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Messages;

public sealed class PromptSenderTests
{
    private readonly VirtualClock _clock = new(new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [Fact]
    public void It_gives_up_before_five_seconds_are_over() => Assert.True(PromptSender.Patience < TimeSpan.FromSeconds(5));

    [Fact]
    public async Task A_queue_that_takes_too_long_has_failed()
    {
        var sending = new PromptSender(new Stuck(), _clock).Send([Message()], CancellationToken.None);

        _clock.Advance(PromptSender.Patience);

        await Assert.ThrowsAsync<SendFailedException>(() => sending);
    }

    [Fact]
    public async Task A_host_that_stops_is_no_failure_of_the_queue()
    {
        using var stopping = new CancellationTokenSource();
        var sending = new PromptSender(new Stuck(), _clock).Send([Message()], stopping.Token);

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
    }

    [Fact]
    public async Task A_large_batch_that_gets_on_is_not_given_up()
    {
        var slow = new Slow(_clock);

        await new PromptSender(slow, _clock).Send([.. Enumerable.Repeat(Message(), 3 * PromptSender.Chunk)], CancellationToken.None);

        Assert.Equal(3 * PromptSender.Chunk, slow.Sent);
    }

    private static OutgoingMessage Message() => new(Entities.Updates, "key", "choose", "{}"u8.ToArray(), new Dictionary<string, string>());

    private sealed class Stuck : ISender
    {
        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping) => new TaskCompletionSource().Task;
    }

    /// <summary>Needs more than half of the patience each time.</summary>
    private sealed class Slow(VirtualClock clock) : ISender
    {
        public int Sent { get; private set; }

        public Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
        {
            clock.Advance(0.6 * PromptSender.Patience);
            stopping.ThrowIfCancellationRequested();
            Sent += messages.Count;
            return Task.CompletedTask;
        }
    }
}
