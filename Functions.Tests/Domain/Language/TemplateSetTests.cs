using Escalation.Domain.Language;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class TemplateSetTests
{
    private static readonly string[] Written = ["en", "fi", "ko", "zh"];

    public static TheoryData<string, string> All()
    {
        var all = new TheoryData<string, string>();
        foreach (var kind in TemplateKind.All)
        {
            foreach (var language in Written)
            {
                all.Add(kind.Name, language);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_kind_is_written_in_every_language(string kind, string language) =>
        Assert.True(TemplateSet.BuiltIn.Has(Kind(kind), language));

    [Theory]
    [MemberData(nameof(All))]
    public void With_all_values_each_of_them_is_in_the_message(string kind, string language)
    {
        var template = TemplateSet.BuiltIn.For(Kind(kind), language);
        var message = template.Render(Values(template, template.Names));
        var whole = message.Subject + message.Body;

        Assert.All(template.Texts.Concat(template.Lists), name => Assert.Contains($"<{name}>", whole, StringComparison.Ordinal));
        Assert.DoesNotContain("{{", whole, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void With_the_fewest_values_it_still_renders(string kind, string language)
    {
        var template = TemplateSet.BuiltIn.For(Kind(kind), language);
        var message = template.Render(Values(template, template.Required));

        Assert.NotEmpty(message.Subject);
        Assert.DoesNotContain("\n\n\n", message.Body, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void All_languages_use_the_same_names(string kind, string language) =>
        Assert.Equal(TemplateSet.BuiltIn.For(Kind(kind), "en").Names, TemplateSet.BuiltIn.For(Kind(kind), language).Names);

    [Theory]
    [MemberData(nameof(All))]
    public void No_template_holds_a_heated_word(string kind, string language)
    {
        var template = TemplateSet.BuiltIn.For(Kind(kind), language);
        Assert.False(Lexicon.Heated.IsIn(template.Render(Values(template, template.Names)).Body));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_template_is_taken_for_its_own_language(string kind, string language)
    {
        var template = TemplateSet.BuiltIn.For(Kind(kind), language);
        Assert.Equal(language, LanguageGuess.Of(template.Render(Values(template, template.Required, "1")).Body));
    }

    [Fact]
    public void A_language_nobody_wrote_falls_back_to_English() =>
        Assert.Same(TemplateSet.BuiltIn.For(TemplateKind.Granted, "en"), TemplateSet.BuiltIn.For(TemplateKind.Granted, "sv"));

    [Fact]
    public void All_errors_of_all_files_are_told_at_once()
    {
        var files = TemplateKind.All.ToDictionary(kind => "en/" + kind.Name, _ => "Subject: x\ny", StringComparer.Ordinal);
        files.Remove("en/closed");
        files["fi/granted"] = "Subject: x\n{{remedy}}";
        files["ko/granted"] = "Subject: x\n{{remdy}}";
        files["zh/grant"] = "Subject: x\ny";

        var message = Assert.Throws<FormatException>(() => TemplateSet.Load(files)).Message;

        Assert.Equal(
            [
                "ko/granted: unknown placeholder 'remdy'",
                "zh/grant: no such kind of message",
                "en/closed: missing or wrong, and every other language falls back to it",
                "fi/granted: needs 'remedy', which the English one does not",
            ],
            message.Split(Environment.NewLine));
    }

    private static TemplateKind Kind(string name) => TemplateKind.All.Single(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));

    private static Dictionary<string, TemplateValue> Values(Template template, IEnumerable<string> names, string? value = null) =>
        names.ToDictionary(
            name => name,
            name => template.Lists.Contains(name) ? new[] { value ?? $"<{name}>", "2" } : (TemplateValue)(value ?? $"<{name}>"),
            StringComparer.Ordinal);
}
