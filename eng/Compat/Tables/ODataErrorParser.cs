using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>Reads the code and the message out of an OData error.</summary>
internal sealed class ODataErrorParser : RequestFailedDetailsParser
{
    /// <summary>Where an exception's data keeps the place of the action that failed a transaction.</summary>
    public const string FailedEntity = "FailedEntity";

    public static ODataErrorParser Instance { get; } = new();

    public override bool TryParse(
        Response response,
        [NotNullWhen(true)] out ResponseError? error,
        [NotNullWhen(true)] out IDictionary<string, string>? data)
    {
        error = null;
        data = null;
        if (response.ContentStream is null || Error(response.Content) is not { } found)
        {
            return false;
        }

        error = new ResponseError(found.Code, found.Message);
        data = new Dictionary<string, string>(StringComparer.Ordinal);

        // In a transaction the message starts with the place of the action, as "3:".
        var colon = found.Message.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && found.Message.AsSpan(0, colon).IndexOfAnyExceptInRange('0', '9') < 0)
        {
            data[FailedEntity] = found.Message[..colon];
        }

        return true;
    }

    private static (string Code, string Message)? Error(BinaryData content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var error = document.RootElement.GetProperty("odata.error");
            return (error.GetProperty("code").GetString() ?? "", error.GetProperty("message").GetProperty("value").GetString() ?? "");
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // A proxy or a load balancer answered, not the service: the status is all there is.
            return null;
        }
    }
}
