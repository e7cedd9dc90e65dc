using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class AskedRemedyTests
{
    private static readonly Dispute s_stated = new(EventSamples.Eur(20), AmountOrigin.Stated);
    private static readonly Dispute s_read = new(EventSamples.Eur(20), AmountOrigin.ReadFromText);

    public static TheoryData<RemedyRequest?, Dispute?, AskedRemedy> Complaints() => new()
    {
        { null, null, new(null, false, false) },
        { null, s_stated, new(null, false, false) },
        { null, s_read, new(new(RemedyKind.Refund, EventSamples.Eur(20)), FromText: true, SizeMissing: false) },
        { null, s_read with { Amount = EventSamples.Eur(0) }, new(null, false, false) },
        { new(RemedyKind.Refund, EventSamples.Eur(35)), s_read, new(new(RemedyKind.Refund, EventSamples.Eur(35)), false, false) },
        { new(RemedyKind.Refund), s_stated, new(new(RemedyKind.Refund, EventSamples.Eur(20)), false, false) },
        { new(RemedyKind.Refund), s_read, new(new(RemedyKind.Refund, EventSamples.Eur(20)), FromText: true, SizeMissing: false) },
        { new(RemedyKind.Refund), null, new(null, false, SizeMissing: true) },
        { new(RemedyKind.Discount, Percent: 10), null, new(new(RemedyKind.Discount, percent: 10), false, false) },
        { new(RemedyKind.Discount), null, new(null, false, SizeMissing: true) },
        { new(RemedyKind.Redo, Count: 2), null, new(new(RemedyKind.Redo, count: 2), false, false) },
        { new(RemedyKind.Redo), null, new(new(RemedyKind.Redo, count: 1), false, false) },
        { new(RemedyKind.KeepGoods), null, new(new(RemedyKind.KeepGoods), false, false) },
    };

    [Theory]
    [MemberData(nameof(Complaints))]
    public void What_is_asked_for_has_the_size_that_is_known_and_says_where_from(RemedyRequest? requested, Dispute? dispute, AskedRemedy asked) =>
        Assert.Equal(asked, AskedRemedy.Of(EventSamples.Complaint with { Requested = requested, Dispute = dispute }));
}
