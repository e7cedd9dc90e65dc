using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class CheckResultTests
{
    private static readonly Code s_l1 = Code.Parse("l1");
    private static readonly Basis s_basis = new(Digest.Of("a policy"), [], []);
    private static readonly Remedy s_refund = new(RemedyKind.Refund, EventSamples.Eur(35));

    private static readonly ValueList<Remedy> s_options =
        [new(RemedyKind.Redo, count: 1), new(RemedyKind.Voucher, EventSamples.Eur(20)), new(RemedyKind.Voucher, EventSamples.Eur(25))];

    private static readonly Event.OptionsOffered s_offered = new(1, s_options, s_l1, s_basis, EventSamples.At);
    private static readonly Event.PromiseKept s_other = new(1);

    [Fact]
    public void A_grant_is_told_with_its_remedy()
    {
        var result = CheckResult.Of([s_other, new Event.RemedyGranted(1, s_refund, s_l1, s_basis, EventSamples.At)])!;

        Assert.Equal((CheckVerdict.Granted, s_l1, "granted refund of EUR 35.00"), (result.Verdict, result.Level, result.ToString()));
    }

    [Fact]
    public void A_refusal_has_what_is_offered_instead()
    {
        var result = CheckResult.Of([new Event.RemedyDeclined(s_refund, s_l1, s_basis, null), s_offered])!;

        Assert.Equal((CheckVerdict.Declined, s_options, "declined refund of EUR 35.00"), (result.Verdict, result.Options, result.ToString()));
    }

    [Fact]
    public void A_refusal_without_anything_offered_instead_has_no_options() =>
        Assert.Equal(new(CheckVerdict.Declined, s_l1, null, []), CheckResult.Of([new Event.RemedyDeclined(null, s_l1, s_basis, null)]));

    [Fact]
    public void A_refusal_of_nothing_named_is_told_as_such() => Assert.Equal("declined", new CheckResult(CheckVerdict.Declined, s_l1, null, []).ToString());

    [Fact]
    public void An_offer_is_told_with_its_options() =>
        Assert.Equal(
            "offered redo or voucher of EUR 20.00 or voucher of EUR 25.00", CheckResult.Of([s_offered])!.ToString());

    [Fact]
    public void An_escalation_is_told_with_who_is_to_decide_and_what_was_asked_for()
    {
        Assert.Equal("escalated to l1 (refund of EUR 35.00)", new CheckResult(CheckVerdict.Escalated, s_l1, s_refund, []).ToString());
        Assert.Equal("escalated to l1", new CheckResult(CheckVerdict.Escalated, s_l1, null, []).ToString());
    }

    [Fact]
    public void Questions_are_told_as_such() =>
        Assert.Equal(
            "asked the customer", CheckResult.Of([new Event.QuestionsAsked(1, [Question.WhatHappened], EventSamples.At)])!.ToString());

    [Fact]
    public void Events_that_decide_nothing_come_to_nothing() => Assert.Null(CheckResult.Of([s_other]));

    [Fact]
    public void It_may_cost_the_remedy_or_the_dearest_option()
    {
        Assert.Equal(EventSamples.Eur(35), new CheckResult(CheckVerdict.Granted, s_l1, s_refund, s_options).Amount);
        Assert.Equal(EventSamples.Eur(25), new CheckResult(CheckVerdict.Offered, s_l1, null, s_options).Amount);
        Assert.Null(new CheckResult(CheckVerdict.Offered, s_l1, null, [s_options[0]]).Amount);
    }
}
