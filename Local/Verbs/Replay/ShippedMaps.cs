namespace Escalation.Local.Verbs.Replay;

/// <summary>The maps that travel with the program.</summary>
internal static class ShippedMaps
{
    /// <summary>The map for a file whose first readable record has these fields; null for records that are complaints as they stand.</summary>
    public static async Task<FieldMap?> For(string path, CancellationToken stopping)
    {
        await foreach (var record in RecordFile.Read(path, stopping))
        {
            if (record.Fields is { } fields)
            {
                return fields.ContainsKey("account") ? null : Known().FirstOrDefault(map => map.Requires.All(fields.ContainsKey));
            }
        }

        return null;
    }

    private static IEnumerable<FieldMap> Known() => Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", "maps"), "*.yaml")
        .Order(StringComparer.Ordinal)
        .Select(file => FieldMap.Read(File.ReadAllText(file), file));
}
