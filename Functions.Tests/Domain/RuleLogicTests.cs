using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class RuleLogicTests
{
    private static readonly Condition s_always = Condition.Always;
    private static readonly Code[] s_two = [Code.Parse("a"), Code.Parse("b")];

    public static TheoryData<Condition, string?> Contradictions() => new()
    {
        { s_always with { Categories = [] }, "'category' names nothing" },
        { s_always with { Sources = [] }, "'source' names nothing" },
        { s_always with { Products = [] }, "'product' names nothing" },
        { s_always with { Groups = [] }, "'group' names nothing" },
        { s_always with { Languages = [] }, "'language' names nothing" },
        { s_always with { Regions = [] }, "'region' names nothing" },
        { s_always with { Channels = [] }, "'channel' names nothing" },
        { s_always with { Flags = [] }, "'flag' names nothing" },
        { s_always with { States = [] }, "'state' names nothing" },
        { s_always with { Amount = AmountCondition.None, AboveAmount = EventSamples.Eur(5) }, "an amount cannot be absent and of a certain size" },
        { s_always with { Amount = AmountCondition.None, AtMostAmount = EventSamples.Eur(5) }, "an amount cannot be absent and of a certain size" },
        { s_always with { AboveAmount = EventSamples.Eur(5), AtMostAmount = Usd(9) }, "an amount is never in EUR and in USD" },
        { s_always with { AboveAmount = EventSamples.Eur(5), AtMostAmount = EventSamples.Eur(5) }, "nothing is above EUR 5.00 and at most EUR 5.00" },
        { s_always with { AboveAmount = EventSamples.Eur(5), AtMostAmount = EventSamples.Eur(5.01m) }, null },
        { s_always with { OlderThanDays = 7, AtMostDays = 7 }, "nothing is older than 7 days and not older than 7 days" },
        { s_always with { OlderThanDays = 6, AtMostDays = 7 }, null },
        { s_always, null },
    };

    public static TheoryData<Condition, Condition, bool> Pairs() => new()
    {
        { s_always with { Categories = Codes("a") }, s_always with { Categories = Codes("b") }, true },
        { s_always with { Categories = Codes("a", "b") }, s_always with { Categories = Codes("b", "c") }, false },
        { s_always with { Sources = Codes("a") }, s_always with { Sources = Codes("b") }, true },
        { s_always with { Products = Codes("a") }, s_always with { Products = Codes("b") }, true },
        { s_always with { Groups = Codes("a") }, s_always with { Groups = Codes("b") }, true },
        { s_always with { Regions = Codes("a") }, s_always with { Regions = Codes("b") }, true },
        { s_always with { Languages = Codes("fi") }, s_always with { Languages = Codes("ko") }, true },
        { s_always with { Channels = [Channel.Email] }, s_always with { Channels = [Channel.Phone] }, true },
        { s_always with { States = [CustomerState.Angry] }, s_always with { States = [CustomerState.Calm] }, true },
        { s_always with { Flags = [CaseFlag.Legal] }, s_always with { Flags = [CaseFlag.Safety] }, false },
        { s_always with { Asked = [] }, s_always with { Asked = [] }, false },
        { s_always with { Asked = [] }, s_always with { Asked = [RemedyKind.Redo] }, true },
        { s_always with { Asked = [RemedyKind.Refund] }, s_always with { Asked = [RemedyKind.Redo] }, true },
        { s_always with { Asked = [RemedyKind.Refund] }, s_always, false },
        { s_always with { Amount = AmountCondition.Stated }, s_always with { Amount = AmountCondition.ReadFromText }, true },
        { s_always with { Amount = AmountCondition.Stated }, s_always with { Amount = AmountCondition.Any }, false },
        { s_always with { Amount = AmountCondition.None }, s_always with { Amount = AmountCondition.Any }, true },
        { s_always with { Amount = AmountCondition.None }, s_always with { AboveAmount = EventSamples.Eur(5) }, true },
        { s_always with { Amount = AmountCondition.None }, s_always with { AtMostAmount = EventSamples.Eur(5) }, true },
        { s_always with { Amount = AmountCondition.Stated }, s_always with { AtMostAmount = EventSamples.Eur(5) }, false },
        { s_always with { AtMostAmount = EventSamples.Eur(5) }, s_always with { AboveAmount = EventSamples.Eur(5) }, true },
        { s_always with { AtMostAmount = EventSamples.Eur(5.01m) }, s_always with { AboveAmount = EventSamples.Eur(5) }, false },
        { s_always with { AtMostAmount = EventSamples.Eur(5) }, s_always with { AboveAmount = Usd(1) }, true },
        { s_always with { Repeat = true }, s_always with { Repeat = false }, true },
        { s_always with { Repeat = true }, s_always with { Repeat = true }, false },
        { s_always with { AtMostDays = 7 }, s_always with { OlderThanDays = 7 }, true },
        { s_always with { AtMostDays = 8 }, s_always with { OlderThanDays = 7 }, false },
        { s_always, s_always, false },
    };

    public static TheoryData<Condition, Condition, bool> Implications() => new()
    {
        { s_always with { Categories = Codes("a") }, s_always with { Categories = Codes("a", "b") }, true },
        { s_always with { Categories = Codes("a", "b") }, s_always with { Categories = Codes("a") }, false },
        { s_always, s_always with { Categories = Codes("a") }, false },
        { s_always with { Asked = [] }, s_always with { Asked = [RemedyKind.Redo] }, false },
        { s_always with { Asked = [] }, s_always with { Asked = [] }, true },
        { s_always with { AboveAmount = EventSamples.Eur(5) }, s_always with { Amount = AmountCondition.Any }, true },
        { s_always with { AtMostAmount = EventSamples.Eur(5) }, s_always with { Amount = AmountCondition.Any }, true },
        { s_always with { Amount = AmountCondition.None }, s_always with { Amount = AmountCondition.Any }, false },
        { s_always with { AboveAmount = EventSamples.Eur(5) }, s_always with { AboveAmount = EventSamples.Eur(5) }, true },
        { s_always with { AboveAmount = EventSamples.Eur(4) }, s_always with { AboveAmount = EventSamples.Eur(5) }, false },
        { s_always with { AtMostAmount = EventSamples.Eur(5) }, s_always with { AtMostAmount = EventSamples.Eur(5) }, true },
        { s_always with { AtMostAmount = EventSamples.Eur(6) }, s_always with { AtMostAmount = EventSamples.Eur(5) }, false },
        { s_always with { Amount = AmountCondition.Stated }, s_always with { Amount = AmountCondition.Any }, true },
        { s_always with { Amount = AmountCondition.ReadFromText }, s_always with { Amount = AmountCondition.Any }, true },
        { s_always with { Amount = AmountCondition.Stated }, s_always, true },
        { s_always with { Amount = AmountCondition.Stated }, s_always with { Amount = AmountCondition.None }, false },
        { s_always, s_always with { Amount = AmountCondition.Any }, false },
        { s_always, s_always with { Repeat = false }, false },
        { s_always with { Repeat = true }, s_always with { Repeat = true }, true },
        { s_always with { Repeat = true }, s_always, true },
        { s_always with { OlderThanDays = 7 }, s_always with { OlderThanDays = 7 }, true },
        { s_always with { OlderThanDays = 6 }, s_always with { OlderThanDays = 7 }, false },
        { s_always with { AtMostDays = 7 }, s_always with { AtMostDays = 7 }, true },
        { s_always with { AtMostDays = 8 }, s_always with { AtMostDays = 7 }, false },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Conditions_that_can_never_all_hold_are_told_why(Condition when, string? why) => Assert.Equal(why, RuleLogic.Contradiction(when));

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_conditions_are_apart_where_no_matter_satisfies_both(Condition one, Condition other, bool apart) =>
        Assert.Equal((apart, apart), (RuleLogic.Exclude(one, other), RuleLogic.Exclude(other, one)));

    [Theory]
    [MemberData(nameof(Implications))]
    public void A_condition_implies_another_where_the_other_holds_whenever_it_does(Condition one, Condition other, bool implies) =>
        Assert.Equal(implies, RuleLogic.Implies(one, other));

    [Fact]
    public void A_rule_is_in_the_shadow_of_those_that_take_each_of_its_categories()
    {
        Rule first = Of(s_always with { Categories = Codes("a") }), second = Of(s_always with { Categories = Codes("b") });

        Assert.Equal([first, second], RuleLogic.ShadowedBy(s_always with { Categories = s_two.ToValueList() }, [first, second]));
        Assert.Empty(RuleLogic.ShadowedBy(s_always with { Categories = s_two.ToValueList() }, [first]));
        Assert.Equal([first], RuleLogic.ShadowedBy(s_always with { Categories = Codes("a") }, [first, second]));
    }

    private static ValueList<Code> Codes(params string[] codes) => codes.Select(Code.Parse).ToValueList();

    private static Money Usd(decimal amount) => new(amount, Currency.Parse("USD"));

    private static Rule Of(Condition when) => new(Code.Parse("a-rule"), when, new Ruling.OfferOptions());
}
