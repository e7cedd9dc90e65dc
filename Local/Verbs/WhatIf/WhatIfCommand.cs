using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Local.Sqlite;
using Escalation.Local.Verbs.Replay;
using Spectre.Console;

namespace Escalation.Local.Verbs.WhatIf;

/// <summary><c>whatif --policy NEW.yaml</c>: what past cases would have come to under another policy (X15). Changes nothing.</summary>
internal static class WhatIfCommand
{
    private static readonly Option<string> NewPolicy = new("--policy") { Description = "The policy to try.", Required = true };

    private static readonly Option<string?> FileName = new("--file")
    {
        Description = "Complaints to decide, as for replay, in place of the cases in the data folder.",
    };

    private static readonly Option<string?> Baseline = new("--baseline")
    {
        Description = "With --file: the policy to compare with. Without it the one in the data folder, else the sample.",
    };

    private static readonly Option<string?> Map = new("--map") { Description = "With --file: which field is which, as for replay." };

    public static Command Create()
    {
        var command = new Command("whatif", "Decide past cases again under another policy: what would be granted, escalated or declined, and at what cost.")
        {
            NewPolicy, FileName, Baseline, Map, CommonOptions.Data, CommonOptions.Json,
        };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var name = arguments.GetRequiredValue(NewPolicy);
        var policy = PolicyReader.Read(await ShippedFiles.ReadPolicy(name, stopping), name);
        var (past, leftOut) = arguments.GetValue(FileName) is { } file
            ? await OfFile(arguments, file, stopping)
            : await OfStore(Path.GetFullPath(arguments.GetRequiredValue(CommonOptions.Data)), stopping);
        var report = WhatIfReport.Of(past, policy, leftOut);
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, LogEntry.Format));
        }
        else
        {
            Show(report);
        }

        return 0;
    }

    private static async Task<(IReadOnlyList<PastCase> Past, int LeftOut)> OfFile(ParseResult arguments, string file, CancellationToken stopping)
    {
        var named = arguments.GetValue(Baseline) ?? Path.Combine(arguments.GetRequiredValue(CommonOptions.Data), ShippedFiles.Policy);
        var path = arguments.GetValue(Baseline) is null && !File.Exists(named) ? ShippedFiles.Sample(ShippedFiles.Policy) : named;
        var baseline = PolicyReader.Read(await ShippedFiles.ReadPolicy(path, stopping), path);
        var map = arguments.GetValue(Map) is { } mapped
            ? FieldMap.Read(await ShippedFiles.Read(mapped, stopping), mapped)
            : await ShippedMaps.For(file, stopping);
        return await PastCases.OfFile(RecordFile.Read(file, stopping), map, baseline, TimeProvider.System, stopping);
    }

    private static async Task<(IReadOnlyList<PastCase> Past, int LeftOut)> OfStore(string folder, CancellationToken stopping)
    {
        if (!File.Exists(Path.Combine(folder, SqliteFile.FileName)))
        {
            throw new CommandException($"There is no data in '{folder}'. Name a folder with --data, or a file of complaints with --file.");
        }

        await using var file = SqliteFile.Open(folder);
        return await PastCases.OfStore(new CaseStore(new SqliteStore(file)), stopping);
    }

    private static void Show(WhatIfReport report)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("");
        foreach (var heading in new[] { "Cases, old", "Sum, old", "Cases, new", "Sum, new" })
        {
            table.AddColumn(new TableColumn(heading).RightAligned());
        }

        Row(table, "Granted at once", report.Old.Granted, report.New.Granted);
        Row(table, "Offered options (the dearest)", report.Old.Offered, report.New.Offered);
        Row(table, "Asked the customer", report.Old.Asked, report.New.Asked);
        Row(table, "Escalated (asked for)", report.Old.Escalated, report.New.Escalated);
        foreach (var level in report.Old.ByLevel.Keys.Union(report.New.ByLevel.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            table.AddRow($"  to {Markup.Escape(level)}", Count(report.Old.ByLevel.GetValueOrDefault(level)), "", Count(report.New.ByLevel.GetValueOrDefault(level)), "");
        }

        Row(table, "Declined (asked for)", report.Old.Declined, report.New.Declined);
        if (report.Breaches is { } breaches)
        {
            table.AddRow("Promised answers broken", Count(breaches.Old), "", breaches.New.ToString("0.0", CultureInfo.InvariantCulture), "");
        }

        AnsiConsole.Write(table);
        var leftOut = report.LeftOut == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {report.LeftOut:N0} were never decided by a policy, or are no complaints.");
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Changed:N0} of {report.Cases:N0} cases would be decided otherwise.{leftOut}"));
        foreach (var changed in report.MostChanged)
        {
            AnsiConsole.WriteLine($"  {changed.Case}  {changed.Category}: {changed.Old} -> {changed.New}");
        }
    }

    private static void Row(Table table, string what, OutcomeTotal before, OutcomeTotal after) =>
        table.AddRow(Markup.Escape(what), Count(before.Cases), Sums(before), Count(after.Cases), Sums(after));

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Sums(OutcomeTotal total) =>
        string.Join('\n', total.Sums.Select(sum => string.Create(CultureInfo.InvariantCulture, $"{sum.Key} {sum.Value:N2}")));
}
