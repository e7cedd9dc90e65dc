using System.Text.Json;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Simulation;
using Escalation.Local.Verbs.Simulate;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Verbs;

/// <summary>What <c>simulate</c> tells of a result.</summary>
public sealed class SimulateCommandTests
{
    private static readonly SimulationOptions s_one = ThreeHundredRuns.Options with { Seeds = 1 };

    [Fact]
    public async Task Where_nothing_was_violated_it_ends_with_0()
    {
        var (exitCode, text) = await Told(Sound(), json: false);

        Assert.Equal(0, exitCode);
        Assert.Contains("No invariant was violated.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_violation_ends_it_with_1_and_gives_the_command_that_repeats_it_on_a_line_of_its_own()
    {
        var (exitCode, text) = await Told(Broken(), json: false);

        Assert.Equal(1, exitCode);
        Assert.Contains("with seed 1", text, StringComparison.Ordinal);
        Assert.Contains(
            text.ReplaceLineEndings("\n").Split('\n'),
            line => line.Trim().StartsWith("dotnet run --project Local -c Release -- simulate --seeds 1 --from 1 --cases ", StringComparison.Ordinal)
                && line.EndsWith(" --days 20 --faults 2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_is_one_document_with_all_counts_and_every_kind_of_fault()
    {
        var (exitCode, text) = await Told(Broken(), json: true);

        using var told = JsonDocument.Parse(text);
        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["cases", "events", "faults", "levels", "messages", "outcomes", "parked", "seeds", "violations"],
            told.RootElement.EnumerateObject().Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            Enum.GetValues<Fault>().Select(Words.Kebab).Order(StringComparer.Ordinal),
            told.RootElement.GetProperty("faults").EnumerateObject().Select(fault => fault.Name).Order(StringComparer.Ordinal));
        var violation = Assert.Single(told.RootElement.GetProperty("violations").EnumerateArray());
        Assert.Equal(1, violation.GetProperty("seed").GetInt64());
        Assert.NotEqual(0, violation.GetProperty("lastEvents").GetArrayLength());
    }

    private static SimulationResult Sound() => Simulator.Run(s_one, progress: null, CancellationToken.None);

    private static SimulationResult Broken() =>
        Simulator.Run(s_one with { Wiring = SeededBugs.All["the sweep deletes"] }, progress: null, CancellationToken.None);

    private static async Task<(int ExitCode, string Text)> Told(SimulationResult result, bool json)
    {
        await using var output = new StringWriter();
        var exitCode = await SimulateCommand.Tell(result, json, output);
        return (exitCode, output.ToString());
    }
}
