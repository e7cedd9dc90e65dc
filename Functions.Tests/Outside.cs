using System.Collections.Concurrent;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests;

/// <summary>Notes every message on its way to a queue or topic.</summary>
internal sealed class NotedMessages(ISender inner, ConcurrentQueue<OutgoingMessage> noted) : ISender
{
    public async Task Send(IReadOnlyList<OutgoingMessage> messages, CancellationToken stopping)
    {
        await inner.Send(messages, stopping);
        foreach (var message in messages)
        {
            noted.Enqueue(message);
        }
    }
}

/// <summary>Notes every letter to a person.</summary>
/// <param name="fault">What the gateway answers with in place of taking a letter; null where it takes it.</param>
internal sealed class NotedLetters(IDelivery inner, ConcurrentQueue<Letter> noted, Func<Letter, Exception?> fault) : IDelivery
{
    public async Task<Code?> Send(Letter letter, CancellationToken stopping)
    {
        noted.Enqueue(letter);
        if (fault(letter) is { } failed)
        {
            throw failed;
        }

        return await inner.Send(letter, stopping);
    }
}
