using Escalation.Domain;
using static Escalation.Domain.Command;
using static Escalation.Domain.Event;

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

    private static Given Escalated(Remedy? asked = null) => Given.Registered().And(
        new Escalated(1, L1, EscalationReason.AboveLimit, asked, Basis, Due),
        new PromiseMade(1, PromiseKind.Answer, L1, new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero)));

    private static Given Claimed() => Claimed(Refund);

    private static Given Claimed(Remedy? asked) => Escalated(asked).And(new ReviewClaimed(1, Code.Parse("anna"), L1, Due.AddDays(2)));
}
