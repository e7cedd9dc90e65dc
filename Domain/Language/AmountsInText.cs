using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>A place where an account names a sum that the reader does not understand: "several hundred dollars", "$9 zillion".</summary>
public sealed record UnclearAmount(int Start, int Length);

/// <summary>What an account says of money.</summary>
/// <param name="Read">The sums that were understood, in the order of the text.</param>
/// <param name="Unclear">Places with a number beside a currency whose size is not understood. Such a sum may be larger than all that was
/// read: it is never taken as smaller, and a person looks at it.</param>
public sealed record AmountsInText(IReadOnlyList<AmountInText> Read, IReadOnlyList<UnclearAmount> Unclear)
{
    /// <summary>Whether a person has to find out what sum is meant.</summary>
    public bool IsUnclear => Unclear.Count > 0;

    /// <summary>The largest sum in the currency named most often; null if the account names none.</summary>
    /// <remarks>
    /// Among currencies named equally often the assumed one counts, then the one named first. Sums of zero do not count. The account may
    /// well name larger sums than the one at stake (a balance, a loan): then the case goes to somebody more senior than it needed.
    /// </remarks>
    public Money? Largest(Currency? assumed) =>
        Read.Where(found => found.Money.Amount > 0)
            .GroupBy(found => found.Money.Currency)
            .OrderByDescending(named => named.Count())
            .ThenByDescending(named => named.Key == assumed)
            .FirstOrDefault()?
            .MaxBy(found => found.Money.Amount)?
            .Money;
}
