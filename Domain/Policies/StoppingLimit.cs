using System.Globalization;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>A limit that a remedy is above: what stopped whoever wanted to grant it (R11, R34).</summary>
/// <param name="Level">Whose limit it is.</param>
/// <param name="Currency">For kinds measured by amount, where the level has a limit in the remedy's currency.</param>
/// <param name="Most">Amount, percent or count; null where this level may not grant the kind, or not in this currency.</param>
public sealed record StoppingLimit(Code Level, RemedyKind Kind, Currency? Currency, decimal? Most)
{
    /// <summary>The limits of these levels that the remedy is above, in the order of the levels; null when there are none.</summary>
    public static ValueList<StoppingLimit>? Of(Policy policy, IEnumerable<Code> levels, Remedy remedy)
    {
        var stopped = levels
            .Where(level => !policy.LimitsOf(level).Covers(remedy))
            .Select(level => Of(level, policy.LimitsOf(level), remedy))
            .ToValueList();
        return stopped.Count == 0 ? null : stopped;
    }

    public override string ToString() => Most is null ? $"no {Remedy.Name(Kind)} at {Level}" : $"{Size} at {Level}";

    private string Size => Remedy.MeasureOf(Kind) switch
    {
        RemedyMeasure.Amount => string.Create(CultureInfo.InvariantCulture, $"{Remedy.Name(Kind)} up to {Currency} {Most}"),
        RemedyMeasure.Percent => string.Create(CultureInfo.InvariantCulture, $"{Remedy.Name(Kind)} up to {Most}%"),
        RemedyMeasure.Count => string.Create(CultureInfo.InvariantCulture, $"{Remedy.Name(Kind)} up to {Most} times"),
        _ => Remedy.Name(Kind),
    };

    private static StoppingLimit Of(Code level, Limits limits, Remedy remedy)
    {
        var limit = limits.Each.FirstOrDefault(l => l.Kind == remedy.Kind && l.Currency == remedy.Amount?.Currency);
        return new(level, remedy.Kind, limit?.Currency, limit?.Most);
    }
}
