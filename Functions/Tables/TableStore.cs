using System.Runtime.CompilerServices;
using Azure.Core;
using Azure.Data.Tables;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Tables;

/// <summary>The store on Azure Table Storage: a row is an entity, a transaction is an entity group transaction.</summary>
public sealed class TableStore : IStore
{
    private static readonly string[] PartitionKeyOnly = [nameof(ITableEntity.PartitionKey)];

    private readonly TableServiceClient service;

    private TableStore(TableServiceClient service) => this.service = service;

    /// <summary>The account's Table endpoint, without any secret.</summary>
    public Uri Address => service.Uri;

    /// <param name="configure">Changes the client's options, for example to count requests.</param>
    /// <exception cref="FormatException">The connection string names no account or no key.</exception>
    public static TableStore Connect(string connectionString, Action<TableClientOptions>? configure = null) =>
        new(new TableServiceClient(connectionString, Options(configure)));

    /// <param name="endpoint">Such as https://account.table.core.windows.net.</param>
    public static TableStore Connect(Uri endpoint, TokenCredential credential, Action<TableClientOptions>? configure = null) =>
        new(new TableServiceClient(endpoint, credential, Options(configure)));

    /// <summary>Makes the tables that are not there yet; to be called once at start.</summary>
    /// <exception cref="StoreUnavailableException">The store could not be reached; try again later.</exception>
    public async Task EnsureTables(CancellationToken stopping)
    {
        foreach (var table in TableNames.All)
        {
            _ = await TableFailures.Reach(table, () => service.CreateTableIfNotExistsAsync(table, stopping), stopping);
        }
    }

    public async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var found = await TableFailures.Reach(
            table, () => service.GetTableClient(table).GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: stopping), stopping);
        if (found.HasValue)
        {
            return RowBodies.Row(found.Value!);
        }

        TableFailures.RefuseMissingTable(table, found.GetRawResponse());
        return null;
    }

    public async IAsyncEnumerable<Row> Range(
        string table, string partition, string from, string? before, [EnumeratorCancellation] CancellationToken stopping)
    {
        var filter = $"PartitionKey eq {Quoted(partition)} and RowKey ge {Quoted(from)}"
            + (before is null ? "" : $" and RowKey lt {Quoted(before)}");
        await foreach (var entity in Query(table, filter, select: null, stopping))
        {
            yield return RowBodies.Row(entity);
        }
    }

    public async IAsyncEnumerable<string> Partitions(string table, [EnumeratorCancellation] CancellationToken stopping)
    {
        var last = default(string);
        await foreach (var entity in Query(table, filter: null, PartitionKeyOnly, stopping))
        {
            if (!string.Equals(entity.PartitionKey, last, StringComparison.Ordinal))
            {
                yield return last = entity.PartitionKey;
            }
        }
    }

    public async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        StoreLimits.Check(table, partition, changes);
        TableTransaction.CheckRequest(partition, changes);
        await new TableTransaction(service.GetTableClient(table), table, partition, changes).Submit(stopping);
    }

    /// <summary>Follows continuation tokens to the end: a page may be empty and still have one.</summary>
    private async IAsyncEnumerable<TableEntity> Query(
        string table, string? filter, IEnumerable<string>? select, [EnumeratorCancellation] CancellationToken stopping)
    {
        var query = service.GetTableClient(table).QueryAsync<TableEntity>(filter, select: select, cancellationToken: stopping);
        await using var pages = query.AsPages().GetAsyncEnumerator(stopping);
        while (await TableFailures.Reach(table, () => pages.MoveNextAsync().AsTask(), stopping))
        {
            foreach (var entity in pages.Current.Values)
            {
                yield return entity;
            }
        }
    }

    private static TableClientOptions Options(Action<TableClientOptions>? configure)
    {
        var options = new TableClientOptions();
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 4;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(3);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(15);
        options.AddPolicy(new UncertainTries(), HttpPipelinePosition.PerRetry);
        configure?.Invoke(options);
        return options;
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
