using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Store;
using Escalation.Local.Host;
using Spectre.Console;

namespace Escalation.Local.Verbs.Replay;

/// <summary><c>replay FILE</c>: lets a file of complaints flow through the pipeline.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> FileName = new("file") { Description = "JSON Lines, CSV or TSV, one complaint a line." };

    private static readonly Option<string?> Map = new("--map")
    {
        Description = "Says which field of the file is which field of a complaint. Without it a shipped map that fits is taken.",
    };

    public static Command Create()
    {
        var command = new Command("replay", "Let the complaints of a file flow through the pipeline, and count what became of them.")
        {
            FileName, Map, CommonOptions.Data, CommonOptions.Tables, CommonOptions.Policy, CommonOptions.People, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        using var loggers = CommonOptions.Loggers(Microsoft.Extensions.Logging.LogLevel.Critical);
        var file = arguments.GetRequiredValue(FileName);
        var map = arguments.GetValue(Map) is { } named
            ? FieldMap.Read(await ShippedFiles.Read(named, stopping), named)
            : await ShippedMaps.For(file, stopping);
        var tables = await CommonOptions.TablesOf(arguments, stopping);
        var options = new MachineOptions(arguments.GetRequiredValue(CommonOptions.Data))
        {
            Tables = tables,
            PolicyFile = arguments.GetValue(CommonOptions.Policy),
            PeopleFile = arguments.GetValue(CommonOptions.People),
            Host = new LocalHostOptions { Port = null },
        };
        await using var machine = await Machine.Open(options, loggers, stopping);
        await machine.Host.Start(stopping);
        var summary = await ProgressOnError.Run(
            "Posting", null, report => new ReplayRun(machine, map, options.Clock).Run(RecordFile.Read(file, stopping), new Steps(report), stopping));
        await machine.Host.Stop();
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(summary, LogEntry.Format));
        }
        else
        {
            Show(summary);
            AnsiConsole.MarkupLine(tables is null
                ? $"The cases lie in {Markup.Escape(Path.GetFullPath(options.DataFolder))}; [bold]serve[/] with the same --data shows them."
                : $"The cases lie at {Markup.Escape(tables.Address.ToString())}; [bold]serve[/] with the same --tables shows them.");
        }

        return 0;
    }

    private static void Show(ReplaySummary summary)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("Lines").RightAligned());
        Row(table, "In the file", summary.Lines);
        Row(table, "Accepted", summary.Accepted);
        Row(table, "Duplicates", summary.Duplicates);
        Row(table, "Parked", summary.Parked);
        foreach (var (reason, count) in summary.ParkedByReason)
        {
            Row(table, $"  {reason}", count);
        }

        table.AddEmptyRow();
        Row(table, "Settled at once", summary.SettledAtOnce);
        Row(table, "Offered options", summary.Offered);
        Row(table, "Asked questions", summary.Clarifying);
        Row(table, "Escalated", summary.Escalated);
        foreach (var (level, reasons) in summary.EscalatedByLevel)
        {
            foreach (var (reason, count) in reasons)
            {
                Row(table, $"  to {level}: {reason}", count);
            }
        }

        table.AddEmptyRow();
        Row(table, "Cases in the store now", summary.Cases);
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture, $"{summary.ElapsedSeconds:0.0} seconds, {summary.CasesPerSecond:0} cases a second."));
    }

    private static void Row(Table table, string what, int count) =>
        table.AddRow(Markup.Escape(what), count.ToString("N0", CultureInfo.InvariantCulture));

    /// <summary>Lines while they are posted, then what is left of the messages they brought.</summary>
    private sealed class Steps(Action<double, string> report) : IProgress<ReplayProgress>
    {
        private long _most;

        public void Report(ReplayProgress value)
        {
            if (value.Waiting is not { } waiting)
            {
                report(0, string.Create(CultureInfo.InvariantCulture, $"{value.Posted:N0} lines posted"));
                return;
            }

            _most = Math.Max(_most, waiting);
            report(1 - (double)waiting / Math.Max(_most, 1), string.Create(CultureInfo.InvariantCulture, $"{waiting:N0} messages to go"));
        }
    }
}
