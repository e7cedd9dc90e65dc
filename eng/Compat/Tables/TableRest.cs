using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables;

/// <summary>The service's REST interface: makes requests, sends them through Azure.Core's pipeline, reads answers.</summary>
internal sealed class TableRest(HttpPipeline pipeline, Uri endpoint, string version)
{
    public const string MinimalMetadata = "application/json;odata=minimalmetadata";

    private readonly string root = endpoint.AbsoluteUri.TrimEnd('/');

    /// <summary>The address of one entity. Quotes are doubled as OData asks, then everything unusual is escaped.</summary>
    public string EntityAddress(string table, string partitionKey, string rowKey) =>
        $"{root}/{table}(PartitionKey='{Escaped(partitionKey)}',RowKey='{Escaped(rowKey)}')";

    public string TableAddress(string table) => $"{root}/{table}";

    public string BatchAddress => $"{root}/$batch";

    public HttpMessage Message(RequestMethod method, string address)
    {
        var message = pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(address));
        message.Request.Headers.Add("x-ms-version", version);
        message.Request.Headers.Add("DataServiceVersion", "3.0");
        message.Request.Headers.Add(HttpHeader.Names.Accept, MinimalMetadata);
        return message;
    }

    public HttpMessage Message(RequestMethod method, string address, byte[] json)
    {
        var message = Message(method, address);
        message.Request.Headers.Add(HttpHeader.Names.ContentType, "application/json");
        message.Request.Content = RequestContent.Create(json);
        return message;
    }

    /// <exception cref="RequestFailedException">The answer has another status than the expected ones.</exception>
    public async Task<Response> Send(HttpMessage message, CancellationToken cancellationToken, params int[] expected)
    {
        await pipeline.SendAsync(message, cancellationToken);
        var response = message.Response;
        return expected.Contains(response.Status) ? response : throw Failure(response);
    }

    public static RequestFailedException Failure(Response response) => new(response, null, ODataErrorParser.Instance);

    public static JsonDocument Json(Response response) => JsonDocument.Parse(response.Content);

    private static string Escaped(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));
}
