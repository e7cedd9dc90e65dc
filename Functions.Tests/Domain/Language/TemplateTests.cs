using Escalation.Domain.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class TemplateTests
{
    private static readonly HashSet<string> Known = ["name", "points", "shown", "other"];
    private static readonly string[] TwoPoints = ["a", "b"];

    [Fact]
    public void Values_and_lists_go_where_their_names_stand() =>
        Assert.Equal(
            new RenderedMessage("Hello Anna", "Points:\n1. a\n2. b\n\nBye Anna\n"),
            Render("Subject: Hello {{name}}\n{{#points}}\nPoints:\n{{#points}}\n{{@}}. {{.}}\n{{/points}}\n\n{{/points}}\nBye {{name}}",
                ("name", "Anna"), ("points", TwoPoints)));

    [Fact]
    public void A_block_without_a_value_leaves_no_gap() =>
        Assert.Equal("a\n\nb\n", Render("Subject: x\na\n\n{{#shown}}\nhidden\n\n{{/shown}}\nb").Body);

    [Theory]
    [InlineData("Subject: x\n{{nmae}}", "unknown placeholder 'nmae'")]
    [InlineData("Hello\nbody", "line 1: a template begins")]
    [InlineData("Subject: x\n\n{{#shown}}", "line 3: the block 'shown' is not closed")]
    [InlineData("Subject: x\n{{#shown}}{{/other}}", "line 2: 'other' is closed where 'shown' is open")]
    [InlineData("Subject: x\n{{/other}}", "where no block is open")]
    [InlineData("Subject: x\n{{name", "line 2: a brace without its partner")]
    [InlineData("Subject: x\n{{na me}}", "line 2: 'na me' is no placeholder")]
    [InlineData("Subject: x\n{{.}}", "outside a block")]
    [InlineData("Subject: x\n{{points}}{{#points}}{{.}}{{/points}}", "'points' is a list in one place and a text in another")]
    [InlineData("Subject: x\n{{#shown}}{{name}}{{/shown}}", "'name' may be missing where it stands")]
    public void A_wrong_template_is_refused_when_it_is_read(string text, string error) =>
        Assert.Contains(error, Assert.Throws<FormatException>(() => Template.Parse(text, Known)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData(null)]
    public void A_missing_value_is_an_error(string? value)
    {
        var values = value is null ? [] : new Dictionary<string, TemplateValue>(StringComparer.Ordinal) { ["name"] = value };
        var error = Assert.Throws<ArgumentException>(() => Template.Parse("Subject: x\n{{name}}", Known).Render(values));
        Assert.Contains("'name'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_is_never_read_as_a_template() =>
        Assert.Equal("{{other}} {{#points}}\n", Render("Subject: x\n{{name}}", ("name", "{{other}} {{#points}}")).Body);

    [Fact]
    public void A_value_cannot_break_the_subject_line() =>
        Assert.Equal("a Bcc: x", Render("Subject: {{name}}\nb", ("name", "a\r\nBcc: x\u0000\u202E")).Subject);

    [Fact]
    public void No_value_brings_a_control_character_or_half_a_pair_into_a_message() =>
        Prop.ForAll(ArbitraryText.Anything, value =>
        {
            var message = Render("Subject: s {{name}}\nb {{name}} {{#points}}{{.}}{{/points}}", ("name", "n" + value), ("points", new[] { value }));
            return IsClean(message.Subject) && IsClean(message.Body.Replace("\n", "", StringComparison.Ordinal));
        }).QuickCheckThrowOnFailure();

    private static bool IsClean(string text) =>
        !text.Any(char.IsControl) && text.EnumerateRunes().All(rune => rune.Value != 0xFFFD || text.Contains('\uFFFD'));

    private static RenderedMessage Render(string text, params (string Name, TemplateValue Value)[] values) =>
        Template.Parse(text, Known).Render(values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));
}
