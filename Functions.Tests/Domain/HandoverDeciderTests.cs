using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Escalating further, delegating and referring.</summary>
public sealed class HandoverDeciderTests
{
    private static readonly Reviewer s_annaOfGifts = new(Anna, L1) { Teams = [Code.Parse("gifts")] };
    private static readonly Reviewer s_bertOfCards = new(Bert, L1) { Teams = [Code.Parse("cards")] };

    [Fact]
    public void A_reviewer_passes_a_case_to_the_level_above_with_the_reason() =>
        Claimed().On(new EscalateFurther(1, null, "It needs the head.")).Expect(
            new Escalated(2, L2, EscalationReason.PassedOn, Refund, NoRule, March(3, 8)) { Words = new TextRef(7) });

    [Fact]
    public void A_level_further_up_may_be_named() =>
        Assert.Equal(L3, Claimed().On(new EscalateFurther(1, L3, "Now.")).Single<Escalated>().Level);

    [Theory]
    [InlineData("l1")]
    [InlineData("l7")]
    public void A_level_that_is_not_above_is_refused_with_those_that_are(string level) =>
        Claimed().On(new EscalateFurther(1, Code.Parse(level), "Now."))
            .ExpectRefusal(RefusalReason.Invalid, $"'{level}' is not above level l1; above it are: l2, l3.");

    [Fact]
    public void Whoever_is_above_the_reviews_level_passes_it_above_their_own() =>
        Escalated().And(new ReviewClaimed(1, Carla, L2, DecideBy)).WithRoster().ByReviewer("carla", "l2")
            .On(new EscalateFurther(1, L2, "Now.")).ExpectRefusal(RefusalReason.Invalid, "'l2' is not above level l2; above it are: l3.");

    [Fact]
    public void At_the_top_there_is_nobody_to_pass_it_to() =>
        At(L3).And(new ReviewClaimed(1, Dirk, L3, DecideBy)).WithRoster().ByReviewer("dirk", "l3").On(new EscalateFurther(1, null, "Now."))
            .ExpectRefusal(RefusalReason.Invalid, "Nobody is above level l3: decide, ask for advice, or refer the case.");

    [Fact]
    public void Naming_a_level_at_the_top_tells_that_nobody_is_above() =>
        At(L3).And(new ReviewClaimed(1, Dirk, L3, DecideBy)).WithRoster().ByReviewer("dirk", "l3").On(new EscalateFurther(1, L2, "Now."))
            .ExpectRefusal(RefusalReason.Invalid, "'l2' is not above level l3; above it are: nobody.");

    [Fact]
    public void Only_whoever_claimed_passes_it_on() =>
        Claimed().ByReviewer("bert", "l1").On(new EscalateFurther(1, null, "Now.")).ExpectRefusal(RefusalReason.NotAllowed, "This review was claimed by anna.");

    [Fact]
    public void Passing_on_a_review_that_was_overtaken_is_noted_with_its_words() =>
        Claimed().On(new EscalateFurther(2, null, "Now."))
            .ExpectNoted(new DecisionRefused(DecisionKind.Escalation, 2, RefusalReason.Overtaken, new TextRef(7)));

    [Fact]
    public void A_delegated_case_waits_for_the_claim_of_whoever_it_was_handed_to() =>
        Claimed().On(new Command.Delegate(1, Bert, "I am away.")).Expect(new ReviewDelegated(1, Anna, Bert, new TextRef(7), ClaimBy));

    [Fact]
    public void A_delegation_needs_no_words() =>
        Claimed().On(new Command.Delegate(1, Carla, null)).Expect(new ReviewDelegated(1, Anna, Carla, null, ClaimBy));

    [Fact]
    public void Nobody_is_handed_a_case_above_their_level() =>
        At(L2).And(new ReviewClaimed(1, Carla, L2, DecideBy)).WithRoster().ByReviewer("carla", "l2").On(new Command.Delegate(1, Anna, null))
            .ExpectRefusal(RefusalReason.Invalid, "This review is at level l2; anna is at level l1.");

    [Fact]
    public void A_case_is_not_handed_to_a_stranger() =>
        Claimed().On(new Command.Delegate(1, Code.Parse("zoe"), null))
            .ExpectRefusal(RefusalReason.Invalid, "'zoe' is not in people.yaml, or at no level of this case's policy.");

    [Fact]
    public void Nor_to_whoever_has_it() =>
        Claimed().On(new Command.Delegate(1, Anna, null)).ExpectRefusal(RefusalReason.AlreadyDone, "anna has this review already.");

    [Fact]
    public void Nor_to_whoever_was_handed_it_before() =>
        Claimed().And(new ReviewDelegated(1, Anna, Bert, null, ClaimBy)).WithRoster().By(Operator).On(new Command.Delegate(1, Bert, null))
            .ExpectRefusal(RefusalReason.AlreadyDone, "bert has this review already.");

    [Fact]
    public void Nor_to_somebody_who_is_named_in_the_complaint() =>
        Claimed(c => c with { Named = [Bert] }).On(new Command.Delegate(1, Bert, null))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "bert may not review this case: named in the complaint.");

    [Fact]
    public void Nor_to_somebody_who_is_not_what_the_review_needs() =>
        ForTheGiftsTeam().WithRoster(s_annaOfGifts, s_bertOfCards).On(new Command.Delegate(1, Bert, null))
            .ExpectRefusal(RefusalReason.NotAllowed, "This review is for somebody who is in the team gifts; by people.yaml, bert is not that.");

    [Fact]
    public void But_to_anybody_who_is() =>
        ForTheGiftsTeam().WithRoster(s_annaOfGifts, s_bertOfCards, new(Carla, L2)).On(new Command.Delegate(1, Carla, null)).ExpectKinds(typeof(ReviewDelegated));

    [Fact]
    public void And_to_anybody_at_all_where_nobody_is() =>
        ForTheGiftsTeam().WithRoster(s_annaOfGifts with { Teams = s_bertOfCards.Teams }, s_bertOfCards).On(new Command.Delegate(1, Bert, null))
            .ExpectKinds(typeof(ReviewDelegated));

    [Fact]
    public void Being_named_in_the_complaint_comes_before_what_the_review_needs() =>
        ForTheGiftsTeam(c => c with { Named = [Bert] }).WithRoster(s_annaOfGifts, s_bertOfCards).On(new Command.Delegate(1, Bert, null))
            .ExpectRefusal(RefusalReason.ConflictOfInterest);

    [Fact]
    public void A_review_that_was_overtaken_is_not_delegated() =>
        Claimed().By(Operator).On(new Command.Delegate(2, Bert, null)).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void Nobody_delegates_what_another_claimed() =>
        Claimed().ByReviewer("bert", "l1").On(new Command.Delegate(1, Carla, null)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void An_operator_hands_out_what_nobody_has_claimed() =>
        Escalated().By(Operator).On(new Command.Delegate(1, Carla, null)).Expect(new ReviewDelegated(1, Operator.Id, Carla, null, ClaimBy));

    [Fact]
    public void Whoever_is_named_in_the_complaint_may_still_hand_it_on() =>
        Claimed(c => c with { Named = [Anna] }).On(new Command.Delegate(1, Bert, null)).ExpectKinds(typeof(ReviewDelegated));

    [Fact]
    public void A_delegated_review_is_with_nobody_until_claimed()
    {
        var review = Assert.IsType<Stage.UnderReview>(Claimed().And(new ReviewDelegated(1, Anna, Bert, null, March(2, 13))).Case!.Stage);

        Assert.Equal((null, Bert, 0, March(2, 13)), (review.Claim, review.For, review.Reminders, review.Due));
    }

    [Fact]
    public void Claiming_ends_the_delegation()
    {
        var review = Claimed().And(new ReviewDelegated(1, Anna, Bert, null, ClaimBy)).And(new ReviewClaimed(1, Bert, L1, DecideBy)).Case!.Stage;

        Assert.Null(Assert.IsType<Stage.UnderReview>(review).For);
    }

    [Fact]
    public void Releasing_ends_the_delegation_too()
    {
        var review = Claimed().And(new ReviewDelegated(1, Anna, Bert, null, ClaimBy)).And(new ReviewReleased(1, Bert, false, ClaimBy)).Case!.Stage;

        Assert.Null(Assert.IsType<Stage.UnderReview>(review).For);
    }

    [Fact]
    public void A_referral_keeps_the_promise_of_an_answer_and_closes_the_case_with_a_cause() =>
        Claimed().On(new Refer(1, Code.Parse("ombudsman"), "They decide on this.")).Expect(
            new PromiseKept(1),
            new CaseReferred(1, Code.Parse("ombudsman"), new(7)),
            new CauseRecorded(Cause.LateDelivery, Presumed: true),
            new CaseClosed(Outcome.Referred));

    [Fact]
    public void Only_whoever_claimed_refers() =>
        Escalated().ByReviewer("anna", "l1").On(new Refer(1, Code.Parse("police"), "See them.")).ExpectRefusal(RefusalReason.NotAllowed, "Claim the review first.");

    [Fact]
    public void Whoever_is_named_in_the_complaint_does_not_refer_it() =>
        Claimed(c => c with { Named = [Anna] }).On(new Refer(1, Code.Parse("police"), "See them.")).ExpectRefusal(RefusalReason.ConflictOfInterest);

    private static Given ForTheGiftsTeam(Func<Complaint, Complaint>? with = null) => Given.Registered(with)
        .And(
            new Escalated(1, L1, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy) { Needs = new(Code.Parse("gifts"), null) },
            new PromiseMade(1, PromiseKind.Answer, L1, Promised))
        .And(new ReviewClaimed(1, Anna, L1, DecideBy))
        .ByReviewer("anna", "l1");

    private static Actor Operator { get; } = new(ActorKind.Operator, Code.Parse("operator"));
}
