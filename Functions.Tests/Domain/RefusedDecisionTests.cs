using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Which refusals stand in the log, and with what (X03).</summary>
public sealed class RefusedDecisionTests
{
    private static readonly Remedy Redo = new(RemedyKind.Redo, count: 1);

    public static TheoryData<string, DecisionKind, string?> Overtaken() => new()
    {
        { nameof(Approve), DecisionKind.Approval, null },
        { nameof(Reject), DecisionKind.Rejection, "No." },
        { nameof(Command.CounterOffer), DecisionKind.CounterOffer, null },
        { nameof(EscalateFurther), DecisionKind.Escalation, "Up." },
        { nameof(Command.Delegate), DecisionKind.Delegation, "Away." },
        { nameof(Refer), DecisionKind.Referral, "There." },
    };

    [Theory]
    [MemberData(nameof(Overtaken))]
    public void A_decision_on_a_review_that_was_overtaken_is_noted_by_its_kind_number_and_words(string command, DecisionKind kind, string? words)
    {
        var refused = Assert.IsType<Decision.Refused>(Claimed().On(Named(command)).Decision);

        Assert.Equal([new DecisionRefused(kind, 9, RefusalReason.Overtaken, words is null ? null : new TextRef(7))], refused.Events);
        Assert.Equal(words is null ? [] : [new(new(7), words)], refused.Texts);
    }

    [Fact]
    public void Blank_words_are_no_words() =>
        Claimed().On(new Command.Delegate(9, Bert, "  ")).ExpectNoted(new DecisionRefused(DecisionKind.Delegation, 9, RefusalReason.Overtaken, null));

    [Fact]
    public void A_claim_that_comes_second_is_nothing_for_the_log() => Claimed().ByReviewer("bert", "l1").On(new ClaimReview(1)).ExpectNoted();

    [Fact]
    public void A_claim_that_was_overtaken_is_nothing_for_the_log() => Claimed().On(new ClaimReview(9)).ExpectNoted();

    [Fact]
    public void A_decision_that_cannot_be_right_is_nothing_for_the_log() => Claimed().On(new CounterOffer(1, [Redo])).ExpectNoted();

    [Fact]
    public void A_decision_by_somebody_who_did_not_claim_is_nothing_for_the_log() =>
        Claimed().ByReviewer("bert", "l1").On(new Approve(1, null)).ExpectNoted();

    [Fact]
    public void A_second_delegation_to_the_same_person_is_noted() =>
        Claimed().On(new Command.Delegate(1, Anna, null)).ExpectNoted(new DecisionRefused(DecisionKind.Delegation, 1, RefusalReason.AlreadyDone, null));

    [Fact]
    public void A_question_that_is_refused_decides_nothing() => Claimed().On(new AskCustomer(9, "Why?")).ExpectNoted();

    [Fact]
    public void Of_a_case_that_nobody_knows_there_is_no_log() => Given.Nothing.ByReviewer("anna", "l1").On(new Approve(1, null)).ExpectNoted();

    [Fact]
    public void Whoever_may_not_ask_at_all_leaves_no_trace() => Claimed().By(Actor.Customer).On(new Approve(9, null)).ExpectNoted();

    [Fact]
    public void A_refused_decision_changes_nothing_but_the_version()
    {
        var before = Claimed();
        var after = before.And(new DecisionRefused(DecisionKind.Approval, 9, RefusalReason.Overtaken, null));

        Assert.Equal(before.Case! with { Version = after.Case!.Version, LastEvent = after.Case.LastEvent }, after.Case);
    }

    private static Command Named(string command) => command switch
    {
        nameof(Approve) => new Approve(9, null),
        nameof(Reject) => new Reject(9, "No.", []),
        nameof(Command.CounterOffer) => new CounterOffer(9, [Redo, Refund]),
        nameof(EscalateFurther) => new EscalateFurther(9, null, "Up."),
        nameof(Refer) => new Refer(9, Code.Parse("police"), "There."),
        _ => new Command.Delegate(9, Bert, "Away."),
    };
}
