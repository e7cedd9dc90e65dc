using System.Diagnostics;
using System.Reflection;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Contracts.Tables;

namespace Escalation.Functions.Tests.Startup;

/// <summary>What a run of the compiler left behind.</summary>
/// <param name="Words">All that it said apart from its result: it says nothing when nothing is wrong.</param>
internal sealed record BicepRun(int ExitCode, string Output, string Words);

/// <summary>The real Bicep compiler on a copy of infra/, which a test may break.</summary>
internal sealed class BicepCompiler : IDisposable
{
    public const string Template = "main.bicep";
    public const string Parameters = "main.bicepparam";
    private const string SnapshotFile = "main.snapshot.json";

    private static readonly string Program = System.IO.Path.Combine(
        typeof(BicepCompiler).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "BicepTools").Value!,
        OperatingSystem.IsWindows() ? "bicep.exe" : "bicep");

    /// <summary>What `azd` and its user must have set.</summary>
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["AZURE_ENV_NAME"] = "complaints",
        ["AZURE_LOCATION"] = "westeurope",
        ["PolicyFolder"] = "samples",
        ["ESCALATION_AUTH_CLIENT_ID"] = "00000000-0000-0000-0000-000000000001",
        ["ESCALATION_DELIVER_TO"] = "https://gateway.example/letters",
        ["ESCALATION_CUSTOMER_KEY_SECRET"] = "only-for-compiling-the-parameters-00",
    };

    /// <summary>Places in Azure that do not exist; the names of resources are made from them.</summary>
    private static readonly string[] Somewhere =
    [
        "--subscription-id", "11111111-1111-1111-1111-111111111111",
        "--tenant-id", "22222222-2222-2222-2222-222222222222",
        "--location", "westeurope",
    ];

    private readonly TempFolder _folder = new();

    public BicepCompiler()
    {
        var source = System.IO.Path.Combine(Npm.Folder, "..", "infra");
        foreach (var file in Directory.EnumerateFiles(source, "*.bicep*", SearchOption.AllDirectories))
        {
            var copy = System.IO.Path.Combine(_folder.Path, System.IO.Path.GetRelativePath(source, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Adds lines to a file of the copy.</summary>
    public void Append(string file, string lines) => File.AppendAllText(System.IO.Path.Combine(_folder.Path, file), lines);

    public Task<BicepRun> Build() => Run(["build", Template, "--stdout"], []);

    public Task<BicepRun> BuildParameters(Dictionary<string, string> environment) => Run(["build-params", Parameters, "--stdout"], environment);

    public Task<BicepRun> Lint(string file) => Run(["lint", file], []);

    /// <summary>Works out, without Azure, each resource that a deployment would make.</summary>
    /// <param name="environment">Beside what every deployment needs; an empty text stands for a variable that is not set.</param>
    public async Task<BicepRun> Snapshot(Dictionary<string, string> environment)
    {
        var run = await Run(["snapshot", Parameters, .. Somewhere], environment);
        var file = System.IO.Path.Combine(_folder.Path, SnapshotFile);
        return run with { Output = File.Exists(file) ? await File.ReadAllTextAsync(file) : "" };
    }

    private async Task<BicepRun> Run(string[] arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ESCALATION_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in Needed.Concat(environment))
        {
            start.Environment[name] = value.Length > 0 ? value : null;
        }

        using var compiler = Process.Start(start)!;
        var (output, words) = (compiler.StandardOutput.ReadToEndAsync(), compiler.StandardError.ReadToEndAsync());
        await compiler.WaitForExitAsync();
        return new(compiler.ExitCode, await output, await words);
    }
}
