using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

/// <summary>A policy takes in the files it names, so that what is kept and hashed needs nothing beside it.</summary>
public sealed class PolicyTextTests
{
    private const string Holidays = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260303\r\nSUMMARY:A long\r\n  name: # not a comment\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static readonly string s_naming = TestPolicy.Yaml.Replace(
        "    monday-friday: 08:00-16:00\n", "    monday-friday: 08:00-16:00\n  holidayFile: days.ics\n", StringComparison.Ordinal);

    public static TheoryData<string> Regimes() =>
        [.. Directory.GetFiles(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "regimes")).Select(file => System.IO.Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void A_policy_that_names_no_file_stays_as_it_is() => Assert.Equal(TestPolicy.Yaml, With(TestPolicy.Yaml));

    [Fact]
    public void The_days_of_a_file_are_closed()
    {
        var calendar = PolicyReader.Read(With(s_naming), "policy.yaml").Calendar;

        Assert.Empty(calendar.SpansOn(new(2026, 3, 3)));
        Assert.NotEmpty(calendar.SpansOn(new(2026, 3, 4)));
    }

    [Fact]
    public void What_was_taken_in_is_never_read_again() =>
        Assert.Equal(With(s_naming), PolicyText.WithFiles(With(s_naming), "policy.yaml", _ => throw new IOException("gone")));

    [Fact]
    public void Another_content_is_another_policy() => Assert.NotEqual(
        PolicyReader.Read(With(s_naming), "policy.yaml").Hash,
        PolicyReader.Read(With(s_naming, Holidays.Replace("20260303", "20260304", StringComparison.Ordinal)), "policy.yaml").Hash);

    [Fact]
    public void Lines_of_errors_stay_those_of_the_file() => Assert.Equal(
        2, Refused(() => PolicyReader.Read(With(s_naming.Replace("currency: EUR", "currency: EURO", StringComparison.Ordinal)), "policy.yaml")).Line);

    [Fact]
    public void A_file_that_is_not_there_is_told_with_the_line_that_names_it()
    {
        var error = Refused(() => PolicyText.WithFiles(s_naming, "policy.yaml", _ => throw new FileNotFoundException("there is no such file")));

        Assert.Equal((8L, "days.ics", "cannot be read: there is no such file"), (error.Line, error.Path, error.Problem));
    }

    [Theory]
    [InlineData("../days.ics")]
    [InlineData("/etc/days.ics")]
    public void A_file_outside_of_the_folder_is_refused(string path) => Assert.Equal(
        "must be a path inside the folder of the policy",
        Refused(() => With(s_naming.Replace("days.ics", path, StringComparison.Ordinal))).Problem);

    [Fact]
    public void A_text_that_names_a_file_and_does_not_hold_it_is_refused() => Assert.Contains(
        "names the file 'days.ics' and does not hold it", Refused(() => PolicyReader.Read(s_naming, "policy.yaml")).Problem, StringComparison.Ordinal);

    [Fact]
    public void What_is_wrong_in_a_holiday_file_is_told_with_its_line() => Assert.Contains(
        "days.ics, line 3: ",
        Refused(() => PolicyReader.Read(With(s_naming, Holidays.Replace("DTSTART;VALUE=DATE:20260303", "DTSTART:20260303T090000", StringComparison.Ordinal)), "policy.yaml")).Problem,
        StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Regimes))]
    public void A_regime_that_ships_can_be_used_as_it_is(string file)
    {
        var text = PolicyText.WithFiles(
            $"{TestPolicy.Yaml}\nlegal:\n  - file: {file}\n", "policy.yaml", name => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "regimes", name)));

        var regime = Assert.Single(PolicyReader.Read(text, "policy.yaml").Legal);

        Assert.Equal(System.IO.Path.GetFileNameWithoutExtension(file), regime.Id.Text);
        Assert.All(regime.Steps, step => Assert.True(step.Source.Length > 10 && step.Read > new DateOnly(2026, 1, 1)));
    }

    [Theory]
    [InlineData("within: 8 weeks", "within: soon", "'soon' is not a legal term, such as 24 hours")]
    [InlineData("within: 8 weeks", "within: 0 days", "is not a legal term")]
    [InlineData("until: answer", "until: doomsday", "must be one of acknowledged, update, answer, closed")]
    [InlineData("warnBefore: 10 days", "warnBefore: 8 weeks", "must be shorter than the 8 weeks it warns of")]
    [InlineData("read: 2026-11-24", "read: lately", "is not a date, such as 2026-12-25")]
    [InlineData("source: the tests, ", "", "is missing")]
    public void A_step_that_cannot_be_is_refused(string right, string wrong, string problem)
    {
        var text = TestPolicy.Yaml + "\nlegal:\n  - { id: law, title: A law, steps: [{ id: answer, within: 8 weeks, until: answer, warnBefore: 10 days, source: the tests, read: 2026-11-24 }] }\n";

        Assert.Contains(problem, Refused(() => PolicyReader.Read(text.Replace(right, wrong, StringComparison.Ordinal), "policy.yaml")).Problem, StringComparison.Ordinal);
    }

    private static string With(string policy, string file = Holidays) => PolicyText.WithFiles(policy, "policy.yaml", _ => file);

    private static YamlError Refused(Action read) => Assert.Single(Assert.Throws<YamlFileException>(read).Errors);
}
