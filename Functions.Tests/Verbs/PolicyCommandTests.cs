using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;
using Escalation.Functions.Tests.Policies;

namespace Escalation.Functions.Tests.Verbs;

/// <summary><c>policy check</c> and <c>whatif</c> as a person starts them.</summary>
public sealed class PolicyCommandTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_wrong_policy_is_told_as_compilers_do_and_ends_it_with_1()
    {
        var file = Write(TestPolicy.Yaml.Replace("currency: EUR", "currency: EURO", StringComparison.Ordinal));

        var (exit, output, _) = await ProgramRun.ToEnd("policy", "check", file);

        Assert.Equal((1, $"{file}(2,11): unknown-currency: currency 'EURO' is not the ISO 4217 code of a currency in use"), (exit, output.Split('\n')[0].TrimEnd()));
    }

    [Fact]
    public async Task A_right_one_ends_it_with_0_and_shows_what_each_level_may_grant()
    {
        var (exit, output, _) = await ProgramRun.ToEnd("policy", "check", SamplePolicies.PathOf("policies/small-shop.yaml"));

        Assert.Equal(0, exit);
        Assert.Matches("voucher +│ EUR 20.00 \\* +│ EUR 50.00 +│ EUR 500.00", output);
    }

    [Fact]
    public async Task A_warning_fails_only_when_it_is_strict()
    {
        var file = Write(TestPolicy.Yaml);

        var (exit, output, _) = await ProgramRun.ToEnd("policy", "check", file);
        var (strict, _, _) = await ProgramRun.ToEnd("policy", "check", file, "--strict");

        Assert.Equal((0, 1), (exit, strict));
        Assert.Contains("warning self-service-without-reference: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DTSTART:20201126\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", false)]
    [InlineData("DTSTART:20241225", true)]
    public async Task A_holiday_file_that_has_run_out_is_warned_of(string holiday, bool warned)
    {
        Write($"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{holiday}\nEND:VEVENT\nEND:VCALENDAR\n", "days.ics");
        var file = Write(TestPolicy.Yaml.Replace("    monday-friday: 08:00-16:00\n", "    monday-friday: 08:00-16:00\n  holidayFile: days.ics\n", StringComparison.Ordinal));

        var (exit, output, _) = await ProgramRun.ToEnd("policy", "check", file);

        Assert.Equal(0, exit);
        Assert.Equal(
            warned,
            output.Contains("warning holidays-end: calendar.holidayFile 'days.ics' ends with 2024-12-25: every later holiday counts as a working day", StringComparison.Ordinal));
    }

    [Fact]
    public async Task People_are_held_against_it()
    {
        var people = Write("reviewers:\n  - { id: ada, level: desk }\n  - { id: ben, level: desc }\n", "people.yaml");

        var (exit, output, _) = await ProgramRun.ToEnd(
            "policy", "check", SamplePolicies.PathOf("policies/small-shop.yaml"), "--people", people, "--json");

        var errors = JsonNode.Parse(output)!["errors"]!.AsArray().Select(e => ($"{e!["rule"]}", $"{e["line"]}:{e["column"]}")).Order();
        Assert.Equal(1, exit);
        Assert.Equal([("level-without-reviewer", "2:3"), ("unknown-level", "3:23")], errors);
    }

    [Fact]
    public async Task Whatif_holds_a_file_against_two_policies_and_prints_one_json_document()
    {
        var complaints = Write(
            """
            {"source":"shop","externalId":"1","category":"late-delivery","account":"It came three weeks late and broken.","requestedRemedy":{"kind":"refund","amount":40,"currency":"EUR"}}
            {"source":"shop","externalId":"2","category":"late-delivery","account":"It came three weeks late and broken.","requestedRemedy":{"kind":"refund","amount":90,"currency":"EUR"}}
            {"source":"shop"}
            """,
            "complaints.jsonl");
        var (old, changed) = (Write(TestPolicy.Yaml), Write(TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: [90 EUR, 50 USD]", StringComparison.Ordinal), "new.yaml"));

        var (exit, output, _) = await ProgramRun.ToEnd("whatif", "--policy", changed, "--baseline", old, "--file", complaints, "--json");

        var report = JsonNode.Parse(output)!;
        Assert.Equal((0, 2, 1, 1), (exit, (int)report["cases"]!, (int)report["changed"]!, (int)report["leftOut"]!));
        Assert.Equal((40m, 130m), ((decimal)report["old"]!["granted"]!["sums"]!["EUR"]!, (decimal)report["new"]!["granted"]!["sums"]!["EUR"]!));
    }

    [Fact]
    public async Task Whatif_without_cases_says_where_to_get_some()
    {
        var (exit, _, errors) = await ProgramRun.ToEnd("whatif", "--policy", Write(TestPolicy.Yaml), "--data", System.IO.Path.Combine(_folder.Path, "none"));

        Assert.Equal(2, exit);
        Assert.Contains("or a file of complaints with --file", errors, StringComparison.Ordinal);
    }

    private string Write(string text, string name = "policy.yaml")
    {
        var path = System.IO.Path.Combine(_folder.Path, name);
        File.WriteAllText(path, text);
        return path;
    }
}
