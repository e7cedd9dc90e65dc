using Escalation.Domain.Calendars;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain;

public sealed class PolicyTests
{
    private static readonly Code s_l1 = Code.Parse("l1");
    private static readonly Limit s_refund = new(RemedyKind.Refund, Currency.Parse("EUR"), 500);
    private static readonly CumulativeLimit s_toCustomer = new(CumulativeParty.Customer, 30, [], EventSamples.Eur(100), null);
    private static readonly CumulativeLimit s_byGranter = new(CumulativeParty.Granter, 7, [], EventSamples.Eur(90), null);

    private static readonly Policy s_policy = TestPolicy.Read();

    private static readonly ValueList<GrantedSum> s_granted =
        [new(CumulativeParty.Customer, 30, [], EventSamples.Eur(40), 0), new(CumulativeParty.Granter, 7, [], EventSamples.Eur(50), 0)];

    [Fact]
    public void A_person_may_grant_where_nobody_knows_what_is_in_dispute_and_the_pipeline_may_not()
    {
        var policy = WithLimits(new([s_refund]) { Shares = [new(RemedyKind.Refund, 50)] }).For(EventSamples.Complaint with { Dispute = null });

        Assert.Equal((1, 0), (policy.LevelOf(s_l1).Limits.Each.Count, policy.Automatic.Each.Count));
    }

    [Fact]
    public void What_a_person_granted_leaves_the_pipeline_its_own_sums() => Assert.Equal((60, 40), Left(byPerson: true));

    [Fact]
    public void What_the_pipeline_granted_leaves_people_their_own_sums() => Assert.Equal((40, 60), Left(byPerson: false));

    [Fact]
    public void Without_anything_granted_the_policy_is_the_same() => Assert.Same(s_policy, s_policy.Within([], byPerson: true));

    [Fact]
    public void Limits_on_sums_are_told_once_however_many_levels_have_them() =>
        Assert.Equal([s_toCustomer, s_byGranter], WithLimits(new([s_refund]) { Cumulative = [s_toCustomer, s_byGranter] }).Cumulative);

    [Fact]
    public void The_ladder_begins_above_the_pipeline_and_ends_at_the_top()
    {
        Assert.Equal((-1, 0, 2), (s_policy.Rank(Policy.AutomaticLevel), s_policy.Rank(s_l1), s_policy.Rank(Code.Parse("l3"))));
        Assert.Equal(
            ["l1", "l2", "l3"],
            new[] { Policy.AutomaticLevel, s_l1, Code.Parse("l3") }.Select(level => s_policy.Above(level).Id.Text));
        Assert.Equal((false, true), (s_policy.IsTop(Code.Parse("l2")), s_policy.IsTop(Code.Parse("l3"))));
    }

    [Fact]
    public void A_level_of_another_policy_is_an_error_that_names_both() =>
        Assert.Equal(
            $"Policy {s_policy.Hash} has no level 'l9'.",
            Assert.Throws<InvalidOperationException>(() => s_policy.LevelOf(Code.Parse("l9"))).Message);

    [Fact]
    public void A_category_that_the_policy_does_not_know_is_other() =>
        Assert.Equal("other", s_policy.CategoryOf(Code.Parse("no-such")).Id.Text);

    [Fact]
    public void People_work_by_the_calendar_of_their_level_before_that_of_the_team()
    {
        BusinessCalendar nights = TestPolicy.Read().Calendar, days = TestPolicy.Read().Calendar;
        var policy = s_policy with
        {
            Calendars = new Dictionary<Code, BusinessCalendar> { [Code.Parse("nights")] = nights, [Code.Parse("days")] = days },
            Levels = [.. s_policy.Levels.Select(level => level.Id == s_l1 ? level with { Calendar = Code.Parse("nights") } : level)],
            Teams = [new(Code.Parse("cards"), "the cards team") { Calendar = Code.Parse("days") }],
        };
        var cards = EventSamples.Complaint with { Team = Code.Parse("cards") };

        Assert.Same(nights, policy.CalendarOf(s_l1, cards));
        Assert.Same(days, policy.CalendarOf(Code.Parse("l2"), cards));
        Assert.Same(policy.Calendar, policy.CalendarOf(Code.Parse("l2"), cards with { Team = null }));
    }

    [Fact]
    public void Vulnerable_customers_have_their_times_though_they_are_anxious_too()
    {
        var triage = new TriagePolicy { Vulnerable = new(new(0, 30), new(0, 60)), Anxious = new(new(0, 90), new(0, 120)) };

        Assert.Equal(triage.Vulnerable, triage.TimesFor(new(CustomerState.Anxious, [CaseFlag.Vulnerable], [])));
        Assert.Equal(triage.Anxious, triage.TimesFor(new(CustomerState.Anxious, [], [])));
        Assert.Null(triage.TimesFor(Triage.Calm));
    }

    [Theory]
    [InlineData("zh-tw", true)]
    [InlineData("zh", true)]
    [InlineData("fi", false)]
    public void A_rule_for_a_language_holds_for_that_of_any_country(string language, bool holds) =>
        Assert.Equal(
            holds,
            (Condition.Always with { Languages = [Code.Parse("zh")] })
                .Holds(new(EventSamples.Complaint with { Language = Code.Parse(language) }, Repeat: false, EventSamples.At)));

    [Fact]
    public void One_flag_of_several_is_enough() =>
        Assert.True(new Scope(null, null, null, [CaseFlag.Legal, CaseFlag.Safety])
            .Holds(EventSamples.Complaint with { Triage = Triage.Calm with { Flags = [CaseFlag.Safety] } }));

    private static (decimal Automatic, decimal Level) Left(bool byPerson)
    {
        var left = WithLimits(new([s_refund]) { Cumulative = [s_toCustomer, s_byGranter] }).Within(s_granted, byPerson);
        return (left.Automatic.Each[0].Most, left.LevelOf(s_l1).Limits.Each[0].Most);
    }

    private static Policy WithLimits(Limits limits) =>
        s_policy with { Automatic = limits, Levels = [.. s_policy.Levels.Select(level => level with { Limits = limits })] };
}
