using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class AuthorityDeciderTests
{
    private static readonly Type[] s_settled = [typeof(RemedyGranted), typeof(PromiseMade)];
    private static readonly Type[] s_escalated = [typeof(Escalated), typeof(PromiseMade)];

    [Fact]
    public void A_check_that_was_overtaken_decides_nothing() =>
        Given.Registered().And(new AssessmentOpened(2)).On(new CheckAuthority(1)).ExpectRefusal(RefusalReason.Overtaken);

    [Fact]
    public void Only_the_pipeline_checks() =>
        Given.Registered().By(Actor.Customer).On(new CheckAuthority(1)).ExpectRefusal(RefusalReason.NotAllowed);

    [Fact]
    public void What_is_asked_for_within_the_automatic_limit_is_granted_and_promised() =>
        AskingFor(RemedyKind.Refund, 50).On(new CheckAuthority(1)).ExpectKinds(s_settled);

    [Fact]
    public void A_cent_above_it_is_escalated_and_an_answer_promised() =>
        AskingFor(RemedyKind.Refund, 50.01m).On(new CheckAuthority(1)).ExpectKinds(s_escalated);

    [Fact]
    public void Above_every_level_it_is_declined_with_options() =>
        AskingFor(RemedyKind.Refund, 50_000.01m).On(new CheckAuthority(1)).ExpectKinds(typeof(RemedyDeclined), typeof(OptionsOffered));

    [Fact]
    public void Where_there_is_nothing_to_offer_instead_the_top_is_asked() =>
        AskingFor(RemedyKind.Refund, 50_000.01m, "inspection").On(new CheckAuthority(1)).ExpectKinds(s_escalated);

    [Fact]
    public void Nothing_asked_for_brings_options() =>
        Given.Registered().On(new CheckAuthority(1)).ExpectKinds(typeof(OptionsOffered));

    [Fact]
    public void An_amount_that_is_only_mentioned_is_not_asked_for_and_brings_options() =>
        Given.Registered(c => c with { Dispute = new(EventSamples.Eur(20), AmountOrigin.ReadFromText) }).On(new CheckAuthority(1)).ExpectKinds(typeof(OptionsOffered));

    [Fact]
    public void An_amount_that_is_only_mentioned_brings_a_person_who_could_decide_on_so_much_and_asks_for_nothing()
    {
        var escalated = Given.Registered(c => c with { Dispute = new(EventSamples.Eur(2400), AmountOrigin.ReadFromText) }).On(new CheckAuthority(1)).Single<Escalated>();

        Assert.Equal(("l2", EscalationReason.AmountReadFromText, null), (escalated.Level.Text, escalated.Reason, escalated.Asked));
    }

    [Fact]
    public void A_refund_without_its_amount_takes_the_one_stated() =>
        Given.Registered(c => c with { Requested = new(RemedyKind.Refund), Dispute = new(EventSamples.Eur(20), AmountOrigin.Stated) })
            .On(new CheckAuthority(1)).ExpectKinds(s_settled);

    [Fact]
    public void A_refund_without_its_amount_is_asked_about_although_the_account_mentions_one() =>
        Given.Registered(c => c with { Requested = new(RemedyKind.Refund), Dispute = new(EventSamples.Eur(20), AmountOrigin.ReadFromText) })
            .On(new CheckAuthority(1)).ExpectKinds(typeof(QuestionsAsked));

    [Fact]
    public void A_refund_of_nobody_knows_how_much_is_asked_about() =>
        Given.Registered(c => c with { Requested = new(RemedyKind.Refund) }).On(new CheckAuthority(1)).ExpectKinds(typeof(QuestionsAsked));

    [Fact]
    public void Questions_are_asked_once_then_options_offered() =>
        Given.Registered(c => c with { AccountWords = 1 })
            .And(new QuestionsAsked(1, [Question.WhatHappened], EventSamples.At))
            .And(new QuestionsAnswered(1, new(7), 1, null), new AssessmentOpened(2))
            .On(new CheckAuthority(2)).ExpectKinds(typeof(OptionsOffered));

    [Fact]
    public void The_first_rule_that_matches_decides() =>
        Given.Registered(c => c with { Category = Code.Parse("inspection") }).On(new CheckAuthority(1)).ExpectKinds(s_settled);

    [Fact]
    public void A_rule_sends_a_case_no_lower_than_what_is_asked_for_needs()
    {
        var escalated = Assert.IsType<Decision.Accepted>(AskingFor(RemedyKind.Refund, 9_000, "safety").On(new CheckAuthority(1)).Decision)
            .Events.OfType<Escalated>().Single();

        Assert.Equal("l3", escalated.Level.Text);
    }

    [Fact]
    public void A_rule_that_sends_a_case_up_names_the_limits_that_kept_it_from_the_levels_below() =>
        Assert.Equal(
            ["refund up to EUR 500.00 at l1", "refund up to EUR 5000.00 at l2"],
            AskingFor(RemedyKind.Refund, 9_000, "safety").On(new CheckAuthority(1)).Single<Escalated>().Basis.StoppedBy!.Select(limit => limit.ToString()));

    [Fact]
    public void Nothing_stopped_a_case_that_a_rule_sends_higher_than_its_limit_needs() =>
        Assert.Null(AskingFor(RemedyKind.Refund, 40, "safety").On(new CheckAuthority(1)).Single<Escalated>().Basis.StoppedBy);

    [Fact]
    public void What_every_level_refuses_is_declined_with_all_their_limits() =>
        Assert.Equal(
            ["automatic", "l1", "l2", "l3"],
            AskingFor(RemedyKind.Refund, 50_000.01m).On(new CheckAuthority(1)).Single<RemedyDeclined>().Basis.StoppedBy!.Select(limit => limit.Level.Text));

    [Fact]
    public void A_sum_that_was_not_understood_takes_what_would_be_settled_to_a_person() =>
        Assert.Equal(
            (EscalationReason.AmountUnclear, "l1", "refund of EUR 20.00"),
            Told(Given.Registered(c => c with { Requested = new(RemedyKind.Refund, EventSamples.Eur(20)), UnclearSum = true })));

    [Fact]
    public void It_takes_what_would_be_offered_to_a_person() =>
        Assert.Equal((EscalationReason.AmountUnclear, "l1", null), Told(Given.Registered(c => c with { UnclearSum = true })));

    [Fact]
    public void It_takes_what_a_rule_would_grant_to_a_person() =>
        Assert.Equal(
            (EscalationReason.AmountUnclear, "l1", null), Told(Given.Registered(c => c with { Category = Code.Parse("inspection"), UnclearSum = true })));

    [Fact]
    public void A_smaller_sum_that_was_understood_says_how_senior_the_person_is_and_is_not_told_as_asked_for() =>
        Assert.Equal(
            (EscalationReason.AmountUnclear, "l2", null),
            Told(Given.Registered(c => c with { Dispute = new(EventSamples.Eur(900), AmountOrigin.ReadFromText), UnclearSum = true })));

    [Fact]
    public void A_rule_that_names_a_level_still_does() =>
        Assert.Equal(EscalationReason.Rule, Told(AskingFor(RemedyKind.Refund, 40, "safety", unclear: true)).Reason);

    private static (EscalationReason Reason, string Level, string? Asked) Told(Given given)
    {
        var escalated = given.On(new CheckAuthority(1)).Single<Escalated>();
        return (escalated.Reason, escalated.Level.Text, escalated.Asked?.ToString());
    }

    private static Given AskingFor(RemedyKind kind, decimal amount, string category = "late-delivery", bool unclear = false) => Given.Registered(
        c => c with { UnclearSum = unclear, Requested = new(kind, EventSamples.Eur(amount)), Category = Code.Parse(category) });
}
