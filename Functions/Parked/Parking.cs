using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Parked;

/// <summary>Parks dead letters where operators find them. Nothing is ever dropped, and nothing that was handled is parked.</summary>
public sealed class Parking(ParkedMessages messages, CaseStore cases, CaseProcessor processor, MessageIdentity identity, TimeProvider clock)
{
    /// <summary>Claims the message first: had its commit been made after all, its messages are sent and its lists brought up to date; if
    /// not, a handler that still holds it can no longer commit.</summary>
    /// <returns>False when there was nothing to park.</returns>
    public async Task<bool> Park(ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        var (queue, reason, description) = IncomingMessage.DeathOf(message);
        if (queue == Entities.FollowUps)
        {
            return false;
        }

        var (@case, key) = identity.Of(queue, message);
        var parked = new MessageOutcome(MessageState.Parked, clock.GetUtcNow(), Reason: reason, Words: description);
        if (await cases.ClaimAsParked(@case, key, parked, stopping) is { } earlier)
        {
            if (earlier.State != MessageState.Parked)
            {
                await processor.FinishAgain(@case, key, earlier, stopping);
                return false;
            }

            // Parked by a delivery that may have died before the row below was written: it is looked for under the same key.
            parked = earlier;
        }

        var id = ParkedId.Of(parked.At, @case, key);
        var copy = IncomingMessage.Copy(queue, message, 0);
        var body = message.Body.ToArray();
        await messages.Add(
            id,
            new(
                id.ToString(), parked.At, queue, IncomingMessage.CaseOf(message), key, copy.Subject, parked.Reason!, parked.Words!, copy.Properties, body,
                Bytes: body.Length),
            stopping);
        return true;
    }
}
