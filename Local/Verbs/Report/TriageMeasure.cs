using Escalation.Domain.Complaints;
using Escalation.Domain.Language;

namespace Escalation.Local.Verbs.Report;

/// <summary>How often a reading agrees with the labels.</summary>
/// <param name="Right">Positive lines that were read as such.</param>
/// <param name="FalseAlarms">Other lines that were read as positive.</param>
/// <param name="Missed">Positive lines that were not.</param>
/// <param name="Others">All other lines.</param>
public sealed record Agreement(int Right, int FalseAlarms, int Missed, int Others)
{
    /// <summary>Of the lines read as positive, the share that is; null where none was.</summary>
    public double? Precision => Share(Right, Right + FalseAlarms);

    /// <summary>Of the positive lines, the share that was read as such.</summary>
    public double? Recall => Share(Right, Right + Missed);

    /// <summary>Of the other lines, the share that was read as positive.</summary>
    public double? FalseAlarmRate => Share(FalseAlarms, Others);

    public static Agreement Of(IEnumerable<(bool Labelled, bool Read)> lines)
    {
        var all = lines.ToList();
        return new(
            all.Count(line => line is { Labelled: true, Read: true }),
            all.Count(line => line is { Labelled: false, Read: true }),
            all.Count(line => line is { Labelled: true, Read: false }),
            all.Count(line => !line.Labelled));
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : Math.Round((double)part / whole, 3);
}

/// <summary>What triage made of the lines of one half.</summary>
/// <param name="Angry">The state "angry" against the labels.</param>
/// <param name="Negative">The tone "not content" against the labels.</param>
/// <param name="LanguageTold">Lines whose language was told rightly from their text alone.</param>
/// <param name="Flags">On how many lines each flag was raised; no label says how many rightly.</param>
/// <param name="FalseAlarmsOn">The false alarms of <paramref name="Negative"/>, or of <paramref name="Angry"/> where the labels say anger, by what
/// the label was.</param>
public sealed record TriageMeasure(
    string Half,
    int Lines,
    int Positive,
    Agreement Angry,
    Agreement Negative,
    int LanguageTold,
    IReadOnlyDictionary<string, int> Flags,
    IReadOnlyDictionary<string, int> FalseAlarmsOn)
{
    public static TriageMeasure Of(string half, IReadOnlyList<LabelledLine> lines)
    {
        var read = lines.Select(line => (Line: line, Finding: TriageReader.Of(line.Text, line.Format.Language))).ToList();
        return new(
            half,
            lines.Count,
            lines.Count(line => line.IsPositive),
            Agreement.Of(read.Select(pair => (pair.Line.IsPositive, pair.Finding.State == CustomerState.Angry))),
            Agreement.Of(read.Select(pair => (pair.Line.IsPositive, pair.Finding.Displeased))),
            lines.Count(line => LanguageGuess.Of(line.Text) == line.Format.Language),
            Count(read.SelectMany(pair => pair.Finding.Flags).Select(Functions.Messages.Words.Kebab)),
            Count(read.Where(pair => IsFalseAlarm(pair.Line, pair.Finding)).Select(pair => pair.Line.Kind)));
    }

    private static bool IsFalseAlarm(LabelledLine line, TriageFinding finding) =>
        !line.IsPositive && (line.Format.IsAnger ? finding.State == CustomerState.Angry : finding.Displeased);

    private static SortedDictionary<string, int> Count(IEnumerable<string> names) => new(
        names.CountBy(name => name, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
}
