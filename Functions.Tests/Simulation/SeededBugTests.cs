using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>It must be able to fail: a pipeline broken on purpose does not get past the simulator.</summary>
public sealed class SeededBugTests
{
    private const int MostSeeds = 200;

    public static TheoryData<string> Bugs => [.. SeededBugs.All.Keys];

    [Theory]
    [MemberData(nameof(Bugs))]
    public void A_seeded_bug_is_found_within_two_hundred_seeds(string bug)
    {
        var options = ThreeHundredRuns.Options with { Seeds = MostSeeds, Cases = 8, StopAtFirst = true, Wiring = SeededBugs.All[bug] };

        var result = Simulator.Run(options, progress: null, CancellationToken.None);

        Assert.NotEmpty(result.Violations);
    }

    [Fact]
    public void Projecting_once_does_no_harm_as_each_commit_that_changes_a_list_projects_and_older_ones_are_stopped()
    {
        var withheld = 0;
        var options = ThreeHundredRuns.Options with { Seeds = 60, Cases = 8, Wiring = () => SeededBugs.ProjectsOnce(() => Interlocked.Increment(ref withheld)) };

        var result = Simulator.Run(options, progress: null, CancellationToken.None);

        Assert.Empty(result.Violations.Select(v => $"{v.Invariant}: {v.What} {v.Command}"));
        Assert.True(withheld > 0, "The state never went on while a handler projected.");
    }

    [Fact]
    public void A_violation_tells_the_seed_the_command_that_repeats_it_and_the_last_events_of_the_case()
    {
        var options = ThreeHundredRuns.Options with { Seeds = 1, Wiring = SeededBugs.All["the sweep deletes"] };

        var violation = Assert.Single(Simulator.Run(options, progress: null, CancellationToken.None).Violations);

        Assert.Equal(1, violation.Seed);
        Assert.Contains("simulate --seeds 1 --from 1 --cases ", violation.Command, StringComparison.Ordinal);
        Assert.NotEmpty(violation.LastEvents);
    }
}
