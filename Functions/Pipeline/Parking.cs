using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>A message that could not be handled, whole, with the reason.</summary>
/// <param name="Id">Day and key: where it lies.</param>
/// <param name="Body">Its bytes as they came.</param>
/// <param name="BodyRows">How many rows of their own the bytes take where they are too many for this one; 0 when all are here.</param>
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
    byte[] Body,
    int BodyRows = 0);

/// <summary>Parks dead letters where operators find them. Nothing is ever dropped, and nothing that was handled is parked.</summary>
public sealed class Parking(IStore store, CaseStore cases, CaseProcessor processor, MessageIdentity identity, TimeProvider clock)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const string BodyMark = "~body-";

    /// <summary>Half of what a row holds: written as JSON, bytes take a third more room.</summary>
    private const int BytesInRow = StoreLimits.MaxBodyBytes / 2;

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
        await Write(day, $"{id}_{key}", row, stopping);
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
                if (!IsBody(row))
                {
                    parked.Add(await Whole(day, row, stopping));
                }
            }
        }

        return parked;
    }

    /// <summary>How many messages lie parked.</summary>
    public async Task<long> Count(CancellationToken stopping)
    {
        var count = 0L;
        await foreach (var day in store.Partitions(TableNames.Parked, stopping))
        {
            await foreach (var row in store.Range(TableNames.Parked, day, "", null, stopping))
            {
                count += IsBody(row) ? 0 : 1;
            }
        }

        return count;
    }

    /// <summary>A body that is too large for a row goes into rows of its own, written first.</summary>
    private async Task Write(string day, string key, ParkedMessage message, CancellationToken stopping)
    {
        if (message.Body.Length > BytesInRow)
        {
            foreach (var (index, bytes) in message.Body.Chunk(BytesInRow).Index())
            {
                await store.Transact(TableNames.Parked, day, [new RowChange.Put(BodyKey(key, index), bytes)], stopping);
            }

            message = message with { Body = [], BodyRows = (message.Body.Length + BytesInRow - 1) / BytesInRow };
        }

        await store.Transact(TableNames.Parked, day, [new RowChange.Put(key, CaseFormat.WriteValue(message))], stopping);
    }

    private async Task<ParkedMessage> Whole(string day, Row row, CancellationToken stopping)
    {
        var message = CaseFormat.ReadValue<ParkedMessage>(row.Body.Span);
        var body = new List<byte>(message.Body);
        for (var index = 0; index < message.BodyRows; index++)
        {
            body.AddRange((await store.Get(TableNames.Parked, day, BodyKey(row.Key, index), stopping))!.Body.Span);
        }

        return message with { Body = [.. body], BodyRows = 0 };
    }

    private static bool IsBody(Row row) => row.Key.Contains(BodyMark, StringComparison.Ordinal);

    private static string BodyKey(string key, int index) => string.Create(CultureInfo.InvariantCulture, $"{key}{BodyMark}{index:D4}");
}
