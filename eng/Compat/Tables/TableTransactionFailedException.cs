#nullable disable // The published assembly says nothing about null (docs/why-compat.md).

using System.Collections;
using System.Globalization;

namespace Azure.Data.Tables;

// The published type has this one public constructor only.
#pragma warning disable CA1032
public class TableTransactionFailedException : RequestFailedException
#pragma warning restore CA1032
{
    public TableTransactionFailedException(RequestFailedException requestFailedException)
        : base(requestFailedException.Status, requestFailedException.Message, requestFailedException.ErrorCode, requestFailedException.InnerException)
    {
        // The published type is not sealed and keeps the place of the failed action in Data.
#pragma warning disable MA0056
        foreach (DictionaryEntry entry in requestFailedException.Data)
        {
            Data[entry.Key] = entry.Value;
        }
#pragma warning restore MA0056
    }

    /// <summary>The place in the list of the action that failed; null when the service did not say.</summary>
    public int? FailedTransactionActionIndex =>
        Data[ODataErrorParser.FailedEntity] is string text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? index
            : null;
}
