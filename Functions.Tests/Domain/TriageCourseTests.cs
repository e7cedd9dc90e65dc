using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Authority;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

public sealed class TriageCourseTests
{
    private static readonly Policy s_policy = TestPolicy.Read() with { Triage = new() { LegalTeam = Code.Parse("legal"), SafetyTeam = Code.Parse("security") } };

    [Theory]
    [InlineData(CaseFlag.Safety, "danger-is-looked-at-by-a-person")]
    [InlineData(CaseFlag.Legal, "the-law-is-looked-at-by-a-person")]
    [InlineData(CaseFlag.Vulnerable, null)]
    public void Danger_and_law_are_looked_at_by_a_person_and_named_as_the_rule(CaseFlag flag, string? rule) =>
        Assert.Equal(rule, TriageCourse.NeedsPerson(null, Flagged(flag), s_policy)?.Text);

    [Fact]
    public void Where_nobody_is_named_for_the_law_no_person_has_to_look() =>
        Assert.Null(TriageCourse.NeedsPerson(null, Flagged(CaseFlag.Legal), s_policy with { Triage = new() }));

    [Fact]
    public void A_rule_that_looks_at_flags_or_sends_it_to_a_person_has_the_last_word()
    {
        Rule looks = new(Code.Parse("a"), Condition.Always with { Flags = [CaseFlag.Safety] }, new Ruling.OfferOptions());
        Rule sends = new(Code.Parse("b"), Condition.Always, new Ruling.EscalateTo(null));
        Rule other = new(Code.Parse("c"), Condition.Always, new Ruling.OfferOptions());

        Assert.Null(TriageCourse.NeedsPerson(looks, Flagged(CaseFlag.Safety), s_policy));
        Assert.Null(TriageCourse.NeedsPerson(sends, Flagged(CaseFlag.Safety), s_policy));
        Assert.NotNull(TriageCourse.NeedsPerson(other, Flagged(CaseFlag.Safety), s_policy));
    }

    [Theory]
    [InlineData(new[] { CaseFlag.Safety, CaseFlag.Legal }, "security")]
    [InlineData(new[] { CaseFlag.Legal }, "legal")]
    [InlineData(new[] { CaseFlag.Abuse }, null)]
    public void Danger_comes_before_law(CaseFlag[] flags, string? team) =>
        Assert.Equal(team, s_policy.Triage.TeamFor(Flagged(flags))?.Text);

    [Fact]
    public void Law_has_its_team_also_where_danger_has_none() =>
        Assert.Equal("legal", (s_policy.Triage with { SafetyTeam = null }).TeamFor(Flagged(CaseFlag.Safety, CaseFlag.Legal))?.Text);

    [Fact]
    public void Who_is_confused_is_asked_though_their_account_is_long_enough()
    {
        var asked = Confused(c => c with { AccountWords = 50 }).On(new CheckAuthority(1)).Single<QuestionsAsked>();

        Assert.Equal([Question.WhatHappened, Question.WhichProduct, Question.WhatWouldBeFair], asked.Questions);
    }

    [Fact]
    public void Who_is_confused_and_asks_for_what_can_be_given_at_once_gets_it() =>
        Confused(c => c with { Requested = new(RemedyKind.Refund, EventSamples.Eur(20)) }).On(new CheckAuthority(1))
            .ExpectKinds(typeof(RemedyGranted), typeof(PromiseMade));

    [Theory]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void Just_enough_words_are_enough(int words, bool asks)
    {
        var decided = Assert.IsType<Decision.Accepted>(Given.Registered(c => c with { AccountWords = words }).On(new CheckAuthority(1)).Decision);

        Assert.Equal(asks, decided.Events.OfType<QuestionsAsked>().Any());
    }

    private static Given Confused(Func<Complaint, Complaint> with) =>
        Given.Registered(c => with(c with { Triage = Triage.Calm with { State = CustomerState.Confused } }));

    private static Triage Flagged(params CaseFlag[] flags) => Triage.Calm with { Flags = flags.ToValueList() };
}
