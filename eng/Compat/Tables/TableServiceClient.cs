#nullable disable // The published assembly says nothing about null (docs/why-compat.md).

using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables.Models;

namespace Azure.Data.Tables;

public class TableServiceClient
{
    private const string Scope = "https://storage.azure.com/.default";

    private readonly TableRest rest;

    protected TableServiceClient()
    {
    }

    public TableServiceClient(string connectionString, TableClientOptions options = null)
        : this(Azure.Data.Tables.ConnectionString.Parse(connectionString), options)
    {
    }

    public TableServiceClient(Uri endpoint, TableSharedKeyCredential credential, TableClientOptions options)
        : this(endpoint, new SharedKeyLitePolicy(credential), options)
    {
    }

    public TableServiceClient(Uri endpoint, TokenCredential tokenCredential, TableClientOptions options = null)
        : this(endpoint, new BearerTokenAuthenticationPolicy(tokenCredential, Scope), options)
    {
    }

    private TableServiceClient(ConnectionString connection, TableClientOptions options)
        : this(connection.TableEndpoint, new SharedKeyLitePolicy(connection.Credential), options)
    {
    }

    private TableServiceClient(Uri endpoint, HttpPipelinePolicy authentication, TableClientOptions options)
    {
        options ??= new TableClientOptions();
        rest = new TableRest(HttpPipelineBuilder.Build(options, authentication), endpoint, options.Version);
        Uri = endpoint;
    }

    public virtual Uri Uri { get; }

    public virtual TableClient GetTableClient(string tableName) => new(rest, tableName);

    public virtual async Task<Response<TableItem>> CreateTableIfNotExistsAsync(string tableName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(tableName);
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string>(StringComparer.Ordinal) { ["TableName"] = tableName });
        using var message = rest.Message(RequestMethod.Post, rest.TableAddress("Tables"), body);
        message.Request.Headers.Add("Prefer", "return-no-content");
        var response = await rest.Send(message, cancellationToken, 201, 204, 409);
        if (response.Status == 409 && TableRest.Failure(response) is var failure && failure.ErrorCode is "TableBeingDeleted")
        {
            throw failure;
        }

        return Response.FromValue(new TableItem(tableName), response);
    }
}
