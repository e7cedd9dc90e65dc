using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What is asked of a case that does not exist, at a time that has passed, or by somebody who may not.</summary>
public sealed class DeciderTests
{
    [Fact]
    public void Nothing_can_be_asked_of_a_complaint_that_was_never_registered() =>
        Given.Nothing.By(Actor.Customer).On(new Withdraw(0, null))
            .ExpectRefusal(RefusalReason.UnknownCase, "No complaint with this case number has been registered.");

    [Theory]
    [InlineData(ActorKind.Customer, "A customer may not do this.")]
    [InlineData(ActorKind.Fulfilment, "A fulfilment may not do this.")]
    public void Whoever_may_not_is_told_so(ActorKind kind, string words) =>
        Given.Registered().By(new(kind, Code.Parse("somebody"))).On(new CheckAuthority(1)).ExpectRefusal(RefusalReason.NotAllowed, words);

    [Fact]
    public void A_check_of_another_number_is_overtaken() =>
        Given.Registered().On(new CheckAuthority(2)).ExpectRefusal(RefusalReason.Overtaken, "This check was overtaken by what happened since.");

    [Fact]
    public void So_is_the_check_of_a_case_that_is_past_it() =>
        Escalated().On(new CheckAuthority(1)).ExpectRefusal(RefusalReason.Overtaken, "This check was overtaken by what happened since.");

    [Fact]
    public void A_deadline_of_a_case_that_waits_for_nothing_is_overtaken() =>
        Given.Registered().On(new FireDeadline(1, EventSamples.At))
            .ExpectRefusal(RefusalReason.Overtaken, "This deadline was overtaken by what happened since.");

    [Fact]
    public void Without_an_offer_there_is_nothing_to_choose_or_decline()
    {
        const string words = "There is no offer to answer: the case is under review.";

        Escalated().By(Actor.Customer).On(new ChooseOption(1, 1)).ExpectRefusal(RefusalReason.WrongStage, words);
        Escalated().By(Actor.Customer).On(new DeclineOptions(1, null)).ExpectRefusal(RefusalReason.WrongStage, words);
    }

    [Fact]
    public void In_a_case_closed_for_another_reason_no_offer_is_chosen_late() =>
        Given.Registered().And(new CaseClosed(Outcome.Unanswered)).By(Actor.Customer).On(new ChooseOption(1, 1))
            .ExpectRefusal(RefusalReason.WrongStage, "There is no offer to answer: the case is closed.");

    [Fact]
    public void Of_an_offer_that_lapsed_another_number_is_not_chosen_late() =>
        Lapsed().By(Actor.Customer).On(new ChooseOption(2, 1))
            .ExpectRefusal(RefusalReason.WrongStage, "There is no offer to answer: the case is closed.");

    private static Given Lapsed() => Given.Registered().And(
        new OptionsOffered(1, [new(RemedyKind.SelfService)], Policy.AutomaticLevel, NoRule, March(5, 8)),
        new OfferExpired(1),
        new CaseClosed(Outcome.Unanswered));
}
