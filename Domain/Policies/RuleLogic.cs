using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What can be said of conditions without any complaint: whether they can hold at all, and whether one set of them implies
/// another.</summary>
public static class RuleLogic
{
    /// <summary>Why these conditions can never all hold, in words; null when nothing was found.</summary>
    public static string? Contradiction(Condition when) =>
        EmptyList(when) is { } empty ? $"'{empty}' names nothing"
        : when is { Amount: AmountCondition.None, AboveAmount: not null } or { Amount: AmountCondition.None, AtMostAmount: not null }
            ? "an amount cannot be absent and of a certain size"
        : when is { AboveAmount: { } over, AtMostAmount: { } atMost } && over.Currency != atMost.Currency
            ? $"an amount is never in {over.Currency} and in {atMost.Currency}"
        : when is { AboveAmount: { } above, AtMostAmount: { } most } && above.Amount >= most.Amount
            ? $"nothing is above {above} and at most {most}"
        : when is { OlderThanDays: { } older, AtMostDays: { } days } && older >= days
            ? $"nothing is older than {older} days and not older than {days} days"
            : null;

    /// <summary>The earlier rules that between them match whatever these conditions match; nothing when some complaint may be left over. It
    /// looks at each category by itself and does not see what only several rules of one category cover together.</summary>
    public static IReadOnlyList<Rule> ShadowedBy(Condition when, IReadOnlyList<Rule> earlier)
    {
        var parts = when.Categories?.Select(category => when with { Categories = [category] }).ToList() ?? [when];
        var shadows = parts.Select(part => earlier.FirstOrDefault(rule => Implies(part, rule.When))).ToList();
        return shadows.All(shadow => shadow is not null) ? [.. shadows.OfType<Rule>().Distinct()] : [];
    }

    /// <summary>Whether every matter for which the first holds is one for which the second holds.</summary>
    public static bool Implies(Condition one, Condition other) =>
        Within(one.Categories, other.Categories)
        && Within(one.Sources, other.Sources)
        && Within(one.Products, other.Products)
        && Within(one.Groups, other.Groups)
        && Within(one.Regions, other.Regions)
        && Within(one.Languages, other.Languages)
        && Within(one.Channels, other.Channels)
        && Within(one.Flags, other.Flags)
        && Within(one.States, other.States)
        && (other.Asked is null || (one.Asked is not null && (one.Asked.Count == 0) == (other.Asked.Count == 0) && Within(one.Asked, other.Asked)))
        && ImpliesAmount(one, other)
        && (other.Repeat is null || one.Repeat == other.Repeat)
        && (other.OlderThanDays is null || one.OlderThanDays >= other.OlderThanDays)
        && (other.AtMostDays is null || one.AtMostDays <= other.AtMostDays);

    /// <summary>Whether no matter satisfies both: then it does not matter which of two rules comes first.</summary>
    public static bool Exclude(Condition one, Condition other) =>
        Apart(one.Categories, other.Categories)
        || Apart(one.Sources, other.Sources)
        || Apart(one.Products, other.Products)
        || Apart(one.Groups, other.Groups)
        || Apart(one.Regions, other.Regions)
        || Apart(one.Languages, other.Languages)
        || Apart(one.Channels, other.Channels)
        || Apart(one.States, other.States)
        || (one.Asked is not null && other.Asked is not null && !(one.Asked.Count == 0 && other.Asked.Count == 0) && Apart(one.Asked, other.Asked))
        || (one.Amount is { } a && other.Amount is { } b && AreApart(a, b))
        || (one.Amount == AmountCondition.None && (other.AboveAmount ?? other.AtMostAmount) is not null)
        || (other.Amount == AmountCondition.None && (one.AboveAmount ?? one.AtMostAmount) is not null)
        || BelowFrom(one.AtMostAmount, other.AboveAmount)
        || BelowFrom(other.AtMostAmount, one.AboveAmount)
        || (one.Repeat is { } r && other.Repeat is { } s && r != s)
        || one.AtMostDays <= other.OlderThanDays
        || other.AtMostDays <= one.OlderThanDays;

    private static bool ImpliesAmount(Condition one, Condition other)
    {
        var oneHasAmount = one.Amount is AmountCondition.Any or AmountCondition.Stated or AmountCondition.ReadFromText || (one.AboveAmount ?? one.AtMostAmount) is not null;
        var origin = other.Amount is null || one.Amount == other.Amount || (other.Amount == AmountCondition.Any && oneHasAmount);
        return origin
            && (other.AboveAmount is null || (one.AboveAmount is { } above && other.AboveAmount.IsAtMost(above)))
            && (other.AtMostAmount is null || one.AtMostAmount?.IsAtMost(other.AtMostAmount) == true);
    }

    private static bool Within<T>(ValueList<T>? one, ValueList<T>? other) => other is null || (one is not null && one.All(other.Contains));

    private static bool Apart<T>(ValueList<T>? one, ValueList<T>? other) => one is not null && other is not null && !one.Any(other.Contains);

    private static bool AreApart(AmountCondition one, AmountCondition other) =>
        one != other && one is not AmountCondition.Any && other is not AmountCondition.Any
        || (one == AmountCondition.None) != (other == AmountCondition.None);

    /// <summary>Nothing is at most the one and above the other.</summary>
    private static bool BelowFrom(Money? atMost, Money? above) =>
        atMost is not null && above is not null && (atMost.Currency != above.Currency || atMost.Amount <= above.Amount);

    private static string? EmptyList(Condition when) => new (string Name, int? Count)[]
    {
        ("category", when.Categories?.Count), ("source", when.Sources?.Count), ("product", when.Products?.Count), ("group", when.Groups?.Count),
        ("language", when.Languages?.Count), ("region", when.Regions?.Count), ("channel", when.Channels?.Count), ("flag", when.Flags?.Count), ("state", when.States?.Count),
    }.FirstOrDefault(list => list.Count == 0).Name;
}
