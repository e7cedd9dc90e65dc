using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tables;
using Escalation.Functions.Tests.Contracts.Tables;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>Twenty runs, each played in memory and on Table Storage: two complaints, three days of faults, and then until every case is closed.</summary>
public sealed class TwentyRunsOnTables(Azurite azurite) : IAsyncLifetime
{
    private const int Seeds = 20;
    private const int Cases = 2;
    private const int Days = 3;
    private const int ManyFaults = 2;

    internal List<(Played InMemory, Played OnTables)> Runs { get; } = [];

    internal Dictionary<StoreConflict, int> Conflicts { get; } = [];

    public async Task InitializeAsync()
    {
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            // An account of its own is an empty store; it goes with the emulator's folder.
            var tables = new OnTables(await azurite.NewStore());
            Runs.Add((Play(seed, new Wiring()), Play(seed, tables)));
            foreach (var (why, count) in tables.Conflicts)
            {
                Conflicts[why] = Conflicts.GetValueOrDefault(why) + count;
            }
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    private static Played Play(ulong seed, Wiring wiring)
    {
        using var run = new Run(seed, Cases, Days, ManyFaults, wiring);
        var hash = run.Play();
        return new(
            $"{seed}",
            run.Problem,
            hash,
            [.. run.Record.Seen.Outcomes.Select(outcome => $"{outcome.Key} {outcome.Value}")],
            run.Queues.Deliveries,
            [.. run.Faults.Counts],
            [.. Everything(run.Store.AtRest())]);
    }

    private static IEnumerable<string> Everything(MemoryStore rows) =>
        from table in TableNames.All
        from partition in rows.PartitionsOf(table)
        from row in rows.Rows(table, partition)
        select $"{table} {partition} {row.Key}: {Encoding.UTF8.GetString(row.Body.Span)}";

    /// <summary>What one run came to; ETags differ and are left out.</summary>
    /// <param name="Hash">Over all that happened, in its order and at its time.</param>
    /// <param name="Rows">Of all tables, as they lay there at the end.</param>
    internal sealed record Played(
        string Seed, Problem? Problem, string Hash, IReadOnlyList<string> Outcomes, long Messages, IReadOnlyList<long> Faults, IReadOnlyList<string> Rows);

    private sealed class OnTables(TableStore tables) : Wiring
    {
        private TableRows? rows;

        public IReadOnlyDictionary<StoreConflict, int> Conflicts => rows!.Conflicts;

        public override IRows Rows(Action<string, string, IReadOnlyList<RowChange>> wrote) => rows = new(tables, wrote);
    }
}

/// <summary>The simulation on Table Storage, through the product's adapter. Nothing in a run depends on which store holds it.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class SimulationOnTablesTests(TwentyRunsOnTables twenty) : IClassFixture<TwentyRunsOnTables>
{
    [Fact]
    public void Nothing_is_lost_and_nothing_happens_twice() =>
        Assert.Empty(twenty.Runs.Where(run => run.OnTables.Problem is not null).Select(run => $"seed {run.OnTables.Seed}: {run.OnTables.Problem}"));

    [Fact]
    public void The_same_seed_gives_the_same_outcomes_messages_and_faults_as_in_memory() =>
        Assert.All(twenty.Runs, run =>
        {
            Assert.Equal(run.InMemory.Outcomes, run.OnTables.Outcomes);
            Assert.Equal(run.InMemory.Messages, run.OnTables.Messages);
            Assert.Equal(run.InMemory.Faults, run.OnTables.Faults);
        });

    [Fact]
    public void The_same_seed_leaves_the_same_rows_in_every_table() =>
        Assert.All(twenty.Runs, run => Assert.Equal(run.InMemory.Rows, run.OnTables.Rows));

    [Fact]
    public void The_same_seed_gives_the_same_run_byte_for_byte() =>
        Assert.All(twenty.Runs, run => Assert.Equal(run.InMemory.Hash, run.OnTables.Hash));

    [Fact]
    public void Rows_stood_in_the_way_of_others_and_had_changed_since_they_were_read()
    {
        Assert.Contains(StoreConflict.Exists, twenty.Conflicts.Keys);
        Assert.Contains(StoreConflict.Changed, twenty.Conflicts.Keys);
    }

    [Fact]
    public void Every_run_closed_cases_and_was_struck_by_faults() =>
        Assert.All(twenty.Runs, run =>
        {
            Assert.NotEmpty(run.OnTables.Outcomes);
            Assert.Contains(run.OnTables.Faults, count => count > 0);
        });
}
