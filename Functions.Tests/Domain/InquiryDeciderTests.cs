using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Asking the customer, and asking for advice, before deciding.</summary>
public sealed class InquiryDeciderTests
{
    [Fact]
    public void Asking_the_customer_sets_a_deadline_and_takes_back_the_promise_until_they_answer() =>
        Claimed().On(new AskCustomer(1, "Which colour was it?")).Expect(new PromiseVoided(1), new Event.CustomerAsked(1, 1, new(7), March(5, 8)));

    [Fact]
    public void Only_whoever_claimed_asks_the_customer() =>
        Claimed().ByReviewer("bert", "l1").On(new AskCustomer(1, "Why?")).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void Whoever_is_named_in_the_complaint_does_not_question_the_customer() =>
        Claimed(c => c with { Named = [Anna] }).On(new AskCustomer(1, "Why?")).ExpectRefusal(RefusalReason.ConflictOfInterest);

    [Fact]
    public void The_customer_is_asked_one_thing_at_a_time() =>
        Reviews.CustomerAsked().On(new AskCustomer(1, "And when?"))
            .ExpectRefusal(RefusalReason.AlreadyDone, "The customer is asked already; decide, or wait for the answer.");

    [Fact]
    public void Nobody_asks_the_customer_while_waiting_for_advice() =>
        Reviews.AdviceAsked().On(new AskCustomer(1, "And when?"))
            .ExpectRefusal(RefusalReason.AlreadyDone, "Advice is asked of carla already; decide, or wait for it.");

    [Fact]
    public void The_answer_returns_to_the_same_reviewer_with_a_new_promise() =>
        Reviews.CustomerAsked().By(Actor.Customer).On(new AnswerQuestions(1, "Blue, of 2026.")).Expect(
            new QuestionsAnswered(1, new(8), 3, null),
            new ReviewResumed(1, 1, Answered: true, DecideBy),
            new PromiseMade(2, PromiseKind.Answer, L1, Promised));

    [Fact]
    public void An_answer_to_another_round_is_refused_and_noted_in_its_words() =>
        Reviews.CustomerAsked().By(Actor.Customer).On(new AnswerQuestions(2, "Blue."))
            .ExpectNoted(new DecisionRefused(DecisionKind.Answer, 2, RefusalReason.Overtaken, new TextRef(8)));

    [Fact]
    public void An_answer_while_advice_is_asked_answers_nothing() =>
        Reviews.AdviceAsked().By(Actor.Customer).On(new AnswerQuestions(1, "Blue.")).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void A_review_that_was_given_back_meanwhile_waits_for_a_claim_after_the_answer() =>
        Reviews.CustomerAsked().And(new ReviewReleased(1, Anna, Forgotten: false, ClaimBy)).By(Actor.Customer).On(new AnswerQuestions(1, "Blue."))
            .Expect(
                new QuestionsAnswered(1, new(8), 1, null),
                new ReviewResumed(1, 1, Answered: true, ClaimBy),
                new PromiseMade(2, PromiseKind.Answer, L1, Promised));

    [Fact]
    public void Giving_a_review_back_leaves_the_customer_their_time()
    {
        var review = Under(Reviews.CustomerAsked().And(new ReviewReleased(1, Anna, Forgotten: false, ClaimBy)));

        Assert.Equal((null, March(5, 8)), (review.Claim, review.Due));
        Assert.NotNull(review.Inquiry);
    }

    [Fact]
    public void Whoever_claims_a_review_in_which_the_customer_is_asked_waits_with_them() =>
        Assert.Equal(
            March(5, 8),
            Under(Reviews.CustomerAsked().And(new ReviewReleased(1, Anna, Forgotten: false, ClaimBy)).And(new ReviewClaimed(1, Bert, L1, DecideBy))).Due);

    [Fact]
    public void A_silent_customer_is_reminded() =>
        Reviews.CustomerAsked().By(Actor.Pipeline).On(new FireDeadline(4, March(5, 8)))
            .Expect(new DeadlineFired(4, DeadlineKind.Questions), new QuestionsRepeated(1, 1, March(9, 8)));

    [Fact]
    public void Then_the_review_goes_on_without_the_answer() =>
        Reviews.CustomerAsked().And(new DeadlineFired(4, DeadlineKind.Questions), new QuestionsRepeated(1, 1, March(9, 8))).By(Actor.Pipeline)
            .On(new FireDeadline(5, March(9, 8))).Expect(
                new DeadlineFired(5, DeadlineKind.Questions),
                new QuestionsUnanswered(1),
                new ReviewResumed(1, 1, Answered: false, March(11, 8)),
                new PromiseMade(2, PromiseKind.Answer, L1, March(11, 10)));

    [Fact]
    public void Whoever_asked_may_decide_without_waiting() =>
        Reviews.CustomerAsked().On(new Approve(1, null)).ExpectKinds(typeof(RemedyGranted), typeof(PromiseMade));

    [Fact]
    public void Advice_that_makes_the_answer_late_moves_the_promise() =>
        Claimed().On(new AskAdvice(1, Carla, "May we?")).Expect(
            new PromiseVoided(1),
            new Event.AdviceAsked(1, 1, Carla, Delays: true, new(7), March(5, 8)),
            new PromiseMade(2, PromiseKind.Answer, L1, March(9, 10)));

    [Fact]
    public void Advice_in_good_time_leaves_the_promise_as_it_is() =>
        Given.Registered()
            .And(new Escalated(1, L1, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy), new PromiseMade(1, PromiseKind.Answer, L1, March(9, 10)))
            .And(new ReviewClaimed(1, Anna, L1, DecideBy)).WithRoster().ByReviewer("anna", "l1")
            .On(new AskAdvice(1, L2, "May we?")).Expect(new Event.AdviceAsked(1, 1, L2, Delays: false, new(7), March(5, 8)));

    [Fact]
    public void Where_nothing_was_promised_asking_for_advice_promises_an_answer() =>
        Given.Registered().And(new Escalated(1, L1, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy)).And(new ReviewClaimed(1, Anna, L1, DecideBy))
            .WithRoster().ByReviewer("anna", "l1").On(new AskAdvice(1, Carla, "May we?"))
            .ExpectKinds(typeof(Event.AdviceAsked), typeof(PromiseMade));

    [Fact]
    public void A_colleague_of_the_same_level_may_be_asked() =>
        Assert.Equal(DecideBy, Claimed().On(new AskAdvice(1, Bert, "May we?")).Single<Event.AdviceAsked>().Due);

    [Theory]
    [InlineData("anna")]
    [InlineData("l1")]
    public void Nobody_asks_themselves_or_their_own_level(string of) =>
        Claimed().On(new AskAdvice(1, Code.Parse(of), "May we?"))
            .ExpectRefusal(RefusalReason.Invalid, "Ask another person, or a level above your own.");

    [Fact]
    public void Somebody_unknown_cannot_be_asked() =>
        Claimed().On(new AskAdvice(1, Code.Parse("zoe"), "May we?"))
            .ExpectRefusal(RefusalReason.Invalid, "'zoe' is neither somebody of people.yaml nor a level of this case's policy.");

    [Fact]
    public void Somebody_named_in_the_complaint_is_not_asked() =>
        Claimed(c => c with { Named = [Carla] }).On(new AskAdvice(1, Carla, "May we?"))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "carla may not review this case: named in the complaint.");

    [Fact]
    public void A_level_of_which_nobody_may_have_a_say_is_not_asked() =>
        Claimed(c => c with { Named = [Carla] }).On(new AskAdvice(1, L2, "May we?"))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "Nobody of level l2 may have a say in this case.");

    [Fact]
    public void Only_whoever_claimed_asks_for_advice() =>
        Claimed().ByReviewer("bert", "l1").On(new AskAdvice(1, Carla, "May we?")).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void Advice_is_asked_once_at_a_time() =>
        Reviews.AdviceAsked().On(new AskAdvice(1, Dirk, "May we?")).ExpectRefusal(RefusalReason.AlreadyDone);

    [Fact]
    public void The_advice_comes_back_and_the_asker_keeps_the_decision()
    {
        var given = Reviews.AdviceAsked().ByReviewer("carla", "l2");

        given.On(new GiveAdvice(1, 1, "Yes.")).Expect(new AdviceGiven(1, 1, Carla, new(8), DecideBy));
        Assert.Equal(Anna, Under(given.And(new AdviceGiven(1, 1, Carla, new(8), DecideBy))).Claim!.Person);
    }

    [Fact]
    public void Somebody_else_is_not_heard() =>
        Reviews.AdviceAsked().ByReviewer("dirk", "l3").On(new GiveAdvice(1, 1, "Yes."))
            .ExpectRefusal(RefusalReason.NotAllowed, "The advice was asked of carla.");

    [Theory]
    [InlineData("carla", "l2")]
    [InlineData("dirk", "l3")]
    public void A_level_that_was_asked_is_answered_for_by_anybody_on_it_or_above(string person, string level) =>
        Reviews.AdviceAsked("l2").ByReviewer(person, level).On(new GiveAdvice(1, 1, "Yes.")).ExpectKinds(typeof(AdviceGiven));

    [Fact]
    public void Nobody_below_answers_for_a_level() =>
        Reviews.AdviceAsked("l2").ByReviewer("bert", "l1").On(new GiveAdvice(1, 1, "Yes.")).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void Somebody_who_left_the_people_file_does_not_answer_for_a_level() =>
        Reviews.AdviceAsked("l2").By(Actor.Reviewer(Carla)).On(new GiveAdvice(1, 1, "Yes.")).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void Whoever_handled_the_matter_gives_no_advice_on_it() =>
        Claimed(c => c with { HandledBy = [Carla] }).And(new Event.AdviceAsked(1, 1, L2, false, new(7), March(5, 8))).WithRoster()
            .ByReviewer("carla", "l2").On(new GiveAdvice(1, 1, "Yes.")).ExpectRefusal(RefusalReason.ConflictOfInterest);

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Advice_nobody_waits_for_is_refused_and_noted(int review, int advice) =>
        Reviews.AdviceAsked().ByReviewer("carla", "l2").On(new GiveAdvice(review, advice, "Yes."))
            .ExpectNoted(new DecisionRefused(DecisionKind.Advice, advice, RefusalReason.Overtaken, new TextRef(8)));

    [Fact]
    public void Whoever_gives_it_is_told_which_advice_nobody_waits_for() =>
        Reviews.AdviceAsked().ByReviewer("carla", "l2").On(new GiveAdvice(1, 2, "Yes."))
            .ExpectRefusal(RefusalReason.Overtaken, "Advice 2 is not, or no longer, asked for.");

    [Fact]
    public void The_customer_is_not_an_adviser() =>
        Reviews.CustomerAsked().ByReviewer("carla", "l2").On(new GiveAdvice(1, 1, "Yes.")).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void Whoever_owes_advice_is_reminded() =>
        Waiting().On(new FireDeadline(4, March(5, 8))).Expect(new DeadlineFired(4, DeadlineKind.Advice), new AdviceReminded(1, 1, 1, March(9, 8)));

    [Fact]
    public void Then_the_asker_decides_without_it() =>
        Waiting().And(new DeadlineFired(4, DeadlineKind.Advice), new AdviceReminded(1, 1, 1, March(6, 8)))
            .On(new FireDeadline(5, March(6, 8))).Expect(new DeadlineFired(5, DeadlineKind.Advice), new AdviceMissed(1, 1, March(10, 8)));

    [Fact]
    public void Advice_that_was_missed_ends_the_wait() =>
        Assert.Null(Under(Reviews.AdviceAsked().And(new AdviceMissed(1, 1, DecideBy))).Inquiry);

    /// <summary>Promised for later, so that the advice is the next deadline.</summary>
    private static Given Waiting() => Given.Registered()
        .And(new Escalated(1, L1, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy), new PromiseMade(1, PromiseKind.Answer, L1, March(20, 10)))
        .And(new ReviewClaimed(1, Anna, L1, DecideBy))
        .And(new Event.AdviceAsked(1, 1, Carla, Delays: false, new(7), March(5, 8)));

    private static Stage.UnderReview Under(Given given) => Assert.IsType<Stage.UnderReview>(given.Case!.Stage);
}
