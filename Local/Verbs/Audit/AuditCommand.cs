using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Sqlite;
using Spectre.Console;

namespace Escalation.Local.Verbs.Audit;

/// <summary><c>audit</c>: proves what a store alone can show, and puts alarms and lists right (X13).</summary>
/// <remarks>Exit code 1 when something is left that it cannot put right.</remarks>
internal static class AuditCommand
{
    public static Command Create()
    {
        var command = new Command("audit", "Check every case, and put alarms and lists right. Stop serve first where the cases lie in the data folder; it audits itself daily.")
        {
            CommonOptions.Data, CommonOptions.Tables, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        // The store alone: no policy, no people, no functions.
        if (await CommonOptions.TablesOf(arguments, stopping) is { } tables)
        {
            return await Run(tables, arguments, stopping);
        }

        var folder = Path.GetFullPath(arguments.GetRequiredValue(CommonOptions.Data));
        if (!File.Exists(Path.Combine(folder, SqliteFile.FileName)))
        {
            throw new CommandException($"There is no data in '{folder}'. Name the folder that serve or replay was given with --data.");
        }

        await using var file = SqliteFile.Open(folder);
        return await Run(await StateHome.Choose(folder, new SqliteStore(file), null, stopping), arguments, stopping);
    }

    private static async Task<int> Run(IStore store, ParseResult arguments, CancellationToken stopping)
    {
        var cases = new CaseStore(store);
        var clock = TimeProvider.System;
        var report = await new StoreAudit(
            store, cases, new(store, clock), new(store, cases, clock), new(store), new(new(store), cases, clock), clock).Run(stopping);
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(Summary(report), LogEntry.Format));
        }
        else
        {
            Show(report);
        }

        return report.Violations.Count > 0 ? 1 : 0;
    }

    private static object Summary(AuditReport report) => new
    {
        cases = report.Cases,
        events = report.Events,
        repaired = new
        {
            alarms = report.Repaired(AuditRepairKind.Alarm),
            views = report.Repaired(AuditRepairKind.View),
            customers = report.Repaired(AuditRepairKind.Customer),
            budgets = report.Repaired(AuditRepairKind.Budget),
        },
        repairs = report.Repairs,
        violations = report.Violations,
    };

    private static void Show(AuditReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("").AddColumn(new TableColumn("Count").RightAligned());
        Row(table, "Cases checked", report.Cases);
        Row(table, "Events folded", report.Events);
        Row(table, "Alarms put right", report.Repaired(AuditRepairKind.Alarm));
        Row(table, "Places in lists put right", report.Repaired(AuditRepairKind.View));
        Row(table, "Customers put right", report.Repaired(AuditRepairKind.Customer));
        Row(table, "Budgets put right", report.Repaired(AuditRepairKind.Budget));
        Row(table, "Left that cannot be put right", report.Violations.Count);
        AnsiConsole.Write(table);
        foreach (var repair in report.Repairs)
        {
            AnsiConsole.MarkupLine($"[yellow]{Markup.Escape(repair.Case)}[/]  {Markup.Escape(repair.Words)}");
        }

        foreach (var violation in report.Violations)
        {
            AnsiConsole.MarkupLine($"[red]{Markup.Escape(violation.Case)}  {violation.Invariant}[/]  {Markup.Escape(violation.Words)}");
        }

        AnsiConsole.MarkupLine(report.Violations.Count > 0 ? "[red]Not all is well.[/]" : "[green]All is well.[/]");
    }

    private static void Row(Table table, string what, int count) =>
        table.AddRow(Markup.Escape(what), count.ToString("N0", CultureInfo.InvariantCulture));
}
