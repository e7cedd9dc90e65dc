using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>What one commit of a case takes from a cumulative limit: a sum of one kind of remedy, or of all kinds.</summary>
/// <param name="Kind">Null for all kinds together, so that a limit over all of them is exact even where a customer still has a choice.</param>
/// <param name="Currency">Of the sum; null where remedies are counted.</param>
/// <param name="Sum">An amount in that currency, or a number of remedies.</param>
public sealed record BudgetLine(RemedyKind? Kind, Currency? Currency, decimal Sum)
{
    /// <summary>What a grant takes for good, or an open offer until the customer has answered: of each kind the most that any one option
    /// could cost. Nothing for a commit that does neither.</summary>
    public static ValueList<BudgetLine> Of(IEnumerable<Event> commit)
    {
        ValueList<BudgetLine> taken = [];
        foreach (var happened in commit)
        {
            taken = happened switch
            {
                Event.RemedyGranted granted => Of(granted.Remedy),
                Event.OptionsOffered offered => OfAny(offered.Options),
                _ => taken,
            };
        }

        return taken;
    }

    /// <summary>What granting this remedy takes.</summary>
    public static ValueList<BudgetLine> Of(Remedy remedy) => OfAny([remedy]);

    /// <summary>Line by line the larger of two takings: enough for either.</summary>
    public static ValueList<BudgetLine> Larger(IEnumerable<BudgetLine> one, IEnumerable<BudgetLine> other) =>
        Combined([.. one, .. other], sums => sums.Max());

    public static ValueList<BudgetLine> Sums(IEnumerable<BudgetLine> lines) => Combined(lines, sums => sums.Sum());

    public static ValueList<BudgetLine> Less(IEnumerable<BudgetLine> lines, IEnumerable<BudgetLine> taken) =>
        [.. Sums([.. lines, .. taken.Select(line => line with { Sum = -line.Sum })]).Where(line => line.Sum != 0)];

    private static ValueList<BudgetLine> OfAny(ValueList<Remedy> options) => Combined(
        options.SelectMany(option => new RemedyKind?[] { option.Kind, null }.SelectMany(kind => Lines(kind, option))), sums => sums.Max());

    private static IEnumerable<BudgetLine> Lines(RemedyKind? kind, Remedy remedy)
    {
        yield return new(kind, null, 1);
        if (remedy.Amount is { } amount)
        {
            yield return new(kind, amount.Currency, amount.Amount);
        }
    }

    private static ValueList<BudgetLine> Combined(IEnumerable<BudgetLine> lines, Func<IEnumerable<decimal>, decimal> combine) =>
        lines.GroupBy(line => (line.Kind, line.Currency))
            .Select(group => new BudgetLine(group.Key.Kind, group.Key.Currency, combine(group.Select(line => line.Sum))))
            .OrderBy(line => line.Kind)
            .ThenBy(line => line.Currency?.Code, StringComparer.Ordinal)
            .ToValueList();
}

/// <summary>What was taken on one day.</summary>
public sealed record BudgetDay(DateOnly Day, ValueList<BudgetLine> Lines);

/// <summary>What one customer was granted, or one person has granted, day by day (X05).</summary>
/// <param name="Days">Earliest first; days on which nothing was taken are left out.</param>
public sealed record BudgetPage(ValueList<BudgetDay> Days)
{
    /// <summary>Days further back than this are forgotten: no cumulative limit may look back further.</summary>
    public const int LongestPeriod = 731;

    public static BudgetPage Empty { get; } = new([]);

    public BudgetPage Take(DateOnly day, IEnumerable<BudgetLine> lines) => With(day, BudgetLine.Sums([.. LinesOf(day), .. lines]));

    public BudgetPage GiveBack(DateOnly day, IEnumerable<BudgetLine> lines) => With(day, BudgetLine.Less(LinesOf(day), lines));

    /// <summary>What was granted in the period of a limit, which ends with <paramref name="today"/>.</summary>
    /// <remarks>A day after today counts too: the clock of another machine may be past midnight already.</remarks>
    public GrantedSum SumFor(CumulativeLimit limit, DateOnly today)
    {
        var scopes = limit.Kinds.Count == 0 ? [null] : limit.Kinds.Select(kind => (RemedyKind?)kind).ToArray();
        var sum = Days
            .Where(day => day.Day > today.AddDays(-limit.PeriodDays))
            .SelectMany(day => day.Lines)
            .Where(line => line.Currency == limit.Most?.Currency && scopes.Contains(line.Kind))
            .Sum(line => line.Sum);
        return limit.Most is { } most
            ? new(limit.Per, limit.PeriodDays, limit.Kinds, new(sum, most.Currency), 0)
            : new(limit.Per, limit.PeriodDays, limit.Kinds, null, (int)sum);
    }

    /// <summary>Without the days that no limit looks back to from <paramref name="newest"/>.</summary>
    public BudgetPage Since(DateOnly newest) => new([.. Days.Where(day => day.Day > newest.AddDays(-Math.Min(LongestPeriod, newest.DayNumber)))]);

    private ValueList<BudgetLine> LinesOf(DateOnly day) => Days.FirstOrDefault(d => d.Day == day)?.Lines ?? [];

    private BudgetPage With(DateOnly day, ValueList<BudgetLine> lines)
    {
        var days = Days.Where(d => d.Day != day).ToList();
        if (lines.Count > 0)
        {
            days.Add(new(day, lines));
        }

        return new BudgetPage([.. days.OrderBy(d => d.Day)]).Since(days.Count == 0 ? day : days.Max(d => d.Day));
    }
}
