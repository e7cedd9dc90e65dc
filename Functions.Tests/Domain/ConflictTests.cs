using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Who may not review a case, and where it goes instead (X07).</summary>
public sealed class ConflictTests
{
    private static readonly Remedy Redo = new(RemedyKind.Redo, count: 1);
    private static readonly Remedy Voucher = new(RemedyKind.Voucher, EventSamples.Eur(20));

    private static Actor Operator { get; } = new(ActorKind.Operator, Code.Parse("operator"));

    [Fact]
    public void Whoever_is_named_in_the_complaint_may_not_claim() =>
        Escalated(c => c with { Named = [Anna] }).ByReviewer("anna", "l1").On(new ClaimReview(1))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "anna may not review this case: named in the complaint.");

    [Fact]
    public void Whoever_handled_the_matter_before_may_not_claim() =>
        Escalated(c => c with { HandledBy = [Anna] }).ByReviewer("anna", "l1").On(new ClaimReview(1))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "anna may not review this case: handled the matter before it was complained about.");

    [Fact]
    public void Their_claim_is_in_the_log() =>
        Escalated(c => c with { Named = [Anna] }).ByReviewer("anna", "l1").On(new ClaimReview(1))
            .ExpectNoted(new DecisionRefused(DecisionKind.Claim, 1, RefusalReason.ConflictOfInterest, null));

    [Fact]
    public void Their_colleague_may() =>
        Escalated(c => c with { Named = [Anna], HandledBy = [Carla] }).ByReviewer("bert", "l1").On(new ClaimReview(1)).ExpectKinds(typeof(ReviewClaimed));

    [Fact]
    public void Whoever_comes_to_be_named_after_the_claim_may_no_longer_decide() =>
        Claimed(c => c with { Named = [Anna] }).On(new Approve(1, null)).ExpectRefusal(RefusalReason.ConflictOfInterest);

    [Fact]
    public void But_may_give_it_back() =>
        Claimed(c => c with { Named = [Anna] }).On(new ReleaseReview(1)).ExpectKinds(typeof(ReviewReleased));

    [Fact]
    public void Whoever_made_an_offer_does_not_approve_in_the_same_case_later() =>
        Reopened(new OptionsOffered(1, [Redo, Voucher], L1, NoRule, March(9, 8))).ByReviewer("anna", "l1").On(new ClaimReview(2))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "anna may not review this case: proposed a remedy in it before.");

    [Fact]
    public void Whoever_granted_a_remedy_does_not_review_the_case_when_it_is_open_again() =>
        Reopened(new RemedyGranted(1, Redo, L1, NoRule, March(9, 8))).ByReviewer("anna", "l1").On(new ClaimReview(2))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "anna may not review this case: decided on it before.");

    [Fact]
    public void Nor_does_whoever_declined_one() =>
        Reopened(new RemedyDeclined(Refund, L1, NoRule, null), new OptionsOffered(1, [Redo, Voucher], L1, NoRule, March(9, 8)))
            .ByReviewer("anna", "l1").On(new ClaimReview(2))
            .ExpectRefusal(RefusalReason.ConflictOfInterest, "anna may not review this case: decided on it before.");

    [Fact]
    public void Whoever_only_enters_what_the_customer_chose_decided_nothing() =>
        Assert.Null(Given.Registered()
            .And(new OptionsOffered(1, [Redo, Voucher], Code.Parse("automatic"), NoRule, March(9, 8)))
            .And(Actor.Reviewer(Anna), new OptionChosen(1, 1), new RemedyGranted(1, Redo, Code.Parse("automatic"), NoRule, March(9, 8))).Case!.Conflicts);

    [Fact]
    public void What_the_pipeline_decides_keeps_nobody_away() =>
        Assert.Null(Escalated().And(new RemedyGranted(1, Redo, L1, NoRule, March(9, 8))).Case!.Conflicts);

    [Fact]
    public void The_first_reason_stays() =>
        Assert.Equal(
            [new(Anna, ConflictKind.Decided), new(Bert, ConflictKind.Decided)],
            Claimed().And(Actor.Reviewer(Anna), new RemedyDeclined(Refund, L1, NoRule, null), new OptionsOffered(1, [Redo, Voucher], L1, NoRule, March(9, 8)))
                .And(new OptionsDeclined(1, null), new Escalated(2, L1, EscalationReason.OptionsDeclined, Refund, NoRule, ClaimBy))
                .And(Actor.Reviewer(Bert), new RemedyGranted(1, Redo, L1, NoRule, March(9, 8))).Case!.Conflicts!);

    [Fact]
    public void A_case_goes_to_the_level_all_the_same_where_a_colleague_is_left() =>
        Checked("anna l1, bert l1, carla l2, dirk l3", named: [Anna]).Expect(new Escalated(
            1, L1, EscalationReason.AboveLimit, Refund, Above, ClaimBy)
        {
            Skipped = [new(Anna, L1, ConflictKind.Named)],
        }, Answer(L1, 4));

    [Fact]
    public void An_emptied_level_sends_the_case_one_up_with_the_reason() =>
        Checked("anna l1, bert l1, carla l2, dirk l3", named: [Anna], handled: [Bert]).Expect(
            new Escalated(1, L2, EscalationReason.AboveLimit, Refund, Above, March(3, 8))
            {
                Skipped = [new(Anna, L1, ConflictKind.Named), new(Bert, L1, ConflictKind.Handled)],
                Emptied = [L1],
            },
            Answer(L2, 5));

    [Fact]
    public void A_level_that_nobody_is_on_is_passed_over_too() =>
        Checked("carla l2, dirk l3", named: []).Expect(
            new Escalated(1, L2, EscalationReason.AboveLimit, Refund, Above, March(3, 8)) { Emptied = [L1] }, Answer(L2, 5));

    [Fact]
    public void Where_nobody_is_left_it_stays_at_the_top_and_is_for_the_operators()
    {
        var escalated = Checked("anna l1, dirk l3", named: [Anna, Dirk]).Single<Escalated>();

        Assert.Equal(L3, escalated.Level);
        Assert.Equal([L1, L2, L3], escalated.Emptied!);
        Assert.Equal([new(Anna, L1, ConflictKind.Named), new(Dirk, L3, ConflictKind.Named)], escalated.Skipped!);
    }

    [Fact]
    public void Then_an_operator_may_claim() =>
        LastStep().By(Operator).On(new ClaimReview(1)).Expect(new ReviewClaimed(1, Operator.Id, L3, March(9, 8)));

    [Fact]
    public void And_decides_within_the_limit_of_the_top() =>
        LastStep().And(new ReviewClaimed(1, Operator.Id, L3, DecideBy)).By(Operator)
            .On(new Approve(1, new(RemedyKind.Refund, EventSamples.Eur(50_000.01m)))).ExpectRefusal(RefusalReason.AboveLimit);

    [Fact]
    public void And_grants_what_is_within_it() =>
        Assert.Equal(L3, LastStep().And(new ReviewClaimed(1, Operator.Id, L3, DecideBy)).By(Operator).On(new Approve(1, null)).Single<RemedyGranted>().Level);

    [Fact]
    public void Nothing_keeps_the_operators_from_the_last_step() =>
        Given.Registered(c => c with { Named = [Operator.Id] })
            .And(new Escalated(1, L3, EscalationReason.AboveLimit, Refund, NoRule, ClaimBy) { Emptied = [L3] })
            .By(Operator).On(new ClaimReview(1)).ExpectKinds(typeof(ReviewClaimed));

    [Fact]
    public void Operators_take_no_review_that_somebody_of_the_ladder_may_take() =>
        Escalated().By(Operator).On(new ClaimReview(1))
            .ExpectRefusal(RefusalReason.NotAllowed, "Operators decide only where nobody of the ladder may; delegate the review to somebody who may.");

    [Fact]
    public void The_operators_of_the_last_step_are_reminded_and_nobody_else() =>
        Assert.Equal(RemindedParty.Operators, LastStep().On(new FireDeadline(2, ClaimBy)).Single<ReviewReminded>().To);

    [Fact]
    public void A_correction_may_name_people_too() =>
        Given.Registered().Naming("anna").By(Actor.Customer).On(new CorrectRestatement(1, "Anna was rude."))
            .Expect(
                new RestatementCorrected(1, new(7), null) { Named = [Anna] }, new Restated(2, new(8)), new AssessmentOpened(2));

    [Fact]
    public void Those_it_names_are_passed_over_at_once() =>
        Assert.Equal(
            L3,
            Given.Registered().And(new RemedyGranted(1, Redo, L1, NoRule, March(9, 8))).WithRoster("anna l1, carla l2, dirk l3").Naming("carla")
                .By(Actor.Customer).On(new CorrectRestatement(1, "Carla was rude.")).Single<Escalated>().Level);

    [Fact]
    public void An_answer_may_name_people_too() =>
        Assert.Equal(
            [Anna],
            Given.Registered().And(new QuestionsAsked(1, [Question.WhatHappened], March(5, 8))).Naming("anna").By(Actor.Customer)
                .On(new AnswerQuestions(1, "Anna was rude.")).Single<QuestionsAnswered>().Named!);

    [Fact]
    public void People_named_at_different_times_add_up() =>
        Assert.Equal(
            [Anna, Bert],
            Given.Registered(c => c with { Named = [Anna] })
                .And(new AccountAmended(new(8), Digest.Of("x")) { Named = [Anna, Bert] }).Case!.Complaint.Named!);

    private static Basis Above { get; } = Given.Registered(c => c with { Requested = new(RemedyKind.Refund, EventSamples.Eur(400)) })
        .On(new CheckAuthority(1)).Single<Escalated>().Basis;

    private static PromiseMade Answer(Code level, int day) => new(1, PromiseKind.Answer, level, March(day, 10));

    private static Given.Answered Checked(string roster, Code[] named, Code[]? handled = null) => Given
        .Registered(c => c with
        {
            Requested = new(RemedyKind.Refund, EventSamples.Eur(400)),
            Named = named.Length == 0 ? null : named.ToValueList(),
            HandledBy = handled?.ToValueList(),
        })
        .WithRoster(roster)
        .On(new CheckAuthority(1));

    /// <summary>Anna decided this in review 1, and the case is in review 2 at her level.</summary>
    private static Given Reopened(params Event[] decided) => Claimed().And(Actor.Reviewer(Anna), decided)
        .And(new CaseReopened(1), new Escalated(2, L1, EscalationReason.NotSatisfied, null, NoRule, ClaimBy)).WithRoster();
}
