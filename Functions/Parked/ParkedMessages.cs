using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Parked;

/// <summary>The table of parked messages: a partition a day, a row a message, and rows of their own for long bodies.</summary>
public sealed class ParkedMessages(IStore store)
{
    /// <summary>Sorts behind every case number, so that lists can leave bodies out.</summary>
    private const string BodyPrefix = "body_";

    /// <summary>Longer bodies lie apart, so that a list of a thousand messages is still read quickly.</summary>
    private const int MostBytesInRow = 16 * 1024;

    /// <summary>Whether a row of the table is part of a long body, and no message.</summary>
    public static bool IsBody(string rowKey) => rowKey.StartsWith(BodyPrefix, StringComparison.Ordinal);

    /// <summary>Everything that is parked, newest first. Long bodies are left out.</summary>
    public async Task<IReadOnlyList<ParkedMessage>> List(CancellationToken stopping)
    {
        var parked = new List<ParkedMessage>();
        await foreach (var day in store.Partitions(TableNames.Parked, stopping))
        {
            await foreach (var row in store.Range(TableNames.Parked, day, "", BodyPrefix, stopping))
            {
                parked.Add(CaseFormat.ReadValue<ParkedMessage>(row.Body.Span));
            }
        }

        return [.. parked.OrderByDescending(message => message.At).ThenBy(message => message.Id, StringComparer.Ordinal)];
    }

    /// <summary>Null when there is none. A long body is left out: <see cref="BodyOf"/>.</summary>
    internal async Task<ParkedRow?> Find(ParkedId id, CancellationToken stopping) =>
        await store.Get(TableNames.Parked, id.Day, id.RowKey, stopping) is { } row
            ? new(id, row.ETag, CaseFormat.ReadValue<ParkedMessage>(row.Body.Span))
            : null;

    /// <summary>The bytes as they came; none once the message was discarded.</summary>
    internal async Task<byte[]> BodyOf(ParkedRow row, CancellationToken stopping)
    {
        var body = new List<byte>(row.Message.Body);
        for (var index = 0; index < row.Message.BodyRows && row.Message.Discarded is null; index++)
        {
            if (await store.Get(TableNames.Parked, row.Id.Day, BodyKey(row.Id, index), stopping) is not { } part)
            {
                return []; // Discarded meanwhile.
            }

            body.AddRange(part.Body.Span);
        }

        return [.. body];
    }

    /// <summary>Writes a message that is not there yet; one that is there stays as it is, with what was decided about it.</summary>
    internal async Task Add(ParkedId id, ParkedMessage message, CancellationToken stopping)
    {
        if (await Find(id, stopping) is not null)
        {
            return;
        }

        // The body goes first: a row that is there is whole.
        if (message.Body.Length > MostBytesInRow)
        {
            var parts = message.Body.Chunk(StoreLimits.MaxBodyBytes).ToArray();
            foreach (var (index, bytes) in parts.Index())
            {
                await store.Transact(TableNames.Parked, id.Day, [new RowChange.Put(BodyKey(id, index), bytes)], stopping);
            }

            message = message with { Body = [], BodyRows = parts.Length };
        }

        try
        {
            await store.Transact(TableNames.Parked, id.Day, [new RowChange.Add(id.RowKey, CaseFormat.WriteValue(message))], stopping);
        }
        catch (StoreConflictException)
        {
            // Another delivery wrote it first. Were it discarded by now, the body just written would be left behind.
            if (await Find(id, stopping) is { Message.Discarded: not null })
            {
                await RemoveBody(id, message.BodyRows, stopping);
            }
        }
    }

    /// <returns>The row as it now is; null when somebody else changed it meanwhile.</returns>
    internal async Task<ParkedRow?> Replace(ParkedRow row, ParkedMessage message, CancellationToken stopping)
    {
        try
        {
            await store.Transact(
                TableNames.Parked, row.Id.Day, [new RowChange.Replace(row.Id.RowKey, row.ETag, CaseFormat.WriteValue(message))], stopping);
        }
        catch (StoreConflictException)
        {
            return null;
        }

        return await Find(row.Id, stopping);
    }

    /// <summary>Removes the rows of a long body. Done again, it does nothing.</summary>
    internal async Task RemoveBody(ParkedId id, int rows, CancellationToken stopping)
    {
        for (var index = 0; index < rows; index++)
        {
            await store.Transact(TableNames.Parked, id.Day, [new RowChange.Remove(BodyKey(id, index))], stopping);
        }
    }

    private static string BodyKey(ParkedId id, int index) => string.Create(CultureInfo.InvariantCulture, $"{BodyPrefix}{id.RowKey}_{index:D4}");
}

/// <summary>A parked message as it was read.</summary>
/// <param name="Message">Its <see cref="ParkedMessage.Body"/> is empty where the body is long.</param>
internal sealed record ParkedRow(ParkedId Id, string ETag, ParkedMessage Message);
