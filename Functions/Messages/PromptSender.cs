namespace Escalation.Functions.Messages;

/// <summary>Sends for somebody who waits for an answer: gives up while they still wait. A queue's function is more patient.</summary>
public sealed class PromptSender(ISender sender, TimeProvider clock)
{
    /// <summary>How long the queue may take over <see cref="Chunk"/> messages. A caller hears within five seconds that it cannot be reached.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(4);

    /// <summary>So many are sent at a time, so that a large batch is not given up while it gets on.</summary>
    public const int Chunk = 100;

    /// <exception cref="SendFailedException">Some or all may not have been sent, or not yet; send the same ones again.</exception>
    /// <exception cref="MessageTooLargeException">One is too large; those before it may have been sent.</exception>
    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        foreach (var chunk in messages.Chunk(Chunk))
        {
            using var patience = new CancellationTokenSource(Patience, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, patience.Token);
            try
            {
                // Not every sender looks at its token while it connects.
                await sender.Send(chunk, either.Token).WaitAsync(either.Token);
            }
            catch (OperationCanceledException e) when (!stopping.IsCancellationRequested)
            {
                throw new SendFailedException($"The queue did not take it within {Patience.TotalSeconds} seconds.", e);
            }
        }
    }
}
