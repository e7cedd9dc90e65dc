namespace Escalation.Local.Verbs.Report;

/// <summary>How the sums of one set of lines in one language were read.</summary>
/// <param name="NotUnderstood">Read as unknown although the label says a sum or none: a person looks in vain.</param>
/// <param name="Other">A larger sum than the right one, another currency, or a sum although there is none.</param>
public sealed record AmountMeasure(string Language, string Set, int Lines, int Right, int TooLow, int Missed, int NotUnderstood, int Other)
{
    /// <summary>The share that was read rightly.</summary>
    public double Share => Lines == 0 ? 0 : Math.Round((double)Right / Lines, 3);

    /// <summary>For each language its sets, and the whole last.</summary>
    public static IReadOnlyList<AmountMeasure> Of(IReadOnlyList<LabelledAmount> lines) =>
    [
        .. lines.GroupBy(line => (line.Language, line.Set)).OrderBy(group => group.Key).Select(group => Of(group.Key.Language, group.Key.Set, [.. group])),
        Of("all", "all", lines),
    ];

    private static AmountMeasure Of(string language, string set, IReadOnlyList<LabelledAmount> lines)
    {
        return new(
            language,
            set,
            lines.Count,
            Count(AmountVerdict.Right),
            Count(AmountVerdict.TooLow),
            Count(AmountVerdict.Missed),
            Count(AmountVerdict.NotUnderstood),
            Count(AmountVerdict.Other));

        int Count(AmountVerdict verdict) => lines.Count(line => line.Verdict == verdict);
    }
}
