#nullable disable // The published assembly says nothing about null (docs/why-compat.md).

namespace Azure.Data.Tables.Models;

public class TableItem
{
    public TableItem(string name) => Name = name;

    public string Name { get; }
}
