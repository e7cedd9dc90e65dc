using Escalation.Domain.Values;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

public sealed class PeopleReaderTests
{
    private static readonly Code[] s_levels = [Code.Parse("l1"), Code.Parse("l2"), Code.Parse("l3")];

    [Fact]
    public void The_sample_people_fit_the_sample_policy()
    {
        var levels = PolicyReader.Read(PolicyReaderTests.Sample("policy.yaml"), "policy.yaml").Levels.Select(level => level.Id).ToArray();

        Assert.NotEmpty(PeopleReader.Read(PolicyReaderTests.Sample("people.yaml"), "people.yaml", levels).Everybody);
    }

    [Fact]
    public void People_are_read_with_their_level_and_address() =>
        Assert.Equal(new Person(Code.Parse("anna"), Code.Parse("l1"), "anna@example.com"), Read(TestPolicy.PeopleYaml).Everybody[0]);

    [Fact]
    public void What_customers_may_call_them_is_read_too() =>
        Assert.Equal(["Bert Lind", "B. Lind"], Read(TestPolicy.PeopleYaml).Everybody.Single(person => person.Id.Text == "bert").Names);

    [Theory]
    [InlineData("id: bert, level: l1", "id: bert, level: l7", 3, "'l7' is no level of the policy; levels are l1, l2, l3")]
    [InlineData("id: bert", "id: Bert", 3, "'Bert' is not a code: 1 to 80 lower-case letters")]
    [InlineData("id: bert", "id: anna", 2, "'anna' is there twice")]
    [InlineData("id: dirk, level: l3", "id: dirk, level: l2", 2, "level 'l3' of the policy has no reviewer")]
    [InlineData("id: bert, level: l1", "id: bert", 3, "is missing")]
    [InlineData("id: bert, level: l1", "id: bert, level: l1, phone: 040", 3, "is not known here; known are email, id, languages, level, names, teams")]
    [InlineData("  email: operations@example.com", "  mail: operations@example.com", 7, "is not known here; known are email")]
    public void An_error_has_its_line_and_says_what_would_be_right(string right, string wrong, long line, string problem)
    {
        var text = TestPolicy.PeopleYaml.Replace(right, wrong, StringComparison.Ordinal);

        var refused = Assert.Throws<YamlFileException>(() => Read(text));

        Assert.Contains(refused.Errors, told => told.Line == line && told.Problem.StartsWith(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var text = TestPolicy.PeopleYaml.Replace("id: bert", "id: Bert", StringComparison.Ordinal).Replace("id: carla", "id: Carla", StringComparison.Ordinal);

        Assert.Equal(2, Assert.Throws<YamlFileException>(() => Read(text)).Errors.Count);
    }

    [Fact]
    public void A_wrong_level_is_told_once()
    {
        var text = TestPolicy.PeopleYaml.Replace("id: bert, level: l1", "id: bert, level: L1", StringComparison.Ordinal);

        Assert.Single(Assert.Throws<YamlFileException>(() => Read(text)).Errors);
    }

    private static PeopleFile Read(string text) => PeopleReader.Read(text, "people.yaml", s_levels);
}
