using System.CommandLine;
using System.Text.Json;
using Escalation.Bench;
using Escalation.Local.Verbs;

var cases = new Option<int>("--cases") { Description = "Cases a timed run.", DefaultValueFactory = _ => 2_000 };
var recorded = new Option<int>("--recorded") { Description = "Cases whose SQL is recorded and replayed.", DefaultValueFactory = _ => 1_000 };
var parallel = new Option<int>("--parallel") { Description = "Clients, each with one case at a time.", DefaultValueFactory = _ => 32 };
var rounds = new Option<int>("--rounds") { Description = "Pipeline and SQLite alone in turn this often; medians are shown.", DefaultValueFactory = _ => 3 };
var statements = new Option<bool>("--statements") { Description = "Also list the statements with their number a case." };
var command = new RootCommand("Cases a second through the pipeline on this machine, and what SQLite alone does with the same statements.")
{
    cases, recorded, parallel, rounds, statements, CommonOptions.Json, PolicyBench.Create(),
};
command.SetAction(Run);
return await command.Parse(args).InvokeAsync();

async Task<int> Run(ParseResult arguments, CancellationToken stopping)
{
    using var loggers = CommonOptions.Loggers();
    var all = new List<Figures>();
    foreach (var kind in Enum.GetValues<CaseKind>())
    {
        var comparison = new Comparison(kind, arguments.GetValue(parallel), loggers);
        all.Add(await comparison.Run(arguments.GetValue(cases), arguments.GetValue(recorded), arguments.GetValue(rounds)));
        if (arguments.GetValue(CommonOptions.Json))
        {
            continue;
        }

        Console.WriteLine($"{all[^1].Case}, {all[^1].Cases} cases, {all[^1].Parallel} at a time");
        Console.WriteLine(string.Join('\n', all[^1].Lines()));
        if (arguments.GetValue(statements))
        {
            Console.WriteLine(string.Join('\n', comparison.Shapes));
        }
    }

    if (arguments.GetValue(CommonOptions.Json))
    {
        Console.WriteLine(JsonSerializer.Serialize(all, JsonSerializerOptions.Web));
    }

    return 0;
}
