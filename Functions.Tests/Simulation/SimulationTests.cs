using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Messages;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>Three hundred runs, played once for all tests of the class.</summary>
public sealed class ThreeHundredRuns
{
    internal static SimulationOptions Options { get; } = new(Seeds: 300, Cases: 3, Days: 20);

    public SimulationResult Result { get; } = Simulator.Run(Options, progress: null, CancellationToken.None);
}

public sealed class SimulationTests(ThreeHundredRuns runs) : IClassFixture<ThreeHundredRuns>
{
    [Fact]
    public void Nothing_is_lost_and_nothing_happens_twice_in_three_hundred_runs() =>
        Assert.Empty(runs.Result.Violations.Select(v => $"{v.Invariant}: {v.What} {v.Command}"));

    [Fact]
    public void Every_event_type_occurs() =>
        Assert.Empty(CaseFormat.EventTypes.Values.Select(type => type.Name).Except(runs.Result.Events.Keys));

    [Fact]
    public void Every_outcome_occurs() =>
        Assert.Empty(Enum.GetValues<Outcome>().Select(o => o.ToString()).Except(runs.Result.Outcomes.Keys));

    [Fact]
    public void Every_level_occurs() => Assert.Equal(["automatic", "l1", "l2", "l3"], runs.Result.Levels.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Operators_send_parked_messages_again_and_give_some_up() =>
        Assert.Equal(["discarded", "resubmitted"], runs.Result.Parked.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_of_fault_strikes() => Assert.Empty(runs.Result.Faults.Where(fault => fault.Value == 0).Select(fault => fault.Key));

    [Theory]
    [InlineData(3)]
    [InlineData(77)]
    public void The_same_seed_gives_the_same_run_byte_for_byte(long seed) =>
        Assert.Equal(Simulator.Hash(ThreeHundredRuns.Options, seed), Simulator.Hash(ThreeHundredRuns.Options, seed));

    [Fact]
    public void Another_seed_gives_another_run() =>
        Assert.NotEqual(Simulator.Hash(ThreeHundredRuns.Options, 3), Simulator.Hash(ThreeHundredRuns.Options, 4));

    [Fact]
    public void A_run_without_faults_brings_every_case_to_its_end()
    {
        var result = Simulator.Run(new(Seeds: 4, Cases: 4, Days: 10, Faults: 0), progress: null, CancellationToken.None);

        Assert.Empty(result.Violations);
        Assert.True(result.Cases >= 16);
        Assert.Equal(0, result.Faults.Where(f => f.Key != Words.Kebab(Fault.MessagesReordered)).Sum(f => f.Value));
    }
}
