using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Review;
using Escalation.Functions.Store;
using Escalation.Local.Sqlite;
using Spectre.Console;
using Command = System.CommandLine.Command;

namespace Escalation.Local.Verbs.Explain;

/// <summary><c>explain CASE</c>: every decision of a case in plain sentences (R11).</summary>
internal static class ExplainCommand
{
    private static readonly Argument<string> s_case = new("case") { Description = "The number of the case, such as K7QF-2M9D-XW3T-8HVN." };

    public static Command Create()
    {
        var command = new Command("explain", "Tell why a case was decided as it was.") { s_case, CommonOptions.Data, CommonOptions.Tables, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var text = arguments.GetRequiredValue(s_case);
        if (!CaseId.TryParse(text, out var id))
        {
            throw new CommandException($"'{text}' is not a case number, such as K7QF-2M9D-XW3T-8HVN.");
        }

        if (await CommonOptions.TablesOf(arguments, stopping) is { } tables)
        {
            return await Run(tables, id, arguments, stopping);
        }

        var folder = Path.GetFullPath(arguments.GetRequiredValue(CommonOptions.Data));
        if (!File.Exists(Path.Combine(folder, SqliteFile.FileName)))
        {
            throw new CommandException($"There is no data in '{folder}'. Name the folder that serve or replay was given with --data.");
        }

        await using var file = SqliteFile.Open(folder);
        return await Run(await StateHome.Choose(folder, new SqliteStore(file), null, stopping), id, arguments, stopping);
    }

    private static async Task<int> Run(IStore store, CaseId id, ParseResult arguments, CancellationToken stopping)
    {
        var decisions = await new CaseExplanations(store, new(store)).Of(id, stopping)
            ?? throw new CommandException($"There is no case with the number {id}.");
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(new { @case = id.Text, decisions }, LogEntry.Format));
        }
        else
        {
            Show(decisions);
        }

        return 0;
    }

    private static void Show(IReadOnlyList<ExplainedDecision> decisions)
    {
        if (decisions.Count == 0)
        {
            AnsiConsole.WriteLine("Nothing has been decided in this case yet.");
        }

        foreach (var decision in decisions)
        {
            var at = decision.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
            AnsiConsole.MarkupLine($"[bold]{Markup.Escape(decision.Kind)}[/] [dim]{at}[/]");
            foreach (var sentence in decision.Sentences)
            {
                AnsiConsole.WriteLine($"  {sentence}");
            }

            if (decision.Told is { } told)
            {
                AnsiConsole.MarkupLine("  [dim]What the customer read:[/]");
                told.Split('\n').ToList().ForEach(line => AnsiConsole.MarkupLine($"  [dim]|[/] {Markup.Escape(line)}"));
            }

            AnsiConsole.WriteLine();
        }
    }
}
