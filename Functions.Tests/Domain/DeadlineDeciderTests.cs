using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What is done when something did not happen in time; the policy of the tests reminds once.</summary>
public sealed class DeadlineDeciderTests
{
    private static readonly Remedy s_voucher = new(RemedyKind.Voucher, EventSamples.Eur(20));
    private static readonly Event.ContactEnded s_ended = new(new(9));

    [Fact]
    public void Questions_are_repeated_once() =>
        Asked().OnItsDeadline().Expect(new DeadlineFired(2, DeadlineKind.Questions), new QuestionsRepeated(1, 1, March(6, 12)));

    [Fact]
    public void Questions_that_stay_unanswered_go_to_the_lowest_level() =>
        Asked().And(new QuestionsRepeated(1, 1, March(6, 12))).OnItsDeadline()
            .ExpectKinds(typeof(DeadlineFired), typeof(QuestionsUnanswered), typeof(Escalated), typeof(PromiseMade));

    [Fact]
    public void Whoever_has_ended_the_contact_is_not_reminded_of_questions() =>
        Asked().And(s_ended).OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(QuestionsUnanswered), typeof(Escalated), typeof(PromiseMade));

    [Fact]
    public void An_offer_is_repeated_once() => Offered().OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(OfferRepeated));

    [Fact]
    public void An_offer_that_stays_unanswered_closes_the_case() =>
        Offered().And(new OfferRepeated(1, 1, March(6, 12))).OnItsDeadline()
            .ExpectKinds(typeof(DeadlineFired), typeof(OfferExpired), typeof(CauseRecorded), typeof(CaseClosed));

    [Fact]
    public void Whoever_has_ended_the_contact_is_not_reminded_of_an_offer() =>
        Offered().And(s_ended).OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(OfferExpired), typeof(CauseRecorded), typeof(CaseClosed));

    [Fact]
    public void The_level_is_reminded_of_what_nobody_claims() =>
        Assert.Equal(RemindedParty.Level, Escalated().OnItsDeadline().Single<ReviewReminded>().To);

    [Fact]
    public void What_nobody_claims_then_goes_one_level_up_and_the_promise_stays()
    {
        var up = Unclaimed(L1).OnItsDeadline();

        up.ExpectKinds(typeof(DeadlineFired), typeof(Escalated));
        Assert.Equal((L2, EscalationReason.NotClaimed, Refund), (up.Single<Escalated>().Level, up.Single<Escalated>().Reason, up.Single<Escalated>().Asked));
    }

    [Fact]
    public void At_the_top_the_operators_are_told()
    {
        var told = Unclaimed(L3).OnItsDeadline().Single<ReviewReminded>();

        Assert.Equal((RemindedParty.Operators, 2), (told.To, told.Reminder));
    }

    [Fact]
    public void Whoever_claimed_is_reminded_to_decide()
    {
        var told = Kept().OnItsDeadline().Single<ReviewReminded>();

        Assert.Equal((RemindedParty.Claimant, 1), (told.To, told.Reminder));
    }

    [Fact]
    public void Then_it_is_taken_from_them_and_goes_one_level_up()
    {
        var up = Kept().And(new ReviewReminded(1, 1, RemindedParty.Claimant, March(4, 9))).WithRoster().OnItsDeadline();

        up.ExpectKinds(typeof(DeadlineFired), typeof(ReviewReleased), typeof(Escalated));
        Assert.Equal((Anna, true), (up.Single<ReviewReleased>().Person, up.Single<ReviewReleased>().Forgotten));
        Assert.Equal((L2, EscalationReason.NotAnswered), (up.Single<Escalated>().Level, up.Single<Escalated>().Reason));
    }

    [Fact]
    public void A_broken_promise_of_an_answer_steps_up_with_an_apology_and_a_new_time() =>
        Late(L1).OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(PromiseBroken), typeof(Escalated), typeof(PromiseMade));

    [Fact]
    public void At_the_top_it_is_promised_anew() =>
        Late(L3).OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(PromiseBroken), typeof(PromiseMade));

    [Fact]
    public void What_is_promised_anew_at_the_top_is_an_answer_in_the_time_that_level_has()
    {
        var anew = Late(L3).OnItsDeadline().Single<PromiseMade>();

        Assert.Equal((PromiseKind.Answer, L3, March(11, 12)), (anew.About, anew.Owner, anew.Due));
    }

    [Fact]
    public void A_broken_promise_of_a_remedy_is_made_anew_in_the_time_that_remedies_have()
    {
        var broken = Granted(promised: March(3, 8), overdueOn: March(9, 8)).OnItsDeadline();

        broken.ExpectKinds(typeof(DeadlineFired), typeof(PromiseBroken), typeof(PromiseMade));
        Assert.Equal((PromiseKind.Remedy, L1), (broken.Single<PromiseMade>().About, broken.Single<PromiseMade>().Owner));
    }

    [Fact]
    public void A_remedy_that_nobody_reports_is_asked_about_again_and_again()
    {
        var overdue = Granted(promised: March(30, 8), overdueOn: March(5, 8)).And(new FulfilmentOverdue(1, 4, March(9, 8))).OnItsDeadline();

        Assert.Equal((1, 5), (overdue.Single<FulfilmentOverdue>().Grant, overdue.Single<FulfilmentOverdue>().Reminder));
    }

    [Fact]
    public void Nobody_is_reminded_out_of_hours() =>
        Escalated().OnItsDeadline(March(2, 23)).Expect(
            new DeadlineFired(2, DeadlineKind.Claim), new ReminderPostponed(DeadlineKind.Claim, March(3, 8)));

    [Fact]
    public void A_promise_that_passed_does_not_wait_for_opening_hours() =>
        Late(L3).OnItsDeadline(March(4, 23)).ExpectKinds(typeof(DeadlineFired), typeof(PromiseBroken), typeof(PromiseMade));

    [Fact]
    public void A_silent_customer_is_reminded_of_what_a_reviewer_asked_then_the_review_goes_on()
    {
        CustomerAsked().OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(QuestionsRepeated));
        CustomerAsked().And(new QuestionsRepeated(1, 1, March(9, 8))).OnItsDeadline()
            .ExpectKinds(typeof(DeadlineFired), typeof(QuestionsUnanswered), typeof(ReviewResumed), typeof(PromiseMade));
    }

    [Fact]
    public void Advice_is_reminded_of_once_then_decided_without()
    {
        var asked = Claimed().And(
            new PromiseVoided(1), new AdviceAsked(1, 1, Carla, Delays: true, new(7), March(5, 8)), new PromiseMade(2, PromiseKind.Answer, L1, March(20, 8)));

        asked.OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(AdviceReminded));
        asked.And(new AdviceReminded(1, 1, 1, March(9, 8))).OnItsDeadline().ExpectKinds(typeof(DeadlineFired), typeof(AdviceMissed));
    }

    private static Given Asked() => Given.Registered().And(new QuestionsAsked(1, [Question.WhatHappened], March(4, 12)));

    private static Given Offered() => Given.Registered().And(new OptionsOffered(1, [s_voucher, Refund], L1, NoRule, March(4, 12)));

    private static Given Unclaimed(Code level) => At(level).And(new ReviewReminded(1, 1, RemindedParty.Level, March(3, 9))).WithRoster();

    /// <summary>Anna has it and is to decide before an answer is due.</summary>
    private static Given Kept() => Escalated().And(new ReviewClaimed(1, Anna, L1, March(3, 8))).WithRoster();

    /// <summary>Claimed, and the answer is due before the decision.</summary>
    private static Given Late(Code level) => At(level).And(new ReviewClaimed(1, Dirk, level, March(6, 8))).WithRoster();

    private static Given Granted(DateTimeOffset promised, DateTimeOffset overdueOn) => Given.Registered()
        .And(new RemedyGranted(1, s_voucher, L1, NoRule, overdueOn), new PromiseMade(1, PromiseKind.Remedy, L1, promised));
}
