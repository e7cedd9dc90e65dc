using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Reads the sums of money a customer names in an account, in English, Finnish, Korean and Chinese ways of writing.</summary>
/// <remarks>
/// An amount read from a text may escalate a case, never grant anything. If a way of writing is open to two readings, the larger one is
/// taken, because then a more senior person looks at it. A bare number is never a sum; neither are masks ($XXXX), percentages, dates,
/// cents, telephone numbers and the numbers of orders and accounts. What follows a number and is not understood makes the sum unclear,
/// never smaller. The work is linear in the length of the text.
/// </remarks>
public static class AmountReader
{
    /// <param name="assumed">What the house trades in: decides signs and words that several currencies share, such as $ or kr.</param>
    /// <param name="language">The language of the account (en, fi, ko, zh) if known: ¥ is yuan in Chinese and yen elsewhere.</param>
    public static AmountsInText Read(string account, Currency? assumed, string? language = null) =>
        new AmountScanner(account, assumed, language).Read();
}
