using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class FollowUpDeciderTests
{
    private static readonly Remedy Voucher = new(RemedyKind.Voucher, EventSamples.Eur(20));
    private static readonly Basis Basis = new(TestPolicy.Read().Hash, [], []);
    private static readonly DateTimeOffset Due = new(2026, 3, 5, 8, 0, 0, TimeSpan.Zero);
    private static readonly Code L1 = Code.Parse("l1");
    private static readonly Actor s_payments = new(ActorKind.Fulfilment, Code.Parse("payments"));
    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

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
        Settling().By(s_payments).On(new ReportFulfilled(1))
            .Expect(new PromiseKept(1), new RemedyFulfilled(1, new(2026, 3, 9, 8, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_report_of_a_remedy_that_was_never_granted_is_wrong(int grant) =>
        Settling().By(s_payments).On(new ReportFulfilled(grant))
            .ExpectRefusal(RefusalReason.Invalid, $"The case has 1 granted remedies; there is no number {grant}.");

    [Fact]
    public void A_remedy_is_reported_once() =>
        Fulfilled().By(s_payments).On(new ReportFulfilled(1))
            .ExpectRefusal(RefusalReason.AlreadyDone, "Nobody waits for remedy 1 any more: the case is following up.");

    [Fact]
    public void A_remedy_that_another_took_the_place_of_is_not_waited_for() =>
        Settling().And(new RemedyGranted(2, Voucher, L1, Basis, Due)).By(s_payments).On(new ReportFulfilled(1))
            .ExpectRefusal(RefusalReason.AlreadyDone, "Nobody waits for remedy 1 any more: the case is settling.");

    [Fact]
    public void A_case_without_a_granted_remedy_has_nothing_to_be_satisfied_with() =>
        Given.Registered().And(new CaseClosed(Outcome.Unanswered)).By(Actor.Customer).On(new AnswerSatisfaction(0, false, null))
            .ExpectRefusal(RefusalReason.Overtaken, "Whether remedy 0 solved it is not, or no longer, asked: the case is closed.");

    [Fact]
    public void Nor_one_whose_remedy_is_still_on_its_way() =>
        Settling().By(Actor.Customer).On(new AnswerSatisfaction(1, true, null))
            .ExpectRefusal(RefusalReason.Overtaken, "Whether remedy 1 solved it is not, or no longer, asked: the case is settling.");

    [Fact]
    public void An_answer_about_another_remedy_is_overtaken() =>
        Fulfilled().By(Actor.Customer).On(new AnswerSatisfaction(2, true, null))
            .ExpectRefusal(RefusalReason.Overtaken, "Whether remedy 2 solved it is not, or no longer, asked: the case is following up.");

    [Fact]
    public void Yes_closes_the_case_as_settled() =>
        Fulfilled().By(Actor.Customer).On(new AnswerSatisfaction(1, true, "Thank you."))
            .Expect(
                new SatisfactionAnswered(1, true, new(7)), new CauseRecorded(Cause.LateDelivery, Presumed: true), new CaseClosed(Outcome.Settled));

    [Fact]
    public void No_opens_it_again_one_level_higher()
    {
        var answered = Fulfilled().By(Actor.Customer).On(new AnswerSatisfaction(1, false, null));

        answered.ExpectKinds(typeof(SatisfactionAnswered), typeof(CaseReopened), typeof(Escalated), typeof(PromiseMade));
        Assert.Equal((1, L1, EscalationReason.NotSatisfied), Reopened(answered));
    }

    [Fact]
    public void So_does_a_no_after_it_was_closed() =>
        Assert.Equal((1, L1, EscalationReason.NotSatisfied), Reopened(Closed().By(Actor.Customer).On(new AnswerSatisfaction(1, false, null))));

    [Fact]
    public void A_yes_after_that_changes_nothing() =>
        Closed().By(Actor.Customer).On(new AnswerSatisfaction(1, true, null)).ExpectRefusal(RefusalReason.AlreadyDone, "The case is closed already.");

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
        Given.Registered().And(new CaseReopened(1)).By(Actor.Customer).On(new Withdraw(0, null))
            .ExpectRefusal(RefusalReason.Overtaken, "The case was re-opened since: it is in round 1, not 0.");

    [Fact]
    public void A_complaint_is_taken_back_with_or_without_words()
    {
        Given.Registered().By(Actor.Customer).On(new Withdraw(0, null))
            .Expect(new CaseWithdrawn(null), new CauseRecorded(Cause.LateDelivery, Presumed: true), new CaseClosed(Outcome.Withdrawn));
        Assert.Equal(new TextRef(7), Given.Registered().By(Actor.Customer).On(new Withdraw(0, "Never mind.")).Single<CaseWithdrawn>().Words);
    }

    [Fact]
    public void What_is_closed_is_not_taken_back() =>
        Closed().By(Actor.Customer).On(new Withdraw(0, null)).ExpectRefusal(RefusalReason.AlreadyDone, "The case is closed already.");

    [Fact]
    public void A_cause_that_is_stated_takes_the_place_of_a_presumed_one_even_the_same() =>
        Closed().By(s_operator).On(new RecordCause(Cause.LateDelivery)).Expect(new CauseRecorded(Cause.LateDelivery, Presumed: false));

    [Fact]
    public void Another_stated_cause_takes_the_place_of_one_that_was() =>
        Stated().By(s_operator).On(new RecordCause(Cause.Defect)).Expect(new CauseRecorded(Cause.Defect, Presumed: false));

    [Fact]
    public void The_same_stated_cause_is_recorded_once() =>
        Stated().By(s_operator).On(new RecordCause(Cause.LateDelivery)).ExpectRefusal(RefusalReason.AlreadyDone, "This cause is recorded already.");

    [Fact]
    public void Forgotten_by_whoever_claimed_it_the_review_is_taken_back_and_goes_up() =>
        Given.Registered()
            .And(new Escalated(1, L1, EscalationReason.AboveLimit, null, Basis, Due), new PromiseMade(1, PromiseKind.Answer, L1, Due.AddDays(9)))
            .And(new ReviewClaimed(1, Code.Parse("anna"), L1, Due))
            .And(new ReviewReminded(1, 1, RemindedParty.Claimant, Due.AddHours(1)))
            .On(new FireDeadline(4, Due.AddHours(1)))
            .ExpectKinds(typeof(DeadlineFired), typeof(ReviewReleased), typeof(Escalated));

    private static (int Round, Code Level, EscalationReason Reason) Reopened(Given.Answered answered) =>
        (answered.Single<CaseReopened>().Round, answered.Single<Escalated>().Level, answered.Single<Escalated>().Reason);

    private static Given Closed() => Fulfilled().And(new CauseRecorded(Cause.LateDelivery, Presumed: true), new CaseClosed(Outcome.Settled));

    private static Given Stated() => Given.Registered().And(new CauseRecorded(Cause.LateDelivery, Presumed: false));

    private static Given Fulfilled() => Settling().And(new PromiseKept(1), new RemedyFulfilled(1, Due.AddDays(4)));

    private static Given Settling() => Given.Registered().And(
        new RemedyGranted(1, Voucher, Code.Parse("automatic"), Basis, Due),
        new PromiseMade(1, PromiseKind.Remedy, Code.Parse("automatic"), Due.AddHours(2)));

    private static Given Offered() =>
        Given.Registered().And(new OptionsOffered(1, [Voucher, new(RemedyKind.SelfService)], Code.Parse("automatic"), Basis, Due));
}
