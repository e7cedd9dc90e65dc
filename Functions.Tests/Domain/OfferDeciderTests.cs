using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>The customer's answer to an offer: in time, late, twice.</summary>
public sealed class OfferDeciderTests
{
    private static readonly Remedy Redo = new(RemedyKind.Redo, count: 1);
    private static readonly Remedy Voucher = new(RemedyKind.Voucher, EventSamples.Eur(20));

    [Fact]
    public void The_chosen_option_is_granted_within_the_limit_it_was_offered_under() =>
        Offered(L2).On(new ChooseOption(1, 2)).Expect(
            new OptionChosen(1, 2),
            new RemedyGranted(1, Voucher, L2, NoRule, March(5, 8)),
            new PromiseMade(1, PromiseKind.Remedy, L2, March(5, 10)));

    [Theory]
    [InlineData("automatic", "l1")]
    [InlineData("l2", "l3")]
    [InlineData("l3", "l3")]
    public void Above_what_its_level_may_give_one_customer_in_sum_the_choice_goes_to_a_person_above(string offeredBy, string decidedBy)
    {
        var chosen = Offered(Code.Parse(offeredBy)).Under(Sums(offeredBy)).GrantedBefore(Sum(41)).On(new ChooseOption(1, 2));

        chosen.ExpectKinds(typeof(OptionChosen), typeof(Escalated), typeof(PromiseMade));
        var escalated = chosen.Single<Escalated>();
        Assert.Equal(
            (decidedBy, EscalationReason.AboveLimit, Voucher, [Code.Parse(offeredBy)]), (escalated.Level.Text, escalated.Reason, escalated.Asked, escalated.Basis.Exceeded));
        Assert.Equal([new StoppingLimit(Code.Parse(offeredBy), RemedyKind.Voucher, Currency.Parse("EUR"), 19)], escalated.Basis.StoppedBy);
    }

    [Fact]
    public void It_goes_to_the_lowest_that_may_still_give_it() =>
        Assert.Equal(L3, Offered(Code.Parse("automatic")).Under(Sums("automatic", "l1", "l2")).GrantedBefore(Sum(41)).On(new ChooseOption(1, 2)).Single<Escalated>().Level);

    [Fact]
    public void What_fits_into_the_sum_exactly_is_granted() =>
        Offered(L2).Under(Sums("l2")).GrantedBefore(Sum(40)).On(new ChooseOption(1, 2)).ExpectKinds(typeof(OptionChosen), typeof(RemedyGranted), typeof(PromiseMade));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void An_option_that_is_not_there_is_refused(int option) =>
        Offered(L1).On(new ChooseOption(1, option)).ExpectRefusal(RefusalReason.Invalid, "Offer 1 has the options 1 to 2.");

    [Fact]
    public void A_choice_from_another_offer_is_noted() =>
        Offered(L1).On(new ChooseOption(2, 1)).ExpectNoted(new DecisionRefused(DecisionKind.Choice, 2, RefusalReason.Overtaken, null));

    [Fact]
    public void A_choice_after_the_choice_is_noted() =>
        Offered(L1).And(new OptionChosen(1, 1), new RemedyGranted(1, Redo, L1, NoRule, March(5, 8))).By(Actor.Customer).On(new ChooseOption(1, 2))
            .ExpectNoted(new DecisionRefused(DecisionKind.Choice, 1, RefusalReason.WrongStage, null));

    [Fact]
    public void Declining_all_goes_one_level_up() =>
        Assert.Equal((L2, EscalationReason.OptionsDeclined), Declined(L1));

    [Fact]
    public void Declining_what_the_pipeline_offered_goes_to_the_lowest_level() =>
        Assert.Equal((L1, EscalationReason.OptionsDeclined), Declined(Code.Parse("automatic")));

    [Fact]
    public void Declining_what_the_top_offered_ends_the_case() =>
        Offered(L3).On(new DeclineOptions(1, null)).Expect(
            new OptionsDeclined(1, null), new CauseRecorded(Cause.LateDelivery, true), new CaseClosed(Outcome.Declined));

    [Fact]
    public void A_refusal_of_another_offer_is_noted_in_its_words() =>
        Offered(L1).On(new DeclineOptions(2, "No!")).ExpectNoted(new DecisionRefused(DecisionKind.RefusalOfOptions, 2, RefusalReason.Overtaken, new TextRef(7)));

    [Fact]
    public void A_late_choice_is_refused_with_the_reason() =>
        Expired(L2).On(new ChooseOption(1, 2))
            .ExpectRefusal(RefusalReason.Expired, "Offer 1 has run out. The case is open again, and a person looks at the choice.");

    [Fact]
    public void And_a_person_at_the_level_that_offered_it_looks_at_what_was_chosen() =>
        Expired(L2).On(new ChooseOption(1, 2)).ExpectNoted(
            new DecisionRefused(DecisionKind.Choice, 1, RefusalReason.Expired, null),
            new CaseReopened(1),
            new Escalated(1, L2, EscalationReason.ChosenLate, Voucher, NoRule, March(3, 8)) { Priority = Priority.High },
            new PromiseMade(1, PromiseKind.Answer, L2, March(5, 10)));

    [Fact]
    public void What_the_pipeline_had_offered_goes_to_the_lowest_level()
    {
        var refused = Assert.IsType<Decision.Refused>(Expired(Code.Parse("automatic")).On(new ChooseOption(1, 1)).Decision);

        Assert.Equal(L1, refused.Events.OfType<Escalated>().Single().Level);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_late_choice_of_nothing_that_was_offered_opens_nothing(int option) =>
        Expired(L2).On(new ChooseOption(1, option)).ExpectRefusal(RefusalReason.Invalid, "Offer 1 had the options 1 to 2.");

    [Fact]
    public void A_late_choice_from_an_older_offer_opens_nothing() =>
        Expired(L2).On(new ChooseOption(2, 1)).ExpectRefusal(RefusalReason.WrongStage, "There is no offer to answer: the case is closed.");

    [Fact]
    public void A_case_that_is_open_again_has_no_offer_that_ran_out() =>
        Assert.Null(Expired(L2).And(new CaseReopened(1), new Escalated(1, L2, EscalationReason.ChosenLate, Voucher, NoRule, ClaimBy)).Case!.Lapsed);

    private static Given Offered(Code level) =>
        Given.Registered().And(new OptionsOffered(1, [Redo, Voucher], level, NoRule, March(9, 8))).By(Actor.Customer);

    /// <summary>These levels may not give a customer more than 60 euros in 30 days.</summary>
    private static Policy Sums(params string[] levels)
    {
        var policy = TestPolicy.Read();
        return policy with
        {
            Automatic = Limited(policy.Automatic, Policy.AutomaticLevel),
            Levels = [.. policy.Levels.Select(level => level with { Limits = Limited(level.Limits, level.Id) })],
        };

        Limits Limited(Limits limits, Code level) =>
            levels.Contains(level.Text) ? limits with { Cumulative = [new(CumulativeParty.Customer, 30, [], EventSamples.Eur(60), null)] } : limits;
    }

    private static GrantedSum Sum(decimal granted) => new(CumulativeParty.Customer, 30, [], EventSamples.Eur(granted), 0);

    private static Given Expired(Code level) =>
        Offered(level).And(new OfferExpired(1), new CauseRecorded(Cause.LateDelivery, true), new CaseClosed(Outcome.Unanswered)).By(Actor.Customer);

    private static (Code Level, EscalationReason Reason) Declined(Code level)
    {
        var escalated = Offered(level).On(new DeclineOptions(1, "None.")).Single<Escalated>();
        return (escalated.Level, escalated.Reason);
    }
}
