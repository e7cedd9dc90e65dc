#nullable disable // The published assembly says nothing about null (docs/why-compat.md).

namespace Azure.Data.Tables;

public interface ITableEntity
{
    string PartitionKey { get; set; }

    string RowKey { get; set; }

    /// <summary>Set by the service; ignored on write.</summary>
    DateTimeOffset? Timestamp { get; set; }

    ETag ETag { get; set; }
}
