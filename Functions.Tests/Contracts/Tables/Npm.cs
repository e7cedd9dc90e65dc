namespace Escalation.Functions.Tests.Contracts.Tables;

/// <summary>What `npm ci` in Functions.Tests installed.</summary>
internal static class Npm
{
    /// <summary>The folder with package.json, above the tests' binaries.</summary>
    public static string Folder { get; } = Find(AppContext.BaseDirectory);

    /// <exception cref="InvalidOperationException">The module is not installed.</exception>
    public static string Module(string path)
    {
        var file = System.IO.Path.Combine(Folder, "node_modules", path);
        return File.Exists(file)
            ? file
            : throw new InvalidOperationException(
                $"node_modules/{path} is missing: run `npm ci --ignore-scripts` in Functions.Tests first; these tests need it and never skip.");
    }

    private static string Find(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "package.json")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("No package.json above the tests' binaries: run them from a checkout.");
    }
}
