using System.Globalization;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>The most that may be granted in sum over a period (X05), so that one large remedy cannot be split into small ones. It stands
/// beside the limits of a level, or of the pipeline itself, and counts what was granted under them.</summary>
/// <param name="PeriodDays">Calendar days up to and including the day of the grant; 1 or more.</param>
/// <param name="Kinds">The kinds that count together; empty for all of them.</param>
/// <param name="Most">Of amounts in this currency; a remedy in another currency is not counted, for the domain does not convert. Null where
/// remedies are counted.</param>
/// <param name="MostRemedies">How many remedies; null where amounts are summed.</param>
public sealed record CumulativeLimit(CumulativeParty Per, int PeriodDays, ValueList<RemedyKind> Kinds, Money? Most, int? MostRemedies)
{
    /// <summary>Whether this remedy adds to the sum at all.</summary>
    public bool Counts(Remedy remedy) =>
        (Kinds.Count == 0 || Kinds.Contains(remedy.Kind)) && (Most is null || remedy.Amount?.Currency == Most.Currency);

    /// <summary>Whether the remedy fits on top of what was granted in the period. The limit itself is still within.</summary>
    /// <param name="granted">The sums that are known; one that is missing counts as nothing granted.</param>
    public bool Allows(Remedy remedy, IEnumerable<GrantedSum> granted)
    {
        if (!Counts(remedy))
        {
            return true;
        }

        var before = granted.FirstOrDefault(IsOf);
        return Most is null
            ? (before?.Remedies ?? 0) + 1 <= MostRemedies
            : (before?.Amount?.Amount ?? 0) + remedy.Amount!.Amount <= Most.Amount;
    }

    /// <summary>What this sum leaves of a limit on one remedy.</summary>
    /// <param name="granted">The sums that are known; one that is missing counts as nothing granted.</param>
    public Limit Left(Limit limit, IEnumerable<GrantedSum> granted)
    {
        if ((Kinds.Count > 0 && !Kinds.Contains(limit.Kind)) || (Most is not null && limit.Currency != Most.Currency))
        {
            return limit;
        }

        var before = granted.FirstOrDefault(IsOf);
        var left = Most is null
            ? (before?.Remedies ?? 0) < MostRemedies ? limit.Most : 0
            : Math.Max(Most.Amount - (before?.Amount?.Amount ?? 0), 0);
        return left < limit.Most ? limit with { Most = left, LeftOf = this } : limit;
    }

    /// <summary>Whether a sum was made for this limit.</summary>
    public bool IsOf(GrantedSum sum) =>
        sum.Per == Per && sum.PeriodDays == PeriodDays && sum.Kinds.Equals(Kinds) && sum.Amount?.Currency == Most?.Currency;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Most is null ? $"{MostRemedies} remedies" : Most)} per {Per.ToString().ToLowerInvariant()} in {PeriodDays} days"
        + $"{(Kinds.Count == 0 ? "" : $" ({string.Join(", ", Kinds.Select(Remedy.Name))})")}");
}

/// <summary>Whose grants are summed.</summary>
public enum CumulativeParty
{
    /// <summary>All that one customer was granted, by whomever.</summary>
    Customer,

    /// <summary>All that one person granted, to whomever; for the pipeline's own limits, all that it granted without a person.</summary>
    Granter,
}

/// <summary>What was granted in a period before this decision: a fact from outside the case, kept in the event that used it.</summary>
/// <param name="Kinds">As in the limit it was summed for.</param>
/// <param name="Amount">In the currency of that limit; null where remedies are counted.</param>
/// <param name="Remedies">How many remedies were granted.</param>
public sealed record GrantedSum(CumulativeParty Per, int PeriodDays, ValueList<RemedyKind> Kinds, Money? Amount, int Remedies);
