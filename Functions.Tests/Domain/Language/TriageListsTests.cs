using Escalation.Domain.Complaints;
using Escalation.Domain.Language;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class TriageListsTests
{
    private static readonly string[] Languages = ["zh", "ko", "fi", "en"];

    [Fact]
    public void Every_sign_has_a_list_in_every_language()
    {
        var wanted = Enum.GetValues<TriageSign>().Select(Functions.Messages.Words.Kebab).Append("displeased").Append("negation").Order(StringComparer.Ordinal);

        Assert.All(Languages, language =>
            Assert.Equal(wanted, TriageLists.BuiltIn[language].Entries.Select(entry => entry.List).Distinct().Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("lawyer*", "my lawyers", 3, 7)]
    [InlineData("caught fire", "it caught  fire!", 3, 12)]
    [InlineData("(my|our) lawyer", "ask our lawyer", 4, 10)]
    [InlineData("leave ~ review", "I leave a very bad review", 2, 23)]
    [InlineData("(i am |)(very |)ill", "as ill", 3, 3)]
    [InlineData("*장애*", "시각장애인입니다", 0, 8)]
    [InlineData("我要(起诉|告)", "所以我要告你", 2, 3)]
    [InlineData("café", "un cafe\u0301 noir", 3, 5)]
    public void An_entry_finds_what_is_written_as_it_says(string entry, string text, int start, int length) =>
        Assert.Equal([(start, length)], Read("en", $"[clear]\n{entry}", text).Places);

    [Theory]
    [InlineData("fire", "fired")]
    [InlineData("leave ~ review", "leave a b c d review")]
    [InlineData("leave ~ review", "leave it. A review")]
    [InlineData("caught fire", "caught, fire")]
    [InlineData("我~告", "我一二三四五六七告")]
    public void And_nothing_else(string entry, string text) => Assert.Empty(Read("en", $"[clear]\n{entry}", text).Places);

    [Theory]
    [InlineData("kill", "not kill", 0)]
    [InlineData("kill", "not really kill", 0)]
    [InlineData("kill", "not that, kill", 1)]
    [InlineData("kill", "not so but kill", 1)]
    [InlineData("=kill", "not kill", 1)]
    public void What_is_denied_counts_nothing(string entry, string text, int clear) =>
        Assert.Equal(clear, Read("en", $"[clear]\n{entry}", text, "[before]\nnot\n[break]\nbut").Clear);

    [Fact]
    public void Denied_praise_is_blame() =>
        Assert.Equal((1, 0), (Read("en", "[praise]\ngood", "not good", "[before]\nnot").Faint, Read("en", "[against]\ngood", "not good", "[before]\nnot").Faint));

    [Fact]
    public void What_ends_inside_an_entry_set_apart_means_something_else() =>
        Assert.Equal((0, 1), (Read("en", "[clear]\ninjury\n[apart]\ninsult to injury", "it adds insult to injury").Clear, Read("en", "[clear]\ninjury\n[apart]\ninsult to injury", "an injury").Clear));

    [Fact]
    public void Forms_of_one_entry_count_once() =>
        Assert.Equal((1, 2), (Read("en", "[faint]\nlie*", "lies and lied").Faint, Read("en", "[faint]\nlie|fraud", "lie and fraud").Faint));

    [Theory]
    [InlineData("kill", "List test: 'kill' stands under no heading.")]
    [InlineData("[loud]\nkill", "List test: there is no heading [loud].")]
    [InlineData("[clear]\n(a", "List test, '(a': a bracket is not closed.")]
    [InlineData("[clear]\n(a(b))", "List test, '(a(b))': a bracket is not opened or stands in another.")]
    [InlineData("[clear]\nk*ll", "List test, 'k*ll': a star stands inside a word.")]
    [InlineData("[clear]\n(a|)", "List test, '(a|)': it can be empty.")]
    public void A_list_that_is_wrong_is_refused_with_its_line(string file, string problem) =>
        Assert.Equal(problem, Assert.Throws<FormatException>(() => new TriageLists("en", TriageEntry.Read("test", file))).Message);

    private static ListReading Read(string language, string file, string text, string negation = "") =>
        new TriageLists(language, [.. TriageEntry.Read("test", file), .. TriageEntry.Read("negation", negation)])
            .Read(new(text)).GetValueOrDefault("test", ListReading.None);
}
