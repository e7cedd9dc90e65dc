namespace Escalation.Local.Verbs;

/// <summary>Where <c>serve</c> can be asked about a data folder while it holds the folder. Left behind by one that was killed, it is not read: the
/// folder is free then.</summary>
internal static class ServedAddress
{
    public const string FileName = "address.txt";

    public static Task Write(string dataFolder, Uri address, CancellationToken stopping) =>
        File.WriteAllTextAsync(Path.Combine(dataFolder, FileName), address + Environment.NewLine, stopping);

    /// <returns>Null when whoever holds the folder serves nothing.</returns>
    public static Uri? Read(string dataFolder) =>
        Path.Combine(dataFolder, FileName) is var path && File.Exists(path) && Uri.TryCreate(File.ReadAllText(path).Trim(), UriKind.Absolute, out var address)
            ? address
            : null;

    public static void Remove(string dataFolder) => File.Delete(Path.Combine(dataFolder, FileName));
}
