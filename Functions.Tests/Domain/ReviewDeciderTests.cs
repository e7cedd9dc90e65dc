using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class ReviewDeciderTests
{
    private static readonly Remedy Refund = new(RemedyKind.Refund, EventSamples.Eur(400));
    private static readonly Basis Basis = new(TestPolicy.Read().Hash, [], []);
    private static readonly DateTimeOffset Due = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly Code L1 = Code.Parse("l1");

    [Fact]
    public void A_claim_gives_the_reviewer_the_levels_time_to_answer() =>
        Escalated().ByReviewer("anna", "l1").On(new ClaimReview(1))
            .Expect(new ReviewClaimed(1, Code.Parse("anna"), L1, new(2026, 3, 4, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void Somebody_who_is_not_in_the_people_file_may_not_claim() =>
        Escalated().By(Actor.Reviewer(Code.Parse("nobody"))).On(new ClaimReview(1)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void A_customer_may_not_approve() =>
        Claimed().By(Actor.Customer).On(new Approve(1, null)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void A_case_that_is_not_under_review_cannot_be_claimed() =>
        Given.Registered().ByReviewer("anna", "l1").On(new ClaimReview(1)).ExpectRefusal(RefusalReason.WrongStage);

    [Fact]
    public void A_release_gives_the_others_time_to_claim() =>
        Claimed().ByReviewer("anna", "l1").On(new ReleaseReview(1)).Expect(new ReviewReleased(1, Code.Parse("anna"), Forgotten: false, Due));

    [Fact]
    public void Only_whoever_claimed_decides() =>
        Claimed().ByReviewer("bert", "l1").On(new Approve(1, null)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void An_approval_keeps_the_promise_of_an_answer() =>
        Claimed().ByReviewer("anna", "l1").On(new Approve(1, null))
            .ExpectKinds(typeof(PromiseKept), typeof(RemedyGranted), typeof(PromiseMade));

    [Fact]
    public void An_approval_after_the_promised_time_breaks_the_promise() =>
        Claimed().ByReviewer("anna", "l1").At(new(2026, 3, 6, 8, 0, 0, TimeSpan.Zero)).On(new Approve(1, null))
            .ExpectKinds(typeof(PromiseBroken), typeof(RemedyGranted), typeof(PromiseMade));

    [Fact]
    public void An_approval_of_nothing_in_particular_has_to_name_a_remedy() =>
        Claimed(asked: null).ByReviewer("anna", "l1").On(new Approve(1, null)).ExpectRefusal(RefusalReason.Invalid);

    [Fact]
    public void An_approval_above_the_limit_is_refused() =>
        Claimed().ByReviewer("anna", "l1").On(new Approve(1, new(RemedyKind.Refund, EventSamples.Eur(500.01m)))).ExpectRefusal(RefusalReason.AboveLimit);

    [Fact]
    public void A_counter_offer_of_twice_the_same_is_no_choice() =>
        Claimed().ByReviewer("anna", "l1").On(new CounterOffer(1, [Refund, Refund])).ExpectRefusal(RefusalReason.Invalid);

    [Fact]
    public void A_counter_offer_expires() =>
        Claimed().ByReviewer("anna", "l1").On(new CounterOffer(1, [Refund, new(RemedyKind.Redo, count: 2)]))
            .Expect(
                new PromiseKept(1),
                new OptionsOffered(1, [Refund, new(RemedyKind.Redo, count: 2)], L1, Basis, new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_rejection_carries_the_reason_as_a_text_and_alternatives() =>
        Claimed().ByReviewer("anna", "l1").On(new Reject(1, "It was announced.", []))
            .ExpectKinds(typeof(RemedyDeclined), typeof(PromiseKept), typeof(OptionsOffered));

    [Fact]
    public void Somebody_unknown_is_told_why() =>
        Escalated().By(Actor.Reviewer(Code.Parse("nobody"))).On(new ClaimReview(1))
            .ExpectRefusal(RefusalReason.NotAllowed, "nobody is not in people.yaml, or at no level of this case's policy.");

    [Fact]
    public void Somebody_of_a_level_below_is_told_why() =>
        Reviews.At(Reviews.L2).ByReviewer("anna", "l1").On(new ClaimReview(1))
            .ExpectRefusal(RefusalReason.NotAllowed, "This review is at level l2; anna is at level l1.");

    [Fact]
    public void Somebody_of_a_level_above_claims_with_their_own_level() =>
        Assert.Equal(Reviews.L2, Escalated().ByReviewer("carla", "l2").On(new ClaimReview(1)).Single<ReviewClaimed>().Level);

    [Fact]
    public void A_claim_of_another_review_says_which_is_the_newest() =>
        Escalated().ByReviewer("anna", "l1").On(new ClaimReview(2))
            .ExpectRefusal(RefusalReason.Overtaken, "Review 2 was overtaken; the case is now in review 1 at level l1.");

    [Fact]
    public void Whoever_has_it_is_told_so() =>
        Claimed().ByReviewer("anna", "l1").On(new ClaimReview(1)).ExpectRefusal(RefusalReason.AlreadyDone, "You have claimed this review already.");

    [Fact]
    public void Whoever_comes_second_is_told_who_has_it() =>
        Claimed().ByReviewer("bert", "l1").On(new ClaimReview(1)).ExpectRefusal(RefusalReason.AlreadyDone, "This review was claimed by anna.");

    [Fact]
    public void Only_whoever_claimed_gives_it_back() =>
        Claimed().ByReviewer("bert", "l1").On(new ReleaseReview(1)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void An_approval_of_nothing_says_what_is_missing() =>
        Claimed(asked: null).ByReviewer("anna", "l1").On(new Approve(1, null))
            .ExpectRefusal(RefusalReason.Invalid, "The customer has not asked for a remedy of a known size: name one.");

    [Fact]
    public void An_approval_may_name_another_remedy_than_was_asked_for() =>
        Assert.Equal(
            new(RemedyKind.Redo, count: 2),
            Claimed().ByReviewer("anna", "l1").On(new Approve(1, new(RemedyKind.Redo, count: 2))).Single<RemedyGranted>().Remedy);

    [Fact]
    public void What_is_above_the_limit_is_noted_with_the_limit() =>
        Claimed().ByReviewer("anna", "l1").On(new Approve(1, new(RemedyKind.Redo, count: 3)))
            .ExpectNoted(new DecisionRefused(DecisionKind.Approval, 1, RefusalReason.AboveLimit, null) { StoppedBy = [new(L1, RemedyKind.Redo, null, 2)] });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_customer_gets_two_or_three_options(int count) =>
        Claimed().ByReviewer("anna", "l1").On(new CounterOffer(1, Options(count)))
            .ExpectRefusal(RefusalReason.Invalid, "The customer gets 2 or 3 different options to choose from: name them.");

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Two_or_three_are_offered_as_they_are(int count) =>
        Assert.Equal(Options(count), Claimed().ByReviewer("anna", "l1").On(new CounterOffer(1, Options(count))).Single<OptionsOffered>().Options);

    [Fact]
    public void One_option_above_the_limit_stops_the_whole_offer() =>
        Claimed().ByReviewer("anna", "l1").On(new CounterOffer(1, [Refund, new(RemedyKind.KeepGoods)])).ExpectRefusal(RefusalReason.AboveLimit);

    [Fact]
    public void A_rejection_offers_the_alternatives_it_names() =>
        Assert.Equal(Options(3), Claimed().ByReviewer("anna", "l1").On(new Reject(1, "No.", Options(3))).Single<OptionsOffered>().Options);

    [Fact]
    public void Without_any_it_offers_those_of_the_category() =>
        Assert.Equal(
            TestPolicy.Read().CategoryOf(Code.Parse("late-delivery")).Options,
            Claimed().ByReviewer("anna", "l1").On(new Reject(1, "No.", [])).Single<OptionsOffered>().Options);

    [Fact]
    public void But_not_what_was_just_declined() =>
        Assert.Equal(
            [new(RemedyKind.Discount, percent: 10), new(RemedyKind.Refund, EventSamples.Eur(15))],
            Claimed(new Remedy(RemedyKind.Voucher, EventSamples.Eur(20))).ByReviewer("anna", "l1").On(new Reject(1, "No.", [])).Single<OptionsOffered>().Options);

    [Fact]
    public void Where_the_category_has_none_the_reviewer_has_to_name_some() =>
        Reviews.Claimed(c => c with { Category = Code.Parse("safety") }).On(new Reject(1, "No.", [])).ExpectRefusal(RefusalReason.Invalid);

    private static ValueList<Remedy> Options(int count) =>
        Enumerable.Range(1, count).Select(percent => new Remedy(RemedyKind.Discount, percent: percent)).ToValueList();

    private static Given Escalated(Remedy? asked = null) => Given.Registered().And(
        new Escalated(1, L1, EscalationReason.AboveLimit, asked, Basis, Due),
        new PromiseMade(1, PromiseKind.Answer, L1, new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero)));

    private static Given Claimed() => Claimed(Refund);

    private static Given Claimed(Remedy? asked) => Escalated(asked).And(new ReviewClaimed(1, Code.Parse("anna"), L1, Due.AddDays(2)));
}
