using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Words;
using Escalation.Functions.Pipeline;
using Escalation.Local.Replay;
using Escalation.Local.Triage;
using Spectre.Console;

namespace Escalation.Local.Commands;

/// <summary><c>report triage FILE</c>: how well anger and displeasure are read from lines that others have labelled.</summary>
internal static class TriageReportCommand
{
    private static readonly Argument<string> File = new("file")
    {
        Description = "JSON Lines of ASAP (reviewbody, star), NSMC (review, rating) or XED (sentence, labels); the fields tell which.",
    };

    private static readonly Option<bool> Wrong = new("--wrong")
    {
        Description = "Also show the lines that were read wrongly, with the words found: only those of the tuned half, so that the other stays unseen.",
    };

    public static Command Create()
    {
        var command = new Command("triage", "Measure the reading of anger and displeasure on labelled lines.") { File, Wrong, CommonOptions.Json };
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult arguments, CancellationToken stopping)
    {
        var file = arguments.GetRequiredValue(File);
        var (lines, unusable) = await Read(file, stopping);
        var format = lines.Select(line => line.Format).Distinct().ToList() is [{ } only]
            ? only
            : throw new CommandException($"The lines of '{file}' are of no format, or of several, that can be measured: reviewbody and star, review and rating, or sentence and labels.");
        TriageMeasure[] measures =
        [
            TriageMeasure.Of("tuned", [.. lines.Where(line => !line.IsHeldOut)]),
            TriageMeasure.Of("held-out", [.. lines.Where(line => line.IsHeldOut)]),
            TriageMeasure.Of("all", lines),
        ];
        var wrong = arguments.GetValue(Wrong) ? lines.Where(line => !line.IsHeldOut).Select(Misread).OfType<MisreadLine>().ToList() : null;
        if (arguments.GetValue(CommonOptions.Json))
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(
                new { collection = format.Name, format.Language, format.Lines, positive = format.Judged, unusable, measures, wrong }, LogEntry.Format));
        }
        else
        {
            Show(format, measures, unusable, wrong ?? []);
        }

        return 0;
    }

    private static async Task<(List<LabelledLine> Lines, int Unusable)> Read(string file, CancellationToken stopping)
    {
        var lines = new List<LabelledLine>();
        var unusable = 0;
        await foreach (var record in RecordFile.Read(file, stopping))
        {
            if (record.Fields is { } fields && LabelledLine.Of(fields) is { } line)
            {
                lines.Add(line);
            }
            else
            {
                unusable++;
            }
        }

        return (lines, unusable);
    }

    private static MisreadLine? Misread(LabelledLine line)
    {
        var finding = TriageReader.Of(line.Text, line.Format.Language);
        var read = line.Format.IsAnger ? finding.State == Domain.CustomerState.Angry : finding.Displeased;
        return read == line.IsPositive
            ? null
            : new(line.Kind, read, line.Text, [.. finding.Found.Select(found => $"{Words.Kebab(found.Sign)}: {line.Text.Substring(found.Start, found.Length)}")]);
    }

    private static void Show(LabelledFormat format, TriageMeasure[] measures, int unusable, IReadOnlyList<MisreadLine> wrong)
    {
        AnsiConsole.MarkupLine(Markup.Escape(
            $"{format.Name}: {format.Lines}. A positive line is one {format.Judged}. \"Tuned\" lines were looked at when the lists were mended; \"held-out\" ones were not."));
        if (!format.IsAnger)
        {
            AnsiConsole.MarkupLine("The labels say that somebody was not content, not that they were angry: \"angry\" is expected to miss many.");
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Half", "Lines", "Positive", "Read as", "Right", "False alarms", "Missed", "Precision", "Recall", "False alarm rate", "Language told");
        foreach (var measure in measures)
        {
            Row(table, measure, "angry", measure.Angry);
            Row(table, measure, "negative", measure.Negative);
        }

        AnsiConsole.Write(table);
        foreach (var measure in measures)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"{measure.Half}: flags raised (nothing says how many rightly): {Counts(measure.Flags)}; false alarms on {Counts(measure.FalseAlarmsOn)}"));
        }

        if (unusable > 0)
        {
            AnsiConsole.MarkupLine($"{unusable} lines could not be used.");
        }

        foreach (var line in wrong)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"[{line.Label}, read as {(line.ReadAsPositive ? "positive" : "not")}] {line.Text}  ({string.Join("; ", line.Found)})"));
        }
    }

    private static void Row(Table table, TriageMeasure measure, string reading, Agreement agreement) => table.AddRow(
        measure.Half, Number(measure.Lines), Number(measure.Positive), reading, Number(agreement.Right), Number(agreement.FalseAlarms), Number(agreement.Missed),
        Share(agreement.Precision), Share(agreement.Recall), Share(agreement.FalseAlarmRate), Number(measure.LanguageTold));

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private sealed record MisreadLine(string Label, bool ReadAsPositive, string Text, IReadOnlyList<string> Found);
}
