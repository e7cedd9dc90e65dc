#nullable disable // The published assembly says nothing about null (docs/why-compat.md).

using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>One table. Entities are <see cref="TableEntity"/> only: this stand-in maps no other classes.</summary>
public class TableClient
{
    private readonly TableRest rest;
    private readonly string table;

    protected TableClient()
    {
    }

    internal TableClient(TableRest rest, string tableName)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        this.rest = rest;
        table = tableName;
    }

    public virtual async Task<Response> AddEntityAsync<T>(T entity, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = rest.Message(RequestMethod.Post, rest.TableAddress(table), ODataEntities.Write(Keyed(entity)));
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await rest.Send(message, cancellationToken, 201, 204);
    }

    public virtual async Task<NullableResponse<T>> GetEntityIfExistsAsync<T>(string partitionKey, string rowKey, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        var query = select is null ? "" : $"?$select={Uri.EscapeDataString(string.Join(',', select))}";
        using var message = rest.Message(RequestMethod.Get, rest.EntityAddress(table, partitionKey, rowKey) + query);
        var response = await rest.Send(message, cancellationToken, 200, 404);
        if (response.Status == 404)
        {
            return new NoValueResponse<T>(response);
        }

        using var json = TableRest.Json(response);
        return Response.FromValue(As<T>(ODataEntities.Read(json.RootElement, response.Headers.ETag)), response);
    }

    public virtual async Task<Response> UpsertEntityAsync<T>(T entity, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        using var message = Update(entity, mode);
        return await rest.Send(message, cancellationToken, 204);
    }

    public virtual async Task<Response> UpdateEntityAsync<T>(T entity, ETag ifMatch, TableUpdateMode mode = TableUpdateMode.Merge, CancellationToken cancellationToken = default)
        where T : ITableEntity
    {
        if (ifMatch == default)
        {
            throw new ArgumentException("An update needs the ETag of what it replaces, or ETag.All.", nameof(ifMatch));
        }

        using var message = Update(entity, mode);
        message.Request.Headers.Add(HttpHeader.Names.IfMatch, ifMatch.ToString());
        return await rest.Send(message, cancellationToken, 204);
    }

    /// <remarks>An entity that is gone already is answered with 404, not thrown.</remarks>
    public virtual async Task<Response> DeleteEntityAsync(string partitionKey, string rowKey, ETag ifMatch = default, CancellationToken cancellationToken = default)
    {
        using var message = rest.Message(RequestMethod.Delete, rest.EntityAddress(table, partitionKey, rowKey));
        message.Request.Headers.Add(HttpHeader.Names.IfMatch, (ifMatch == default ? ETag.All : ifMatch).ToString());
        return await rest.Send(message, cancellationToken, 204, 404);
    }

    public virtual AsyncPageable<T> QueryAsync<T>(string filter = null, int? maxPerPage = default, IEnumerable<string> select = null, CancellationToken cancellationToken = default)
        where T : class, ITableEntity
    {
        _ = Supported<T>();
        return (AsyncPageable<T>)(object)new TablePages(rest, table, filter, maxPerPage, select, cancellationToken);
    }

    /// <exception cref="TableTransactionFailedException">One action failed, and nothing was written.</exception>
    public virtual async Task<Response<IReadOnlyList<Response>>> SubmitTransactionAsync(IEnumerable<TableTransactionAction> transactionActions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transactionActions);
        var request = new BatchRequest(rest, table, [.. transactionActions]);
        using var message = rest.Message(RequestMethod.Post, rest.BatchAddress);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, request.ContentType);
        message.Request.Content = RequestContent.Create(request.Body());
        var response = await rest.Send(message, cancellationToken, 202);
        var answers = BatchResponse.Read(response);
        if (answers.FirstOrDefault(a => a.Status >= 400) is { } failed)
        {
            throw new TableTransactionFailedException(TableRest.Failure(failed));
        }

        return answers.Count == request.Count
            ? Response.FromValue<IReadOnlyList<Response>>(answers, response)
            : throw new RequestFailedException(response.Status, $"{answers.Count} answers came for {request.Count} actions.");
    }

    internal static TableEntity Keyed(ITableEntity entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        ArgumentNullException.ThrowIfNull(entity.PartitionKey);
        ArgumentNullException.ThrowIfNull(entity.RowKey);
        return entity as TableEntity ?? throw new NotSupportedException($"This stand-in writes {nameof(TableEntity)} only.");
    }

    private HttpMessage Update(ITableEntity entity, TableUpdateMode mode)
    {
        var keyed = Keyed(entity);
        var method = mode == TableUpdateMode.Replace ? RequestMethod.Put : RequestMethod.Patch;
        return rest.Message(method, rest.EntityAddress(table, keyed.PartitionKey, keyed.RowKey), ODataEntities.Write(keyed));
    }

    private static T As<T>(TableEntity entity)
        where T : class => Supported<T>() ? (T)(object)entity : null;

    private static bool Supported<T>() =>
        typeof(T) == typeof(TableEntity) ? true : throw new NotSupportedException($"This stand-in reads {nameof(TableEntity)} only.");
}
