using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>A message that could not be handled, whole, with the reason.</summary>
/// <param name="Id">Day and key: where it lies.</param>
/// <param name="Body">Its bytes as they came.</param>
public sealed record ParkedMessage(
    string Id,
    DateTimeOffset At,
    string Queue,
    CaseId? Case,
    string Key,
    string Subject,
    string Reason,
    string Description,
    IReadOnlyDictionary<string, string> Properties,
    byte[] Body);

/// <summary>Parks dead letters where operators find them. Nothing is ever dropped, and nothing that was handled is parked.</summary>
public sealed class Parking(IStore store, CaseStore cases, CaseProcessor processor, MessageIdentity identity, TimeProvider clock)
{
    private const string DayFormat = "yyyy-MM-dd";

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

        var (id, key) = identity.Of(queue, message);
        var parked = new MessageOutcome(MessageState.Parked, clock.GetUtcNow(), Reason: reason, Words: description);
        if (await cases.ClaimAsParked(id, key, parked, stopping) is { } earlier)
        {
            if (earlier.State != MessageState.Parked)
            {
                await processor.FinishAgain(id, earlier, stopping);
                return false;
            }

            // Parked by a delivery that may have died before the row below was written: it is written again, under the same key.
            parked = earlier;
        }

        var day = parked.At.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture);
        var copy = IncomingMessage.Copy(queue, message, 0);
        var row = new ParkedMessage(
            $"{day}_{id}_{key}", parked.At, queue, IncomingMessage.CaseOf(message), key, copy.Subject, parked.Reason!, parked.Words!, copy.Properties, message.Body.ToArray());
        await store.Transact(TableNames.Parked, day, [new RowChange.Put($"{id}_{key}", CaseFormat.WriteValue(row))], stopping);
        return true;
    }

    /// <summary>Everything that is parked, newest day first.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> List(CancellationToken stopping)
    {
        var days = new List<string>();
        await foreach (var day in store.Partitions(TableNames.Parked, stopping))
        {
            days.Add(day);
        }

        var parked = new List<ParkedMessage>();
        foreach (var day in days.OrderDescending(StringComparer.Ordinal))
        {
            await foreach (var row in store.Range(TableNames.Parked, day, "", null, stopping))
            {
                parked.Add(CaseFormat.ReadValue<ParkedMessage>(row.Body.Span));
            }
        }

        return parked;
    }
}
