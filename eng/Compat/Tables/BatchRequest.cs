using System.Text;

namespace Azure.Data.Tables;

/// <summary>An entity group transaction as the service takes it: one change set within a multipart body.</summary>
internal sealed class BatchRequest
{
    private readonly TableRest rest;
    private readonly string table;
    private readonly IReadOnlyList<TableTransactionAction> actions;
    private readonly string boundary = $"batch_{Guid.NewGuid():D}";

    public BatchRequest(TableRest rest, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count == 0)
        {
            throw new InvalidOperationException("A transaction needs at least one action.");
        }

        (this.rest, this.table, this.actions) = (rest, table, actions);
    }

    public int Count => actions.Count;

    public string ContentType => $"multipart/mixed; boundary={boundary}";

    public byte[] Body()
    {
        var changeSet = $"changeset_{Guid.NewGuid():D}";
        var buffer = new MemoryStream();
        Line(buffer, $"--{boundary}\r\nContent-Type: multipart/mixed; boundary={changeSet}\r\n");
        foreach (var action in actions)
        {
            Line(buffer, $"--{changeSet}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
            Append(buffer, action);
        }

        Line(buffer, $"--{changeSet}--");
        Line(buffer, $"--{boundary}--");
        return buffer.ToArray();
    }

    private void Append(MemoryStream buffer, TableTransactionAction action)
    {
        var entity = TableClient.Keyed(action.Entity);
        var address = rest.EntityAddress(table, entity.PartitionKey, entity.RowKey);
        var method = action.ActionType switch
        {
            TableTransactionActionType.Add => $"POST {rest.TableAddress(table)}",
            TableTransactionActionType.Delete => $"DELETE {address}",
            TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => $"PUT {address}",
            _ => $"PATCH {address}",
        };
        Line(buffer, $"{method} HTTP/1.1\r\nAccept: {TableRest.MinimalMetadata}\r\nDataServiceVersion: 3.0");
        if (IfMatch(action) is { } etag)
        {
            Line(buffer, $"If-Match: {etag}");
        }

        if (action.ActionType == TableTransactionActionType.Delete)
        {
            Line(buffer, "");
            return;
        }

        if (action.ActionType == TableTransactionActionType.Add)
        {
            Line(buffer, "Prefer: return-no-content");
        }

        Line(buffer, "Content-Type: application/json\r\n");
        buffer.Write(ODataEntities.Write(entity));
        Line(buffer, "");
    }

    private static string? IfMatch(TableTransactionAction action) =>
        action.ActionType switch
        {
            TableTransactionActionType.Delete => (action.ETag == default ? ETag.All : action.ETag).ToString(),
            TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace when action.ETag != default =>
                action.ETag.ToString(),
            _ => null,
        };

    private static void Line(MemoryStream buffer, string text) => buffer.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
