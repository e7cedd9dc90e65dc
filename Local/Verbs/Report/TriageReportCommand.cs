using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Language;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Verbs.Replay;
using Spectre.Console;

namespace Escalation.Local.Verbs.Report;

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
        var read = line.Format.IsAnger ? finding.State == Domain.Complaints.CustomerState.Angry : finding.Displeased;
        return read == line.IsPositive
            ? null
            : new(line.Kind, read, line.Text, [.. finding.Found.Select(found => $"{Words.Kebab(found.Sign)}: {line.Text.Substring(found.Start, found.Length)}")]);
    }

    private static void Show(LabelledFormat format, TriageMeasure[] measures, int unusable, IReadOnlyList<MisreadLine> wrong)
    {
        AnsiConsole.MarkupLine(Markup.Escape($"{format.Name} ({format.Language}): {format.Lines}. A positive line is one {format.Judged}."));
        AnsiConsole.MarkupLine("Tuned lines were looked at when the lists of words were mended, held-out ones were not.");
        if (!format.IsAnger)
        {
            AnsiConsole.MarkupLine("The labels say that somebody was not content, not that they were angry: \"angry\" is expected to miss many.");
        }

        var table = new Table().Border(TableBorder.Rounded).AddColumns("Lines", "Read as", "Right", "False alarms", "Missed", "Precision", "Recall");
        foreach (var measure in measures)
        {
            var lines = $"{measure.Half}: {measure.Positive} of {measure.Lines}";
            Row(table, lines, "angry", measure.Angry);
            Row(table, "", "negative", measure.Negative);
        }

        AnsiConsole.Write(table);
        foreach (var measure in measures)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"{measure.Half}: language told from the text of {measure.LanguageTold} of {measure.Lines}; false alarms on: {Counts(measure.FalseAlarmsOn)}; "
                + $"flags, which no label judges: {Counts(measure.Flags)}"));
        }

        if (unusable > 0)
        {
            AnsiConsole.MarkupLine($"{unusable} lines could not be used.");
        }

        foreach (var line in wrong)
        {
            AnsiConsole.MarkupLine(Markup.Escape($"{line.Label}, read as {(line.ReadAsPositive ? "positive" : "not")}: {line.Text} ({string.Join("; ", line.Found)})"));
        }
    }

    private static void Row(Table table, string lines, string reading, Agreement agreement) => table.AddRow(
        Markup.Escape(lines),
        reading,
        Number(agreement.Right),
        $"{Number(agreement.FalseAlarms)} of {Number(agreement.Others)}",
        Number(agreement.Missed),
        Share(agreement.Precision),
        Share(agreement.Recall));

    private static string Counts(IReadOnlyDictionary<string, int> counts) =>
        counts.Count == 0 ? "none" : string.Join(", ", counts.Select(pair => $"{pair.Key} {pair.Value}"));

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Share(double? share) => share?.ToString("0.000", CultureInfo.InvariantCulture) ?? "-";

    private sealed record MisreadLine(string Label, bool ReadAsPositive, string Text, IReadOnlyList<string> Found);
}
