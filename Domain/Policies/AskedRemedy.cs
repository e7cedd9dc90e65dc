using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What a complaint asks for, with its size if that is known (I12). An amount that the account only mentions is nothing asked for.</summary>
/// <param name="Remedy">Null if nothing is asked for, or something whose size nobody knows.</param>
/// <param name="SizeMissing">Something was asked for without its size.</param>
public sealed record AskedRemedy(Remedy? Remedy, bool SizeMissing)
{
    public static AskedRemedy Nothing { get; } = new(null, SizeMissing: false);

    /// <summary>Of several alternatives the one that the lowest granter may grant: the customer would be content with it.</summary>
    public static AskedRemedy Of(Complaint complaint, Policy policy)
    {
        IReadOnlyList<RemedyRequest> requests = complaint.Requested is { } request ? [request]
            : complaint.Wish is { IsConfirmed: true } wish ? [.. Single(wish)]
            : [];
        return Best(requests, complaint, policy);
    }

    /// <summary>What the customer would ask for, should the wish that was understood from words be confirmed.</summary>
    internal static AskedRemedy IfConfirmed(Complaint complaint, Policy policy) =>
        complaint.Wish is { } wish ? Best([.. Single(wish)], complaint, policy) : Nothing;

    private static AskedRemedy Best(IReadOnlyList<RemedyRequest> requests, Complaint complaint, Policy policy) => requests
        .Select(request => Sized(request, complaint))
        .OrderBy(asked => Height(asked, policy))
        .FirstOrDefault(Nothing);

    private static int Height(AskedRemedy asked, Policy policy) => asked.Remedy is not { } remedy ? int.MaxValue
        : policy.Automatic.Covers(remedy) ? -1
        : policy.LowestCovering(remedy) is { } level ? policy.Rank(level.Id)
        : int.MaxValue - 1;

    /// <summary>The alternatives that are one remedy; several together are for a person to weigh.</summary>
    private static IEnumerable<RemedyRequest> Single(UnderstoodWish wish) =>
        wish.Alternatives.Where(alternative => alternative.Parts.Count == 1).Select(alternative => alternative.Parts[0]);

    /// <summary>"A refund" of no stated size is of the amount that is stated to be in dispute.</summary>
    private static AskedRemedy Sized(RemedyRequest request, Complaint complaint) => Remedy.MeasureOf(request.Kind) switch
    {
        RemedyMeasure.Amount when (request.Amount ?? Stated(complaint)) is { Amount: > 0 } amount => new(new(request.Kind, amount), false),
        RemedyMeasure.Percent when request.Percent is { } percent => new(new(request.Kind, percent: percent), false),
        RemedyMeasure.Count => new(new(request.Kind, count: request.Count ?? 1), false),
        RemedyMeasure.YesNo => new(new(request.Kind), false),
        _ => new(null, SizeMissing: true),
    };

    private static Money? Stated(Complaint complaint) => complaint.Dispute is { Origin: AmountOrigin.Stated } stated ? stated.Amount : null;
}
