using Escalation.Domain;
using static Escalation.Domain.Command;
using static Escalation.Domain.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class FollowUpDeciderTests
{
    private static readonly Remedy Voucher = new(RemedyKind.Voucher, EventSamples.Eur(20));
    private static readonly Basis Basis = new(TestPolicy.Read().Hash, [], []);
    private static readonly DateTimeOffset Due = new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Code L1 = Code.Parse("l1");

    [Fact]
    public void A_deadline_that_is_not_the_cases_own_does_not_fire() =>
        Settling().On(new FireDeadline(1, Due)).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void A_deadline_of_another_time_does_not_fire() =>
        Settling().On(new FireDeadline(2, Due.AddTicks(1))).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void A_deadline_fires_even_where_this_clock_is_behind() =>
        Settling().At(Due.AddMinutes(-3)).On(new FireDeadline(2, Due))
            .Expect(new DeadlineFired(2, DeadlineKind.Fulfilment), new FulfilmentOverdue(1, 1, new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_report_of_the_remedy_asks_later_whether_it_helped() =>
        Settling().By(new(ActorKind.Fulfilment, Code.Parse("payments"))).On(new ReportFulfilled(1))
            .Expect(new PromiseKept(1), new RemedyFulfilled(1, new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_report_of_a_remedy_that_was_never_granted_is_wrong() =>
        Settling().By(new(ActorKind.Fulfilment, Code.Parse("payments"))).On(new ReportFulfilled(2)).ExpectRefusal(RefusalReason.Invalid);

    [Fact]
    public void A_case_without_a_granted_remedy_has_nothing_to_be_satisfied_with() =>
        Given.Registered().And(new CaseClosed(Outcome.Unanswered)).By(Actor.Customer).On(new AnswerSatisfaction(0, false, null))
            .ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void An_offer_is_reminded_before_it_ends() =>
        Offered().On(new FireDeadline(2, Due))
            .Expect(new DeadlineFired(2, DeadlineKind.Offer), new OfferRepeated(1, 1, new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void An_offer_at_the_top_that_is_declined_ends_the_case() =>
        Given.Registered().And(new OptionsOffered(1, [Voucher, new(RemedyKind.SelfService)], Code.Parse("l3"), Basis, Due))
            .By(Actor.Customer).On(new DeclineOptions(1, null))
            .Expect(new OptionsDeclined(1, null), new CauseRecorded(Cause.LateDelivery, Presumed: true), new CaseClosed(Outcome.Declined));

    [Fact]
    public void Withdrawing_names_the_round() =>
        Given.Registered().And(new CaseReopened(1)).By(Actor.Customer).On(new Withdraw(0, null)).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void Forgotten_by_whoever_claimed_it_the_review_is_taken_back_and_goes_up() =>
        Given.Registered()
            .And(new Escalated(1, L1, EscalationReason.AboveLimit, null, Basis, Due), new PromiseMade(1, PromiseKind.Answer, L1, Due.AddDays(9)))
            .And(new ReviewClaimed(1, Code.Parse("anna"), L1, Due))
            .And(new ReviewReminded(1, 1, RemindedParty.Claimant, Due.AddHours(1)))
            .On(new FireDeadline(4, Due.AddHours(1)))
            .ExpectKinds(typeof(DeadlineFired), typeof(ReviewReleased), typeof(Escalated));

    private static Given Settling() => Given.Registered().And(
        new RemedyGranted(1, Voucher, Code.Parse("automatic"), Basis, Due),
        new PromiseMade(1, PromiseKind.Remedy, Code.Parse("automatic"), Due.AddHours(2)));

    private static Given Offered() =>
        Given.Registered().And(new OptionsOffered(1, [Voucher, new(RemedyKind.SelfService)], Code.Parse("automatic"), Basis, Due));
}
