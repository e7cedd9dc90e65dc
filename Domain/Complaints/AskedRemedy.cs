using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>What a complaint asks for, with its size where it can be known.</summary>
/// <param name="Remedy">Null when nothing is asked for, or something whose size nobody knows.</param>
/// <param name="FromText">Its amount was only read from the account: it may escalate, and never grants.</param>
/// <param name="SizeMissing">Something was asked for without its size.</param>
public sealed record AskedRemedy(Remedy? Remedy, bool FromText, bool SizeMissing)
{
    /// <summary>If the account also names a sum that was not understood: what was understood. It says how senior a person must be at
    /// least, and is told to nobody as what the customer asks for.</summary>
    public Remedy? AtLeast { get; init; }

    public static AskedRemedy Of(Complaint complaint) =>
        Known(complaint) is { FromText: true } read && complaint.UnclearSum ? new(null, FromText: true, SizeMissing: false) { AtLeast = read.Remedy } : Known(complaint);

    private static AskedRemedy Known(Complaint complaint)
    {
        if (complaint.Requested is not { } request)
        {
            return complaint.Dispute is { Origin: AmountOrigin.ReadFromText, Amount: { Amount: > 0 } read }
                ? new(new(RemedyKind.Refund, read), FromText: true, SizeMissing: false)
                : new(null, false, false);
        }

        return Remedy.MeasureOf(request.Kind) switch
        {
            RemedyMeasure.Amount when (request.Amount ?? complaint.Dispute?.Amount) is { Amount: > 0 } amount =>
                new(new(request.Kind, amount), request.Amount is null && complaint.Dispute!.Origin == AmountOrigin.ReadFromText, false),
            RemedyMeasure.Percent when request.Percent is { } percent => new(new(request.Kind, percent: percent), false, false),
            RemedyMeasure.Count => new(new(request.Kind, count: request.Count ?? 1), false, false),
            RemedyMeasure.YesNo => new(new(request.Kind), false, false),
            _ => new(null, false, SizeMissing: true),
        };
    }
}
