using System.Collections.Concurrent;
using Escalation.Domain;
using Escalation.Functions.Pipeline;

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
internal sealed class NotedLetters(IDelivery inner, ConcurrentQueue<Letter> noted) : IDelivery
{
    public async Task<Code?> Send(Letter letter, CancellationToken stopping)
    {
        noted.Enqueue(letter);
        return await inner.Send(letter, stopping);
    }
}
