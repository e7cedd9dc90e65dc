using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class AskedRemedyTests
{
    private static readonly Dispute s_stated = new(EventSamples.Eur(20), AmountOrigin.Stated);
    private static readonly Dispute s_read = new(EventSamples.Eur(20), AmountOrigin.ReadFromText);

    public static TheoryData<RemedyRequest?, Dispute?, AskedRemedy> Complaints() => new()
    {
        { null, null, new(null, false) },
        { null, s_stated, new(null, false) },
        { null, s_read, new(null, false) },
        { null, s_read with { Amount = EventSamples.Eur(0) }, new(null, false) },
        { new(RemedyKind.Refund, EventSamples.Eur(35)), s_read, new(new(RemedyKind.Refund, EventSamples.Eur(35)), false) },
        { new(RemedyKind.Refund), s_stated, new(new(RemedyKind.Refund, EventSamples.Eur(20)), false) },
        { new(RemedyKind.Refund), s_read, new(null, SizeMissing: true) },
        { new(RemedyKind.Refund), null, new(null, SizeMissing: true) },
        { new(RemedyKind.Discount, Percent: 10), null, new(new(RemedyKind.Discount, percent: 10), false) },
        { new(RemedyKind.Discount), null, new(null, SizeMissing: true) },
        { new(RemedyKind.Redo, Count: 2), null, new(new(RemedyKind.Redo, count: 2), false) },
        { new(RemedyKind.Redo), null, new(new(RemedyKind.Redo, count: 1), false) },
        { new(RemedyKind.KeepGoods), null, new(new(RemedyKind.KeepGoods), false) },
    };

    [Theory]
    [MemberData(nameof(Complaints))]
    public void What_is_asked_for_has_the_size_that_was_stated_and_never_one_that_was_only_mentioned(RemedyRequest? requested, Dispute? dispute, AskedRemedy asked) =>
        Assert.Equal(asked, AskedRemedy.Of(EventSamples.Complaint with { Requested = requested, Dispute = dispute }, TestPolicy.Read()));

    [Fact]
    public void A_wish_in_words_is_asked_for_once_it_is_confirmed()
    {
        var wish = new UnderstoodWish([new([new(RemedyKind.Refund, EventSamples.Eur(40))])], IsConfirmed: false);
        var complaint = EventSamples.Complaint with { Requested = null, Dispute = null, Wish = wish };

        Assert.Equal(AskedRemedy.Nothing, AskedRemedy.Of(complaint, TestPolicy.Read()));
        Assert.Equal(
            new(new(RemedyKind.Refund, EventSamples.Eur(40)), false), AskedRemedy.Of(complaint with { Wish = wish with { IsConfirmed = true } }, TestPolicy.Read()));
    }

    [Fact]
    public void Of_several_alternatives_the_one_is_asked_for_that_the_lowest_granter_may_grant()
    {
        var wish = new UnderstoodWish(
            [new([new(RemedyKind.Refund, EventSamples.Eur(900))]), new([new(RemedyKind.Redo)]), new([new(RemedyKind.Replacement)])], IsConfirmed: true);

        Assert.Equal(
            new(new(RemedyKind.Redo, count: 1), false), AskedRemedy.Of(EventSamples.Complaint with { Requested = null, Wish = wish }, TestPolicy.Read()));
    }
}
