using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

/// <summary>What keeps no policy from working, and likely is not meant.</summary>
public sealed class PolicyWarningTests
{
    [Fact]
    public void An_answer_after_the_legal_date_is_told_with_its_line()
    {
        var text = TestPolicy.YamlWithClocks.Replace("within: 5 days, until: answer", "within: 2 days, until: answer", StringComparison.Ordinal);

        var warning = Assert.Single(PolicyReader.Examine(text).Warnings, note => note.Rule == "answer-after-legal-date" && note.Path.StartsWith("levels[3]", StringComparison.Ordinal));
        Assert.Equal("is 5d, and quick-law wants the answer within 2 days of the receipt: for such complaints the promise is brought forward", warning.Problem);
    }

    [Fact]
    public void More_reminders_than_people_read_are_told()
    {
        var found = PolicyReader.Examine(TestPolicy.Yaml.Replace("reminders: 1", "reminders: 12", StringComparison.Ordinal));

        Assert.Contains(found.Warnings, note => note.Path == "timing.reminders" && note.Rule == "many-reminders");
    }

    [Fact]
    public void A_team_that_nobody_is_in_is_told()
    {
        var people = TestPolicy.TeamPeople.Replace("teams: [deliveries], ", "", StringComparison.Ordinal);

        var warning = Assert.Single(Staffing(people), note => note.Rule == "team-without-reviewer");
        Assert.Equal("'deliveries' has nobody in the people file: its complaints go to reviewers of other teams", warning.Problem);
    }

    [Fact]
    public void A_language_that_nobody_speaks_is_told()
    {
        var people = TestPolicy.TeamPeople.Replace("languages: [fi]", "languages: [ko]", StringComparison.Ordinal);

        Assert.Equal("'fi' is spoken by nobody in the people file", Assert.Single(Staffing(people), note => note.Rule == "language-without-reviewer").Problem);
    }

    [Theory]
    [InlineData("name: [", 2, 1)]
    [InlineData("name: tests\nlevels: { a: 1", 3, 1)]
    [InlineData("name: 'tests", 1, 7)]
    [InlineData("name: \"a\\q\"", 1, 7)]
    [InlineData("- a\nb: c", 2, 1)]
    [InlineData("name:\n  a: b\n\tc: d", 2, 6)]
    [InlineData("name: a\nlevels: *nothing", 2, 9)]
    public void Broken_text_is_an_error_with_its_line_and_column(string text, long line, long column)
    {
        var error = Assert.Single(PolicyReader.Examine(text).Errors);

        Assert.Equal(("yaml", line, column), (error.Rule, error.Line, error.Column));
    }

    [Fact]
    public void Text_that_nests_without_end_is_an_error_and_no_crash()
    {
        var error = Assert.Single(PolicyReader.Examine($"name: {new string('[', 100_000)}").Errors);

        Assert.Equal("nests lists and mappings deeper than 50", error.Problem);
    }

    [Fact]
    public void A_policy_that_cases_are_pinned_to_is_read_although_a_newer_check_refuses_it()
    {
        var text = TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: 1.000 EUR", StringComparison.Ordinal);

        Assert.Throws<YamlFileException>(() => PolicyReader.Read(text, "policy.yaml"));
        Assert.Equal("tests", PolicyReader.ReadPinned(text, "policy.yaml").Name);
    }

    private static IReadOnlyList<YamlError> Staffing(string people)
    {
        var text = TestPolicy.Yaml + TestPolicy.Teams;
        var policy = PolicyReader.Read(text, "policy.yaml");
        return StaffingCheck.Run(text, policy, PeopleReader.Read(people, "people.yaml", [.. policy.Levels.Select(level => level.Id)]));
    }
}
