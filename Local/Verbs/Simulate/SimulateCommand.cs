using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Store;
using Escalation.Simulation;
using Spectre.Console;

namespace Escalation.Local.Verbs.Simulate;

/// <summary><c>simulate</c>: plays the pipeline under faults, many seeds over.</summary>
internal static class SimulateCommand
{
    private const int MostShown = 5;

    private static readonly Option<int> Seeds = new("--seeds") { Description = "How many runs.", DefaultValueFactory = _ => 100 };
    private static readonly Option<int> Cases = new("--cases") { Description = "How many complaints in each run.", DefaultValueFactory = _ => 20 };
    private static readonly Option<long> From = new("--from") { Description = "The seed of the first run.", DefaultValueFactory = _ => 1 };
    private static readonly Option<int> Days = new("--days") { Description = "How long faults strike, in virtual days.", DefaultValueFactory = _ => 60 };
    private static readonly Option<int> Faults = new("--faults") { Description = "0 for none, 1 for few, 2 for many, 3 for very many.", DefaultValueFactory = _ => 2 };

    public static Command Create()
    {
        var command = new Command("simulate", "Play the pipeline under crashes, duplicates, lost replies and skewed clocks; say what was lost or happened twice.")
        {
            Seeds, Cases, From, Days, Faults, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    /// <returns>1 when an invariant was violated.</returns>
    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var options = new SimulationOptions(
            arguments.GetValue(Seeds), arguments.GetValue(Cases), arguments.GetValue(From), arguments.GetValue(Days), arguments.GetValue(Faults));
        var result = await ProgressOnError.Run(
            "Simulating",
            options.Seeds,
            step => Task.Run(() => Simulator.Run(options, done => step(done, string.Create(CultureInfo.InvariantCulture, $"{done:N0} of {options.Seeds:N0} seeds")), stopping), stopping));
        return await Tell(result, arguments.GetValue(CommonOptions.Json), Console.Out);
    }

    /// <returns>The exit code.</returns>
    internal static async Task<int> Tell(SimulationResult result, bool json, TextWriter output)
    {
        if (json)
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(result, LogEntry.Format));
        }
        else
        {
            Show(result, output);
        }

        return result.Violations.Count == 0 ? 0 : 1;
    }

    private static void Show(SimulationResult result, TextWriter output)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("Count").RightAligned());
        Rows(table, "Runs, cases, messages delivered", [("seeds", result.Seeds), ("cases", result.Cases), ("messages", result.Messages)]);
        Rows(table, "Cases by outcome", result.Outcomes.Select(o => (o.Key, o.Value)));
        Rows(table, "Parked messages", result.Parked.Select(p => (p.Key, p.Value)));
        Rows(table, "Faults that struck", result.Faults.Select(f => (f.Key, f.Value)));
        AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Write(table);

        // Not through the console of the table, which breaks lines: a command is there to be copied.
        foreach (var violation in result.Violations.Take(MostShown))
        {
            output.WriteLine($"Violated {violation.Invariant} with seed {violation.Seed}, case {violation.Case}: {violation.What}");
            output.WriteLine($"  {violation.Command}");
            foreach (var line in violation.LastEvents)
            {
                output.WriteLine($"    {line}");
            }
        }

        output.WriteLine(result.Violations.Count == 0 ? "No invariant was violated." : $"{result.Violations.Count} runs violated an invariant.");
    }

    private static void Rows(Table table, string title, IEnumerable<(string What, long Count)> rows)
    {
        table.AddRow($"[bold]{Markup.Escape(title)}[/]", "");
        foreach (var (what, count) in rows)
        {
            table.AddRow("  " + Markup.Escape(what), count.ToString("N0", CultureInfo.InvariantCulture));
        }
    }
}
