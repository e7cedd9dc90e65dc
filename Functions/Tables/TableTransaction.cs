using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Tables;

/// <summary>Changes to rows of one partition, written whole or not at all.</summary>
internal sealed class TableTransaction(TableClient client, string table, string partition, IReadOnlyList<RowChange> changes)
{
    /// <summary>What a change takes in a request beside its body: boundaries, headers, names.</summary>
    private const int EnvelopeBytes = 1_000;

    /// <summary>How many bytes of a request a character of a key can take: escaped in the address, and again in JSON.</summary>
    private const int BytesPerKeyCharacter = 15;

    /// <summary>The most that JSON's escapes make of one byte of a body.</summary>
    private const int MaxEscape = 6;

    /// <summary>The service counts the bytes of the request, where bodies stand as base64 or escaped JSON.</summary>
    /// <exception cref="ArgumentException">The request would be larger than the service takes.</exception>
    public static void CheckRequest(string partition, IReadOnlyList<RowChange> changes)
    {
        var envelopes = changes.Sum(c => EnvelopeBytes + ((long)BytesPerKeyCharacter * (partition.Length + c.Key.Length)));
        if (envelopes + (MaxEscape * changes.Sum(c => (long)Body(c).Length)) <= StoreLimits.MaxTransactionBytes)
        {
            return;
        }

        var bytes = envelopes + changes.Sum(c => RequestBytes(RowBodies.Entity(partition, c.Key, Body(c))));
        if (bytes > StoreLimits.MaxTransactionBytes)
        {
            throw new ArgumentException(
                $"A transaction takes at most {StoreLimits.MaxTransactionBytes} bytes as a request; this one would take {bytes}.", nameof(changes));
        }
    }

    public async Task Submit(CancellationToken stopping)
    {
        using var watch = UncertainTries.Watch(out var watched);
        try
        {
            if (await TableFailures.Reach(table, () => Send(stopping), stopping) is { } response)
            {
                TableFailures.RefuseMissingTable(table, response);
            }
        }
        catch (RequestFailedException e) when (TableFailures.Conflict(e) is { } conflict)
        {
            throw watched.BrokeOff
                ? new StoreUnavailableException("A try broke off and may have been carried out; the next one met another state.", e)
                : new StoreConflictException(Key(e), conflict);
        }
    }

    /// <returns>The answer to a single change; null for several, whose failures are thrown.</returns>
    private async Task<Response?> Send(CancellationToken stopping)
    {
        if (changes is [var only])
        {
            return await Send(only, stopping);
        }

        await client.SubmitTransactionAsync(changes.Select(Action), stopping);
        return null;
    }

    private Task<Response> Send(RowChange change, CancellationToken stopping) =>
        change switch
        {
            RowChange.Add => client.AddEntityAsync(Entity(change), stopping),
            RowChange.Replace r => client.UpdateEntityAsync(Entity(change), Match(r.ETag), TableUpdateMode.Replace, stopping),
            RowChange.Put => client.UpsertEntityAsync(Entity(change), TableUpdateMode.Replace, stopping),
            RowChange.Remove r => client.DeleteEntityAsync(partition, r.Key, Match(r.ETag), stopping),
            _ => throw new ArgumentException($"There is no change of the kind {change.GetType().Name}."),
        };

    /// <summary>Always with an ETag where one counts: an update without one is an upsert on the wire.</summary>
    private TableTransactionAction Action(RowChange change) =>
        change switch
        {
            RowChange.Add => new(TableTransactionActionType.Add, Entity(change)),
            RowChange.Replace r => new(TableTransactionActionType.UpdateReplace, Entity(change), Match(r.ETag)),
            RowChange.Put => new(TableTransactionActionType.UpsertReplace, Entity(change)),
            RowChange.Remove r => new(TableTransactionActionType.Delete, new TableEntity(partition, r.Key), Match(r.ETag)),
            _ => throw new ArgumentException($"There is no change of the kind {change.GetType().Name}."),
        };

    private TableEntity Entity(RowChange change) => RowBodies.Entity(partition, change.Key, Body(change));

    /// <summary>The service refuses what is not shaped like an ETag, where the store promises "changed": no row has it.</summary>
    private static ETag Match(string? etag) =>
        etag switch
        {
            null => ETag.All,
            ['W', '/', '"', .., '"'] => new ETag(etag),
            _ => new ETag($"W/\"{Uri.EscapeDataString(etag)}\""),
        };

    private string? Key(RequestFailedException failure) =>
        (failure, changes) switch
        {
            (_, [var only]) => only.Key,
            (TableTransactionFailedException { FailedTransactionActionIndex: { } at }, _) when at < changes.Count => changes[at].Key,
            _ => null,
        };

    private static ReadOnlyMemory<byte> Body(RowChange change) =>
        change switch
        {
            RowChange.Add c => c.Body,
            RowChange.Replace c => c.Body,
            RowChange.Put c => c.Body,
            _ => default,
        };

    private static long RequestBytes(TableEntity entity) =>
        entity.Keys.Sum(name => entity[name] switch
        {
            byte[] bytes => (long)JsonEncodedText.Encode(Convert.ToBase64String(bytes)).EncodedUtf8Bytes.Length,
            string text => JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length,
            _ => 0,
        });
}
