using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>A query's pages, each asked for when it is wanted. A page may be empty and still have one after it.</summary>
internal sealed class TablePages(
    TableRest rest, string table, string? filter, int? maxPerPage, IEnumerable<string>? select, CancellationToken cancellationToken)
    : AsyncPageable<TableEntity>(cancellationToken)
{
    public override IAsyncEnumerable<Page<TableEntity>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        Pages(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken);

    private async IAsyncEnumerable<Page<TableEntity>> Pages(string? token, int? size, [EnumeratorCancellation] CancellationToken cancellation)
    {
        do
        {
            using var message = rest.Message(RequestMethod.Get, rest.TableAddress(table) + "()" + Query(token, size));
            var response = await rest.Send(message, cancellation, 200);
            token = Next(response);
            using var json = TableRest.Json(response);
            yield return Page<TableEntity>.FromValues(
                [.. json.RootElement.GetProperty("value").EnumerateArray().Select(e => ODataEntities.Read(e))], token, response);
        }
        while (token is not null);
    }

    private string Query(string? token, int? size)
    {
        // The two parts are the service's own words and hold no space.
        var next = token?.Split(' ', 2);
        (string Name, string? Value)[] parts =
        [
            ("$filter", filter),
            ("$top", size?.ToString(CultureInfo.InvariantCulture)),
            ("$select", select is null ? null : string.Join(',', select)),
            ("NextPartitionKey", next?[0]),
            ("NextRowKey", next is [_, { Length: > 0 } row] ? row : null),
        ];
        var given = parts.Where(p => p.Value is { Length: > 0 }).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}");
        return "?" + string.Join('&', given);
    }

    private static string? Next(Response response)
    {
        if (!response.Headers.TryGetValue("x-ms-continuation-NextPartitionKey", out var partition) || string.IsNullOrEmpty(partition))
        {
            return null;
        }

        // Absent where the next page starts a partition.
        _ = response.Headers.TryGetValue("x-ms-continuation-NextRowKey", out var row);
        return $"{partition} {row}";
    }
}
