using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Reads the sums of money a customer names in an account, in English, Finnish, Korean and Chinese ways of writing.</summary>
/// <remarks>
/// An amount read from a text may escalate a case, never grant anything: where a way of writing is open to two readings, the larger
/// one is taken, because then a more senior person looks at it. A bare number is never a sum; neither are numbers written
/// out in English or Finnish words, masked sums ($XXXX), percentages, dates or cents. The work is linear in the length of the text.
/// </remarks>
public static class AmountReader
{
    /// <param name="assumed">What the house trades in: decides signs and words that several currencies share, such as $ or kr.</param>
    /// <param name="language">The language of the account (en, fi, ko, zh) if known: ¥ is yuan in Chinese and yen elsewhere.</param>
    public static IReadOnlyList<AmountInText> Read(string account, Currency? assumed, string? language = null) =>
        new AmountScanner(account, new CurrencyMarks(assumed, language)).Read();

    /// <summary>The amount to take as in dispute, or null where the account names none.</summary>
    /// <remarks>
    /// The largest sum in the currency named most often; among currencies named equally often the assumed one, then the
    /// one named first. Sums of zero do not count. The account may well name larger sums than the one at stake (a balance, a
    /// loan): then the case goes to somebody more senior than it needed.
    /// </remarks>
    public static Money? InDispute(string account, Currency? assumed, string? language = null) =>
        Read(account, assumed, language)
            .Where(found => found.Money.Amount > 0)
            .GroupBy(found => found.Money.Currency)
            .OrderByDescending(named => named.Count())
            .ThenByDescending(named => named.Key == assumed)
            .FirstOrDefault()?
            .MaxBy(found => found.Money.Amount)?
            .Money;
}
