using System.Globalization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>What a customer asks for, in a sentence for staff: stated, understood from words and confirmed or not, or nothing (I12).</summary>
public static class WishTold
{
    public static string Of(Complaint complaint) => complaint switch
    {
        { Requested: { } request } => HasSize(request) || IsSizedByDispute(request, complaint)
            ? $"The customer asked for: {Of(request)}{(HasSize(request) ? "" : $" of {complaint.Dispute!.Amount}")}."
            : $"The customer asked for a {Remedy.Name(request.Kind)} without saying how much.",
        { Wish: { IsConfirmed: true } wish } => $"The customer asked for: {Of(wish)}.",
        { Wish: { } wish } => $"We understood that the customer would like: {Of(wish)}. The customer has not confirmed it.",
        _ => "The customer asked for no remedy in particular.",
    };

    /// <summary>Such as "replacement or refund of EUR 40.00".</summary>
    public static string Of(UnderstoodWish wish) =>
        string.Join(" or ", wish.Alternatives.Select(alternative => string.Join(" and ", alternative.Parts.Select(Of))));

    private static string Of(RemedyRequest request) => Remedy.Name(request.Kind) + (
        request.Amount is { } amount ? $" of {amount}"
        : request.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $" of {percent}%")
        : request.Count is > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({request.Count} times)")
        : "");

    private static bool HasSize(RemedyRequest request) => Remedy.MeasureOf(request.Kind) switch
    {
        RemedyMeasure.Amount => request.Amount is not null,
        RemedyMeasure.Percent => request.Percent is not null,
        _ => true,
    };

    private static bool IsSizedByDispute(RemedyRequest request, Complaint complaint) =>
        Remedy.MeasureOf(request.Kind) == RemedyMeasure.Amount && complaint.Dispute is { Origin: AmountOrigin.Stated };
}
