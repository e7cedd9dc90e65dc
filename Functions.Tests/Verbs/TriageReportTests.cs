using System.CommandLine;
using System.Text.Json.Nodes;
using Escalation.Functions.Tests.Contracts;
using Escalation.Local.Verbs;
using Escalation.Local.Verbs.Report;

namespace Escalation.Functions.Tests.Verbs;

public sealed class TriageReportTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("""{"reviewbody":"太差了，再也不来了","star":"1.0"}""", "ASAP", "zh")]
    [InlineData("""{"review":"최악이다","rating":"2"}""", "NSMC", "ko")]
    [InlineData("""{"sentence":"Olen raivoissani!","labels":"1, 3"}""", "XED", "fi")]
    public async Task The_fields_tell_what_the_lines_are(string line, string collection, string language)
    {
        var report = await Report(line);

        Assert.Equal((collection, language), ((string?)report["collection"], (string?)report["language"]));
        Assert.Contains("not complaints", (string?)report["lines"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Readings_are_counted_against_the_labels()
    {
        var all = (await Report(
            """{"review":"정말 최악이고 지루하다","rating":"1"}""",
            """{"review":"오늘은 월요일이다","rating":"4"}""",
            """{"review":"최고의 영화, 감동적이다","rating":"10"}""",
            """{"review":"지루하고 따분하다","rating":"6"}"""))["measures"]![2]!;

        Assert.Equal((4, 2), ((int)all["lines"]!, (int)all["positive"]!));
        Assert.Equal(
            """{"right":1,"falseAlarms":1,"missed":1,"others":2,"precision":0.5,"recall":0.5,"falseAlarmRate":0.5}""", all["negative"]!.ToJsonString());
        Assert.Equal("""{"5 to 8":1}""", all["falseAlarmsOn"]!.ToJsonString());
    }

    [Fact]
    public async Task The_halves_make_up_the_whole()
    {
        var measures = (await Report([.. Enumerable.Range(1, 40).Select(i => $$"""{"sentence":"Rivi {{i}}","labels":"0"}""")]))["measures"]!.AsArray();

        Assert.Equal(["tuned", "held-out", "all"], measures.Select(measure => (string?)measure!["half"]));
        Assert.All(measures, measure => Assert.True((int)measure!["lines"]! > 5));
        Assert.Equal(40, (int)measures[0]!["lines"]! + (int)measures[1]!["lines"]!);
    }

    [Fact]
    public void A_line_is_always_in_the_same_half()
    {
        var lines = Enumerable.Range(1, 100).Select(i => new LabelledLine(LabelledFormat.Xed, $"line {i}", false, "neutral")).ToList();

        Assert.Equal(lines.Select(line => line.IsHeldOut), lines.Select(line => (line with { IsPositive = true, Kind = "anger" }).IsHeldOut));
        Assert.InRange(lines.Count(line => line.IsHeldOut), 30, 70);
    }

    [Fact]
    public async Task Only_tuned_lines_are_shown_as_misread()
    {
        string[] lines = [.. Enumerable.Range(1, 40).Select(i => $$"""{"sentence":"Rivi {{i}} raivostuttaa","labels":"0"}""")];

        var report = await Report(lines, "--wrong");

        var wrong = report["wrong"]!.AsArray();
        Assert.Equal((int)report["measures"]![0]!["angry"]!["falseAlarms"]!, wrong.Count);
        Assert.All(wrong, line => Assert.Contains("angry: raivostuttaa", line!["found"]!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lines_that_cannot_be_used_are_counted() =>
        Assert.Equal(2, (int)(await Report("""{"review":"최악","rating":"1"}""", """{"review":"최악","rating":"many"}""", "no JSON"))["unusable"]!);

    [Theory]
    [InlineData("""{"colour":"red"}""")]
    [InlineData("""{"review":"최악","rating":"1"}{"sentence":"Hei","labels":"0"}""")]
    public async Task What_cannot_be_measured_is_refused_in_words(string content)
    {
        var file = System.IO.Path.Combine(_folder.Path, "lines.jsonl");
        await File.WriteAllTextAsync(file, content.Replace("}{", "}\n{", StringComparison.Ordinal));

        var refused = await Assert.ThrowsAsync<CommandException>(() => ReportCommand.Create().Parse(["triage", file])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));

        Assert.Contains("review and rating", refused.Message, StringComparison.Ordinal);
    }

    private Task<JsonNode> Report(params string[] lines) => Report(lines, []);

    private async Task<JsonNode> Report(string[] lines, params string[] options)
    {
        var file = System.IO.Path.Combine(_folder.Path, "lines.jsonl");
        await File.WriteAllLinesAsync(file, lines);
        var (code, output, errors) = await ProgramRun.ToEnd(["report", "triage", file, "--json", .. options]);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!;
    }
}
