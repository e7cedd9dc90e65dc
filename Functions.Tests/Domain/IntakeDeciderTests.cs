using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class IntakeDeciderTests
{
    private static readonly Registration Form = new(
        CaseId.For("web-shop", "1001"), Code.Parse("web-shop"), "1001", Channel.Web, "en", null, new(), "late-delivery", null, "an account", null, null, null, null);

    [Fact]
    public void A_complaint_is_registered_restated_and_assessed_in_one_commit() =>
        Given.Nothing.By(new(ActorKind.Upstream, Code.Parse("web-shop"))).On(new Register(Form))
            .ExpectKinds(typeof(Registered), typeof(Restated), typeof(AssessmentOpened));

    [Fact]
    public void The_same_account_again_is_refused() =>
        Given.Registered(c => c with { AccountDigest = Form.AccountDigest }).By(new(ActorKind.Upstream, Code.Parse("web-shop"))).On(new Register(Form))
            .ExpectRefusal(RefusalReason.AlreadyDone, "This complaint was registered before, with the same account.");

    [Fact]
    public void Another_account_amends_the_case() =>
        Given.Registered().By(new(ActorKind.Upstream, Code.Parse("web-shop"))).On(new Register(Form))
            .Expect(new AccountAmended(new(7), Form.AccountDigest));

    [Fact]
    public void Whoever_another_account_names_is_named_in_the_case() =>
        Given.Registered().Naming("anna").By(new(ActorKind.Upstream, Code.Parse("web-shop"))).On(new Register(Form))
            .Expect(new AccountAmended(new(7), Form.AccountDigest) { Named = [Reviews.Anna] });

    [Fact]
    public void Nothing_can_be_asked_of_a_case_that_nobody_knows() =>
        Given.Nothing.By(Actor.Customer).On(new ConfirmRestatement(1)).ExpectRefusal(RefusalReason.UnknownCase);

    [Fact]
    public void A_restatement_is_confirmed() =>
        Given.Registered().By(Actor.Customer).On(new ConfirmRestatement(1)).Expect(new RestatementConfirmed(1));

    [Fact]
    public void A_restatement_is_answered_once() =>
        Given.Registered().And(new RestatementConfirmed(1)).By(Actor.Customer).On(new ConfirmRestatement(1))
            .ExpectRefusal(RefusalReason.AlreadyDone, "This restatement was answered before.");

    [Fact]
    public void An_older_restatement_is_overtaken() =>
        Given.Registered().And(new Restated(2, new(7))).By(Actor.Customer).On(new ConfirmRestatement(1))
            .ExpectRefusal(RefusalReason.Overtaken, "The restatement with the number 1 is not the newest, which is 2.");

    [Fact]
    public void A_correction_is_restated_and_assessed_anew() =>
        Given.Registered().By(Actor.Customer).On(new CorrectRestatement(1, "It never came."))
            .Expect(new RestatementCorrected(1, new(7), null), new Restated(2, new(8)), new AssessmentOpened(2));

    [Fact]
    public void A_stated_amount_is_not_replaced_by_one_read_from_a_correction()
    {
        var stated = new Dispute(EventSamples.Eur(120), AmountOrigin.Stated);

        Given.Registered(c => c with { Dispute = stated }).By(Actor.Customer).On(new CorrectRestatement(1, "It was 300 €."))
            .Expect(new RestatementCorrected(1, new(7), stated), new Restated(2, new(8)), new AssessmentOpened(2));
    }

    [Fact]
    public void An_answer_to_questions_that_nobody_asked_is_overtaken() =>
        Given.Registered().By(Actor.Customer).On(new AnswerQuestions(1, "In March."))
            .ExpectRefusal(RefusalReason.Overtaken, "These questions are not, or no longer, waiting for an answer.");

    [Fact]
    public void So_is_one_to_an_earlier_round() =>
        Asked().And(new QuestionsAnswered(1, new(7), 2, null), new QuestionsAsked(2, [Question.WhatHappened], EventSamples.At))
            .By(Actor.Customer).On(new AnswerQuestions(1, "In March.")).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void An_answer_resumes_the_check() =>
        Asked().By(Actor.Customer).On(new AnswerQuestions(1, "In March."))
            .Expect(new QuestionsAnswered(1, new(7), 2, null), new AssessmentOpened(2));

    [Fact]
    public void An_answer_that_names_an_amount_brings_it_into_the_case() =>
        Asked().By(Actor.Customer).On(new AnswerQuestions(1, "They took 35 EUR."))
            .Expect(new QuestionsAnswered(1, new(7), 4, new(EventSamples.Eur(35), AmountOrigin.ReadFromText)), new AssessmentOpened(2));

    [Fact]
    public void An_answer_to_a_reviewer_goes_back_to_the_reviewer() =>
        Reviews.CustomerAsked().By(Actor.Customer).On(new AnswerQuestions(1, "In March."))
            .ExpectKinds(typeof(QuestionsAnswered), typeof(ReviewResumed), typeof(PromiseMade));

    [Fact]
    public void The_customer_does_not_answer_for_an_adviser() =>
        Reviews.AdviceAsked().By(Actor.Customer).On(new AnswerQuestions(1, "In March."))
            .ExpectRefusal(RefusalReason.Overtaken, "These questions are not, or no longer, waiting for an answer.");

    [Fact]
    public void A_correction_of_a_closed_case_opens_it_again() =>
        Given.Registered().And(new CaseClosed(Outcome.Unanswered)).By(Actor.Customer).On(new CorrectRestatement(1, "It never came."))
            .Expect(new RestatementCorrected(1, new(7), null), new Restated(2, new(8)), new CaseReopened(1), new AssessmentOpened(2));

    [Fact]
    public void A_correction_after_a_remedy_goes_to_a_person_above_whoever_granted_it()
    {
        var corrected = Granted().By(Actor.Customer).On(new CorrectRestatement(1, "It never came."));

        corrected.ExpectKinds(
            typeof(RestatementCorrected), typeof(Restated), typeof(PromiseVoided), typeof(Escalated), typeof(PromiseMade));
        Assert.Equal((Reviews.L1, EscalationReason.CorrectedAfterRemedy), (corrected.Single<Escalated>().Level, corrected.Single<Escalated>().Reason));
    }

    [Fact]
    public void An_amount_read_from_a_correction_takes_the_place_of_one_read_before() =>
        Given.Registered(c => c with { Dispute = new(EventSamples.Eur(120), AmountOrigin.ReadFromText) }).By(Actor.Customer)
            .On(new CorrectRestatement(1, "They took 35 EUR."))
            .Expect(
                new RestatementCorrected(1, new(7), new(EventSamples.Eur(35), AmountOrigin.ReadFromText)), new Restated(2, new(8)), new AssessmentOpened(2));

    [Theory]
    [InlineData("They took 3,000 EUR.", false)]
    [InlineData("They took hundreds of euros.", true)]
    [InlineData("It never came.", true)]
    public void A_correction_that_names_the_sum_clears_up_one_that_was_not_understood(string words, bool unclear) =>
        Assert.Equal(
            unclear,
            Given.Registered(c => c with { UnclearSum = true }).By(Actor.Customer).On(new CorrectRestatement(1, words)).Single<RestatementCorrected>().UnclearSum);

    [Fact]
    public void A_correction_without_an_amount_leaves_the_one_read_before()
    {
        var read = new Dispute(EventSamples.Eur(120), AmountOrigin.ReadFromText);

        Given.Registered(c => c with { Dispute = read }).By(Actor.Customer).On(new CorrectRestatement(1, "It never came."))
            .Expect(new RestatementCorrected(1, new(7), read), new Restated(2, new(8)), new AssessmentOpened(2));
    }

    [Fact]
    public void A_correction_is_restated_in_the_language_of_the_complaint()
    {
        var decided = Given.Registered(c => c with { Language = Code.Parse("fi"), Dispute = new(EventSamples.Eur(35), AmountOrigin.Stated) })
            .By(Actor.Customer).On(new CorrectRestatement(1, "Se ei tullut."));

        var accepted = Assert.IsType<Decision.Accepted>(decided.Decision);
        var restated = accepted.Texts.Single(text => text.Ref == decided.Single<Restated>().Points).Words;
        Assert.Contains("Kiistanalainen summa on EUR 35.", restated, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_keys_that_were_not_known_come_with_new_particulars()
    {
        var known = new CustomerKey(CustomerKeyKind.Email, Digest.Of("an address"));
        var found = new CustomerKey(CustomerKeyKind.Phone, Digest.Of("a number"));

        var given = Given.A(new Registered(EventSamples.Complaint) { CustomerKeys = [known] }).By(Actor.Customer).KnownBy(known, found)
            .On(new GiveContact(new() { Phone = "+358 40 1234567" }));

        Assert.Equal([found], given.Single<ContactGiven>().CustomerKeys);
    }

    [Fact]
    public void What_the_customer_writes_is_kept() =>
        Given.Registered().By(Actor.Customer).On(new Write("Any news?")).Expect(new CustomerWrote(new(7)));

    private static Given Asked() => Given.Registered().And(new QuestionsAsked(1, [Question.WhatHappened], EventSamples.At));

    private static Given Granted() => Given.Registered().And(
        new RemedyGranted(1, Reviews.Refund, Code.Parse("automatic"), Reviews.NoRule, Reviews.March(5, 8)),
        new PromiseMade(1, PromiseKind.Remedy, Code.Parse("automatic"), Reviews.March(5, 10)));
}
