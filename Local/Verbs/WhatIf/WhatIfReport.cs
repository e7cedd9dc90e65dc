using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Local.Verbs.WhatIf;

/// <summary>What past cases came to, and what they would come to under another policy (X15).</summary>
public sealed record WhatIfReport
{
    private const int MostShown = 10;

    /// <summary>Cases that a policy decided on.</summary>
    public required int Cases { get; init; }

    /// <summary>Those that would be decided otherwise.</summary>
    public required int Changed { get; init; }

    public required PolicyTotals Old { get; init; }

    public required PolicyTotals New { get; init; }

    /// <summary>Promised answers that would be broken, where the past says how often each level breaks them.</summary>
    public required ExpectedBreaches? Breaches { get; init; }

    /// <summary>The cases that change most: by the difference of what is granted at once, as plain numbers, then those decided in another way.</summary>
    public required IReadOnlyList<ChangedCase> MostChanged { get; init; }

    /// <summary>Cases or lines that no policy decided on: withdrawn before, still on their way, or no complaints.</summary>
    public required int LeftOut { get; init; }

    public static WhatIfReport Of(IReadOnlyList<PastCase> past, Policy policy, int leftOut)
    {
        var pairs = past.Select(p => new ChangedCase(p.Assessed.Id.Text, p.Assessed.Complaint.Category.Text, p.Result, p.Under(policy))).ToList();
        var changed = pairs.Where(pair => pair.OldResult != pair.NewResult).ToList();
        return new()
        {
            Cases = past.Count,
            Changed = changed.Count,
            Old = PolicyTotals.Of(pairs.Select(pair => pair.OldResult)),
            New = PolicyTotals.Of(pairs.Select(pair => pair.NewResult)),
            Breaches = ExpectedBreaches.Of(past, pairs.Select(pair => pair.NewResult)),
            MostChanged =
            [
                .. changed.OrderByDescending(pair => pair.Difference).ThenByDescending(pair => pair.IsOtherVerdict)
                    .ThenBy(pair => pair.Case, StringComparer.Ordinal).Take(MostShown),
            ],
            LeftOut = leftOut,
        };
    }
}

/// <summary>A case that would be decided otherwise.</summary>
public sealed record ChangedCase(
    string Case,
    string Category,
    [property: System.Text.Json.Serialization.JsonIgnore] CheckResult OldResult,
    [property: System.Text.Json.Serialization.JsonIgnore] CheckResult NewResult)
{
    public string Old => OldResult.ToString();

    public string New => NewResult.ToString();

    internal decimal Difference => Math.Abs(Granted(NewResult) - Granted(OldResult));

    internal bool IsOtherVerdict => OldResult.Verdict != NewResult.Verdict;

    private static decimal Granted(CheckResult result) => result.Verdict == CheckVerdict.Granted ? result.Amount?.Amount ?? 0 : 0;
}

/// <summary>How many cases came to what, and the sums by currency.</summary>
/// <param name="Granted">What is paid without a person.</param>
/// <param name="Offered">The dearest option of each.</param>
/// <param name="Escalated">What was asked for, of which a person decides.</param>
/// <param name="Declined">What was asked for.</param>
/// <param name="ByLevel">How many go to each level.</param>
public sealed record PolicyTotals(
    OutcomeTotal Granted, OutcomeTotal Offered, OutcomeTotal Asked, OutcomeTotal Escalated, OutcomeTotal Declined, SortedDictionary<string, int> ByLevel)
{
    public static PolicyTotals Of(IEnumerable<CheckResult> results)
    {
        var all = results.ToList();
        var levels = all.Where(r => r.Verdict == CheckVerdict.Escalated).GroupBy(r => r.Level!.Text, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        return new(
            Total(CheckVerdict.Granted), Total(CheckVerdict.Offered), Total(CheckVerdict.Asked), Total(CheckVerdict.Escalated), Total(CheckVerdict.Declined),
            new(levels, StringComparer.Ordinal));

        OutcomeTotal Total(CheckVerdict verdict) => OutcomeTotal.Of(all.Where(result => result.Verdict == verdict));
    }
}

/// <param name="Sums">By currency.</param>
public sealed record OutcomeTotal(int Cases, SortedDictionary<string, decimal> Sums)
{
    public static OutcomeTotal Of(IEnumerable<CheckResult> results)
    {
        var all = results.ToList();
        var sums = all.Select(result => result.Amount).OfType<Money>().GroupBy(amount => amount.Currency.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(amount => amount.Amount), StringComparer.Ordinal);
        return new(all.Count, new(sums, StringComparer.Ordinal));
    }
}

/// <summary>Promised answers broken in the past, and as many as would be if every level went on breaking as many of its own.</summary>
/// <param name="New">A level that had no case in the past is taken to break as many as all levels together.</param>
public sealed record ExpectedBreaches(int Old, decimal New)
{
    /// <returns>Null when the past says nothing: it is a file, or nothing was ever escalated.</returns>
    public static ExpectedBreaches? Of(IReadOnlyList<PastCase> past, IEnumerable<CheckResult> results)
    {
        var escalated = past.Where(p => p.Result.Verdict == CheckVerdict.Escalated && p.AnswerBroken is not null).ToList();
        if (escalated.Count == 0)
        {
            return null;
        }

        var overall = Rate(escalated);
        var byLevel = escalated.GroupBy(p => p.Result.Level!).ToDictionary(group => group.Key, group => Rate([.. group]));
        var expected = results.Where(r => r.Verdict == CheckVerdict.Escalated).Sum(r => byLevel.GetValueOrDefault(r.Level!, overall));
        return new(escalated.Count(p => p.AnswerBroken == true), Math.Round(expected, 1));
    }

    private static decimal Rate(List<PastCase> cases) => (decimal)cases.Count(p => p.AnswerBroken == true) / cases.Count;
}
