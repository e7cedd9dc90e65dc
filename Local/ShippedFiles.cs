using Escalation.Local.Sqlite;

namespace Escalation.Local;

/// <summary>The sample policy and people that travel with the program and are put into a new data folder.</summary>
internal static class ShippedFiles
{
    public const string Policy = "policy.yaml";
    public const string People = "people.yaml";

    /// <returns>The path of the file in the data folder, where it now is.</returns>
    public static string Ensure(string dataFolder, string name)
    {
        var path = Path.Combine(dataFolder, name);
        if (!File.Exists(path))
        {
            File.Copy(Sample(name), path);
        }

        return path;
    }

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <exception cref="DataFolderException">The file cannot be read.</exception>
    public static async Task<string> Read(string path, CancellationToken stopping)
    {
        try
        {
            return await File.ReadAllTextAsync(path, stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }
}
