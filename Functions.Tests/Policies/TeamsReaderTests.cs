using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

/// <summary>What a policy and people.yaml say of teams and languages, and of knowing customers again.</summary>
public sealed class TeamsReaderTests
{
    private static readonly Code[] s_levels = [Code.Parse("l1"), Code.Parse("l2"), Code.Parse("l3")];
    private static readonly Code[] s_teams = [Code.Parse("deliveries"), Code.Parse("gifts"), Code.Parse("finns")];

    [Fact]
    public void A_team_is_read_with_all_that_is_said_of_it()
    {
        var policy = Policy("""

            calendars:
              evening: { zone: Etc/UTC, open: { monday: 16:00-22:00 } }
            teams:
              - { id: cards, title: the cards team, categories: gift, languages: [EN, fi], calendar: evening, membersOnly: no, reviewerSpeaks: required }
            """);

        Assert.Equal(
            new Team(Code.Parse("cards"), "the cards team")
            {
                Categories = [Code.Parse("gift")],
                Languages = [Code.Parse("en"), Code.Parse("fi")],
                Calendar = Code.Parse("evening"),
                MembersOnly = false,
                ReviewerSpeaks = Strictness.Required,
            },
            policy.Teams.Single());
    }

    [Fact]
    public void Without_a_section_the_teams_are_those_that_categories_name() => Assert.Equal(
        "gifts",
        PolicyReader.Read(TestPolicy.Yaml.Replace("title: A gift card", "title: A gift card\n    team: gifts", StringComparison.Ordinal), "policy.yaml").Teams.Single().Id.Text);

    [Fact]
    public void A_team_of_a_category_that_is_none_is_told_with_its_line()
    {
        var text = TestPolicy.Yaml.Replace("title: A gift card", "title: A gift card\n    team: guests", StringComparison.Ordinal) + TestPolicy.Teams;
        var line = text.Split('\n').Index().First(l => l.Item.Contains("team: guests", StringComparison.Ordinal)).Index + 1;

        var error = Assert.Single(Assert.Throws<YamlFileException>(() => PolicyReader.Read(text, "policy.yaml")).Errors);

        Assert.Equal((line, "'guests' is no team of the policy; teams are deliveries, gifts, finns"), ((int)error.Line, error.Problem));
    }

    [Theory]
    [InlineData("teams:\n  - { id: a, title: a, categories: [unheard] }", "'unheard' is no category")]
    [InlineData("teams:\n  - { id: a, title: a }\n  - { id: a, title: b }", "'a' is there twice")]
    [InlineData("teams:\n  - { id: a, title: a, languages: [finnish] }", "is not a language tag")]
    [InlineData("teams:\n  - { id: a, title: a, reviewerSpeaks: always }", "is none of preferred, required")]
    [InlineData("teams:\n  - { id: a, title: a, membersOnly: perhaps }", "must be yes or no")]
    [InlineData("teams:\n  - { id: a, title: a, calendar: night }", "'night' is no calendar")]
    [InlineData("reviewerSpeaks: always", "is none of preferred, required")]
    [InlineData("country: XX", "is not the two letters of a country (ISO 3166), such as GB")]
    [InlineData("repeat: { within: 90 }", "is not a number of days from 1d to 3650d")]
    [InlineData("repeat: { same: customer }", "is none of any, category, product")]
    [InlineData("repeat: { within: 90d, like: any }", "is not known here")]
    public void What_is_wrong_is_told_with_what_would_be_right(string section, string problem) => Assert.Contains(
        Assert.Throws<YamlFileException>(() => Policy($"\n{section}\n")).Errors,
        error => error.Line > 60 && error.ToString().Contains(problem, StringComparison.Ordinal));

    [Fact]
    public void Country_and_repeat_are_read()
    {
        var policy = Policy("\ncountry: GB\nrepeat: { within: 30d, same: category }\nreviewerSpeaks: required\n");

        Assert.Equal(
            (Code.Parse("gb"), new RepeatRule(30, Likeness.Category), Strictness.Required), (policy.Country!, policy.Repeat, policy.ReviewerSpeaks));
    }

    [Fact]
    public void Without_a_word_any_complaint_within_ninety_days_is_a_repeat() => Assert.Equal(new RepeatRule(90, Likeness.Any), TestPolicy.Read().Repeat);

    [Fact]
    public void A_person_has_teams_and_languages()
    {
        var bert = PeopleReader.Read(TestPolicy.TeamPeople, "people.yaml", s_levels, s_teams).Everybody[1];

        Assert.Equal(["gifts", "finns"], bert.Teams.Select(team => team.Text));
        Assert.Equal(["fi"], bert.Languages.Select(language => language.Text));
    }

    [Fact]
    public void A_team_of_a_person_that_is_none_is_told_with_its_line()
    {
        var text = TestPolicy.TeamPeople.Replace("teams: [gifts, finns]", "teams: [gifts, guests]", StringComparison.Ordinal);

        var error = Assert.Single(Assert.Throws<YamlFileException>(() => PeopleReader.Read(text, "people.yaml", s_levels, s_teams)).Errors);

        Assert.Equal((3, "'guests' is no team of the policy; teams are deliveries, gifts, finns"), ((int)error.Line, error.Problem));
    }

    private static Policy Policy(string more) => PolicyReader.Read(TestPolicy.Yaml + more, "policy.yaml");
}
