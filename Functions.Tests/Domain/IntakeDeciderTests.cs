using Escalation.Domain;
using Escalation.Domain.Intake;
using static Escalation.Domain.Command;
using static Escalation.Domain.Event;

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
            .ExpectRefusal(RefusalReason.AlreadyDone);

    [Fact]
    public void Another_account_amends_the_case() =>
        Given.Registered().By(new(ActorKind.Upstream, Code.Parse("web-shop"))).On(new Register(Form))
            .Expect(new AccountAmended(new(7), Form.AccountDigest));

    [Fact]
    public void Nothing_can_be_asked_of_a_case_that_nobody_knows() =>
        Given.Nothing.By(Actor.Customer).On(new ConfirmRestatement(1)).ExpectRefusal(RefusalReason.UnknownCase);

    [Fact]
    public void A_restatement_is_confirmed() =>
        Given.Registered().By(Actor.Customer).On(new ConfirmRestatement(1)).Expect(new RestatementConfirmed(1));

    [Fact]
    public void A_restatement_is_answered_once() =>
        Given.Registered().And(new RestatementConfirmed(1)).By(Actor.Customer).On(new ConfirmRestatement(1))
            .ExpectRefusal(RefusalReason.AlreadyDone);

    [Fact]
    public void An_older_restatement_is_overtaken() =>
        Given.Registered().And(new Restated(2, new(7))).By(Actor.Customer).On(new ConfirmRestatement(1)).ExpectRefusal(RefusalReason.Overtaken);

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
        Given.Registered().By(Actor.Customer).On(new AnswerQuestions(1, "In March.")).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void An_answer_resumes_the_check() =>
        Given.Registered().And(new QuestionsAsked(1, [Question.WhatHappened], EventSamples.At)).By(Actor.Customer).On(new AnswerQuestions(1, "In March."))
            .Expect(new QuestionsAnswered(1, new(7), 2, null), new AssessmentOpened(2));
}
