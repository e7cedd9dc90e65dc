using Escalation.Functions.Policies;
using Escalation.Local.Sqlite;

namespace Escalation.Local.Verbs;

/// <summary>The sample policy and people that travel with the program and are put into a new data folder.</summary>
internal static class ShippedFiles
{
    public const string Policy = "policy.yaml";
    public const string People = "people.yaml";
    private const string Regimes = "regimes";

    /// <returns>The path of the file in the data folder, where it now is.</returns>
    public static string Ensure(string dataFolder, string name)
    {
        var path = Path.Combine(dataFolder, name);
        if (!File.Exists(path))
        {
            File.Copy(Sample(name), path);
            if (name == Policy)
            {
                EnsureRegimes(dataFolder);
            }
        }

        return path;
    }

    public static string Sample(string name) => Path.Combine(AppContext.BaseDirectory, "samples", name);

    /// <summary>The policy as one text, with the files that it names.</summary>
    /// <exception cref="DataFolderException">The file cannot be read.</exception>
    public static async Task<string> ReadPolicy(string path, CancellationToken stopping)
    {
        try
        {
            return await PolicyText.Load(path, stopping);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataFolderException($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }

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

    /// <summary>The legal regimes lie beside the policy that names them; what is there already is the company's own.</summary>
    private static void EnsureRegimes(string dataFolder)
    {
        var folder = Path.Combine(dataFolder, Regimes);
        Directory.CreateDirectory(folder);
        foreach (var shipped in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples", Regimes), "*.yaml"))
        {
            var path = Path.Combine(folder, Path.GetFileName(shipped));
            if (!File.Exists(path))
            {
                File.Copy(shipped, path);
            }
        }
    }
}
