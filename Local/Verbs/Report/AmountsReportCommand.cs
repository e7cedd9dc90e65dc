using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Verbs.Replay;
using Spectre.Console;

namespace Escalation.Local.Verbs.Report;

/// <summary><c>report amounts FILE...</c>: how well sums of money are read from labelled lines.</summary>
internal static class AmountsReportCommand
{
    private static readonly Argument<string[]> Files = new("file")
    {
        Description = "JSON Lines with text, language, sum (such as \"USD 9000\", unknown or none) and set (such as tuned or held-out).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Wrong = new("--wrong")
    {
        Description = "Also show the lines that were read wrongly, except those of the set held-out, which nobody tunes to.",
    };

    public static Command Create()
    {
        var command = new Command("amounts", "Measure the reading of sums of money on labelled lines.") { Files, Wrong, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var (lines, unusable) = await Read(arguments.GetRequiredValue(Files), stopping);
        if (lines.Count == 0)
        {
            throw new CommandException("No line can be measured: each needs text, language and sum (such as \"USD 9000\", unknown or none).");
        }

        var measures = AmountMeasure.Of(lines);
        var wrong = arguments.GetValue(Wrong) ? lines.Where(line => line.Verdict != AmountVerdict.Right && line.Set != "held-out").ToList() : [];
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(
                new { measures, unusable, wrong = wrong.Select(line => new { line.Text, line.Language, line.Sum, line.Reading, verdict = Words.Kebab(line.Verdict) }) },
                LogEntry.Format));
        }
        else
        {
            Show(measures, unusable, wrong);
        }

        return 0;
    }

    private static async Task<(List<LabelledAmount> Lines, int Unusable)> Read(string[] files, CancellationToken stopping)
    {
        var lines = new List<LabelledAmount>();
        var unusable = 0;
        foreach (var file in files)
        {
            await foreach (var record in RecordFile.Read(file, stopping))
            {
                if (record.Fields is { } fields && LabelledAmount.Of(fields) is { } line)
                {
                    lines.Add(line);
                }
                else
                {
                    unusable++;
                }
            }
        }

        return (lines, unusable);
    }

    private static void Show(IReadOnlyList<AmountMeasure> measures, int unusable, IReadOnlyList<LabelledAmount> wrong)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("Language", "Set", "Lines", "Right", "Share", "Too low", "Missed", "Unknown in vain", "Otherwise wrong");
        foreach (var m in measures)
        {
            int[] counts = [m.TooLow, m.Missed, m.NotUnderstood, m.Other];
            table.AddRow(
            [
                Markup.Escape(m.Language), Markup.Escape(m.Set), Number(m.Lines), Number(m.Right), m.Share.ToString("0.000", CultureInfo.InvariantCulture),
                .. counts.Select(Number),
            ]);
        }

        AnsiConsole.Write(table);
        if (unusable > 0)
        {
            AnsiConsole.MarkupLine($"{unusable} lines could not be used.");
        }

        foreach (var line in wrong)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"{line.Sum}, read as {line.Reading}: {line.Text}"));
        }
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
