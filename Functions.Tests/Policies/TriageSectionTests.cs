using Escalation.Domain.Calendars;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

public sealed class TriageSectionTests
{
    [Fact]
    public void What_it_says_is_read()
    {
        var triage = TestPolicy.ReadWithTriage().Triage;

        Assert.Equal(
            new TriagePolicy
            {
                Anxious = new(BusinessDuration.Parse("3h"), BusinessDuration.Parse("1d")),
                Contact = "Ada Example, +358 9 123 456",
                CallsBy = Code.Parse("l1"),
                EndContactLevel = Code.Parse("l2"),
                HousePolicy = ["Warn once and write it down."],
                LegalTeam = Code.Parse("legal"),
                SafetyTeam = Code.Parse("security"),
            },
            triage);
    }

    [Fact]
    public void A_policy_without_it_has_the_default() => Assert.Equal(TriagePolicy.Default, TestPolicy.Read().Triage);

    [Theory]
    [InlineData("1d", "4h")]
    [InlineData("2d", "1d")]
    [InlineData("3d", "1d 4h")]
    [InlineData("4h", "2h")]
    [InlineData("1d 2h", "5h")]
    public void Half_of_a_time_is_counted_in_days_and_four_hours_for_half_a_day(string usual, string half)
    {
        var level = TestPolicy.Read().Levels[0] with { ClaimWithin = BusinessDuration.Parse(usual) };

        Assert.Equal(BusinessDuration.Parse(half), ShorterTimes.Half.Of(level).ClaimWithin);
    }

    [Theory]
    [InlineData("triage: { anxious: { claimWithin: soon } }", "triage.anxious.claimWithin", "'soon' is not a business duration, such as 2d, 4h, 1d 4h or 90m")]
    [InlineData("triage: { vulnerable: { claimWithin: 0h } }", "triage.vulnerable.claimWithin", "must be longer than nothing, or the same deadline would ring again and again")]
    [InlineData("triage: { vulnerable: { callsBy: l9 } }", "triage.vulnerable.callsBy", "'l9' is no level; levels are l1, l2, l3")]
    [InlineData("triage: { vulnerable: { contact: '' } }", "triage.vulnerable.contact", "must have 1 to 200 characters")]
    [InlineData("triage: { abuse: { endContact: boss } }", "triage.abuse.endContact", "'boss' is no level; levels are l1, l2, l3")]
    [InlineData("triage: { legal: { level: l2 } }", "triage.legal.team", "is missing")]
    [InlineData("triage: { furious: { } }", "triage.furious", "is not known here; known are abuse, anxious, legal, safety, vulnerable")]
    [InlineData("teams: [{ id: cards }]\ntriage: { legal: { team: law } }", "triage.legal.team", "'law' is no team of the policy")]
    public void What_is_wrong_is_told_with_its_place(string section, string path, string problem)
    {
        var wrong = Assert.Throws<YamlFileException>(() => PolicyReader.Read($"{TestPolicy.Yaml}\n{section}\n", "policy.yaml"));

        Assert.Contains(wrong.Errors, error => error.Path == path && error.Problem == problem && error.Line > 80);
    }

    [Fact]
    public void A_vulnerable_customers_times_come_before_an_anxious_ones()
    {
        var triage = Triage.Calm with { State = CustomerState.Anxious, Flags = [CaseFlag.Vulnerable] };

        Assert.Equal(ShorterTimes.Half, TestPolicy.ReadWithTriage().Triage.TimesFor(triage));
    }
}
