using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Intake;

/// <summary>What is known of the amount in dispute: stated by upstream, or read from what the customer wrote.</summary>
/// <param name="Unclear">A sum stands in the words that was not understood; it may be larger than <paramref name="Dispute"/>.</param>
internal readonly record struct DisputeReading(Dispute? Dispute, bool Unclear)
{
    /// <summary>An amount that upstream states stands; the account is read only if there is none.</summary>
    public static DisputeReading Of(Registration form, Currency? assumed, Code? language) =>
        form.AmountInDispute is { } stated ? new(new(stated, AmountOrigin.Stated), Unclear: false) : Of(form.Account, assumed, language);

    /// <summary>After newer words of the customer: one that was stated stays; one read from a text gives way to one in newer words.</summary>
    public static DisputeReading After(Complaint complaint, string words, Currency? assumed)
    {
        var newer = complaint.Dispute is { Origin: AmountOrigin.Stated } ? default : Of(words, assumed, complaint.Language);
        return new(newer.Dispute ?? complaint.Dispute, newer.Dispute is null ? newer.Unclear || complaint.UnclearSum : newer.Unclear);
    }

    private static DisputeReading Of(string words, Currency? assumed, Code? language)
    {
        var amounts = AmountReader.Read(words, assumed, language?.Text);
        return new(amounts.Largest(assumed) is { } largest ? new(largest, AmountOrigin.ReadFromText) : null, amounts.IsUnclear);
    }
}
