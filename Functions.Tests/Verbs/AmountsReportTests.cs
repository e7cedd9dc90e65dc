using System.CommandLine;
using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Report;

namespace Escalation.Functions.Tests.Verbs;

public sealed class AmountsReportTests : IDisposable
{
    private static readonly string[] s_languages = ["en", "fi", "ko", "zh"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readings_are_counted_against_the_labels()
    {
        var all = (await Report(
            """{"text":"I paid $30","language":"en","sum":"USD 30","set":"tuned"}""",
            """{"text":"I paid $30","language":"en","sum":"USD 31","set":"tuned"}""",
            """{"text":"I paid $30","language":"en","sum":"unknown","set":"tuned"}""",
            """{"text":"I paid $30","language":"en","sum":"USD 29","set":"tuned"}""",
            """{"text":"I paid a lot","language":"en","sum":"USD 29","set":"tuned"}""",
            """{"text":"hundreds of dollars","language":"en","sum":"USD 29","set":"tuned"}"""))["measures"]!.AsArray()[^1]!;

        Assert.Equal(
            """{"language":"all","set":"all","lines":6,"right":1,"tooLow":2,"missed":1,"notUnderstood":1,"other":1,"share":0.167}""", all.ToJsonString());
    }

    [Fact]
    public async Task Held_out_lines_are_never_shown()
    {
        var report = await Report(
            ["""{"text":"$1","language":"en","sum":"USD 2","set":"held-out"}""", """{"text":"$1","language":"en","sum":"USD 3","set":"tuned"}"""], "--wrong");

        Assert.Equal(["USD 3.00"], report["wrong"]!.AsArray().Select(line => (string?)line!["sum"]));
    }

    [Fact]
    public async Task Lines_that_cannot_be_used_are_counted() =>
        Assert.Equal(2, (int)(await Report("""{"text":"$1","language":"en","sum":"none"}""", """{"text":"$1","language":"en","sum":"much"}""", "no JSON"))["unusable"]!);

    [Fact]
    public async Task A_file_without_labels_is_refused_in_words()
    {
        var file = System.IO.Path.Combine(_folder.Path, "lines.jsonl");
        await File.WriteAllTextAsync(file, """{"colour":"red"}""");

        var refused = await Assert.ThrowsAsync<CommandException>(() => ReportCommand.Create().Parse(["amounts", file])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

        Assert.Contains("each needs text, language and sum", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The figures of docs/triage.md: at least 97 of 100 spellings right in each language and set, and none too low.</summary>
    [Fact]
    public async Task The_spellings_in_samples_are_read_and_none_of_them_too_low()
    {
        var report = await Run([.. s_languages.Select(language => System.IO.Path.Combine(AppContext.BaseDirectory, "samples", "amounts", $"{language}.jsonl"))]);

        Assert.Equal(0, (int)report["unusable"]!);
        Assert.All(report["measures"]!.AsArray(), measure =>
        {
            Assert.True((double)measure!["share"]! >= 0.97, measure.ToJsonString());
            Assert.Equal(0, (int)measure["tooLow"]!);
        });
        Assert.All(s_languages, language =>
            Assert.True(report["measures"]!.AsArray().Where(measure => (string?)measure!["language"] == language).Sum(measure => (int)measure!["lines"]!) >= 60));
    }

    private Task<JsonNode> Report(params string[] lines) => Report(lines, []);

    private async Task<JsonNode> Report(string[] lines, params string[] options)
    {
        var file = System.IO.Path.Combine(_folder.Path, "lines.jsonl");
        await File.WriteAllLinesAsync(file, lines);
        return await Run([file, .. options]);
    }

    private static async Task<JsonNode> Run(params string[] arguments)
    {
        var (code, output, errors) = await ProgramRun.ToEnd(["report", "amounts", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!;
    }
}
