using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What every company holds unreasonable, whoever may grant how much (R07): built-in rules that decline what the customer asks
/// for where the policy would hold it against its limits. None of them judges on data that are missing.</summary>
public static class Reasonableness
{
    /// <summary>More is asked for than was paid and than is stated to be in dispute, in the currency of what is asked for.</summary>
    public static Code AboveWhatWasPaid { get; } = Code.Parse("above-what-was-paid");

    /// <summary>It happened longer ago than the claim window of its category, or of the policy, allows.</summary>
    public static Code AfterClaimWindow { get; } = Code.Parse("after-claim-window");

    /// <summary>The category allows only other kinds of remedy.</summary>
    public static Code RemedyDoesNotFit { get; } = Code.Parse("remedy-does-not-fit");

    /// <summary>The names of all built-in rules; no rule of a policy may have one of them.</summary>
    public static ValueList<Code> Rules { get; } = [RemedyDoesNotFit, AfterClaimWindow, AboveWhatWasPaid];

    /// <summary>The rule that what is asked for breaks; null where it breaks none.</summary>
    internal static Code? Objection(Complaint complaint, AskedRemedy asked, Policy policy)
    {
        if (!complaint.AsksForRemedy)
        {
            return null;
        }

        var category = policy.CategoryOf(complaint.Category);
        return category.Remedies is { } remedies && !complaint.KindsAskedFor.Any(remedies.Contains) ? RemedyDoesNotFit
            : IsLate(complaint, category.ClaimWindow ?? policy.ClaimWindow, policy) ? AfterClaimWindow
            : asked is { Remedy.Amount: { } amount } && IsAboveWhatIsAtStake(complaint, amount) ? AboveWhatWasPaid
            : null;
    }

    private static bool IsLate(Complaint complaint, ClaimWindow? window, Policy policy) =>
        window is not null && complaint.OccurredOn is { } date && policy.Calendar.DateOf(complaint.ReceivedAt) > window.LastDay(date);

    private static bool IsAboveWhatIsAtStake(Complaint complaint, Money asked)
    {
        var stated = complaint.Dispute is { Origin: AmountOrigin.Stated } dispute ? dispute.Amount : null;
        return (complaint.Paid is not null || stated is not null) && IsAbove(complaint.Paid) && IsAbove(stated);

        // Of amounts in two currencies nobody can say which is larger: that is missing data too.
        bool IsAbove(Money? known) => known is null || (known.Currency == asked.Currency && asked.Amount > known.Amount);
    }
}
