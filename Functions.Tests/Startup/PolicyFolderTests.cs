using System.Diagnostics;
using Escalation.Functions.Tests.Contracts.Tables;

namespace Escalation.Functions.Tests.Startup;

/// <summary>Nobody deploys the sample company's rules without saying so.</summary>
public sealed class PolicyFolderTests
{
    [Theory]
    [InlineData(null, "PolicyFolder is not set: name the folder with your policy.yaml and people.yaml, or 'samples' for the sample company.")]
    [InlineData("../nowhere", "PolicyFolder: '../nowhere' must hold policy.yaml and people.yaml. A relative path begins at Functions/.")]
    public async Task A_publish_for_a_deployment_is_refused(string? folder, string words)
    {
        var (exitCode, output) = await Check(folder);

        Assert.Equal(1, exitCode);
        Assert.Contains($"error : {words}", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_samples_are_taken_if_they_are_named() => Assert.Equal((0, ""), await Check("samples"));

    /// <summary>Only the check: to build the app for each case would take a minute.</summary>
    private static async Task<(int ExitCode, string Output)> Check(string? folder)
    {
        var start = new ProcessStartInfo(
            "dotnet", ["msbuild", System.IO.Path.Combine(Npm.Folder, "..", "Functions"), "-nologo", "-nodeReuse:false", "-target:CheckPolicyFolder", "-property:RealServiceBusExtension=true"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        start.Environment["PolicyFolder"] = folder;
        using var check = Process.Start(start)!;
        var output = await check.StandardOutput.ReadToEndAsync();
        await check.WaitForExitAsync();
        return (check.ExitCode, output.Trim());
    }
}
