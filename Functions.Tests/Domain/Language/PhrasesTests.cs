using Escalation.Domain.Complaints;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class PhrasesTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 22, 5, 0, TimeSpan.Zero);

    public static TheoryData<string> Languages() => [.. Phrases.Languages.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_the_same_names_as_English(string language) =>
        Assert.Equal(Phrases.For("en").Names.Order(StringComparer.Ordinal), Phrases.For(language).Names.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_takes_a_value_where_English_does(string language) => Assert.All(
        Phrases.For("en").Names,
        name => Assert.Equal(TakesValue(Phrases.For("en"), name), TakesValue(Phrases.For(language), name)));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_remedy_question_reason_and_outcome_has_its_phrase(string language)
    {
        var phrases = Phrases.For(language);

        Assert.DoesNotContain("", Of<RemedyKind>("remedy").Concat(Of<Question>("question")).Concat(Of<EscalationReason>("escalated"))
            .Concat(Of<Outcome>("outcome")).Concat(Of<ContactField>("contact")));

        IEnumerable<string> Of<T>(string family) where T : struct, Enum => Enum.GetValues<T>().Select(value => phrases.Of(family, value));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_language_has_a_template_of_its_own_for_every_kind(string language) =>
        Assert.All(TemplateKind.All, kind => Assert.True(TemplateSet.BuiltIn.Has(kind, language), kind.Name));

    [Theory]
    [InlineData("en", "Monday 2 March 2026, 00:05")]
    [InlineData("fi-FI", "maanantaina 2.3.2026 klo 00.05")]
    [InlineData("ko", "2026년 3월 2일 월요일 00:05")]
    [InlineData("zh-Hans", "2026年3月2日（星期一）00:05")]
    [InlineData("sv", "Monday 2 March 2026, 00:05")]
    public void A_time_is_written_as_the_clock_of_the_company_shows_it(string language, string written) =>
        Assert.Equal(written, Phrases.For(language).Of(Time, "Europe/Helsinki"));

    private static bool TakesValue(Phrases phrases, string name) => phrases.Of(name).Contains("{0}", StringComparison.Ordinal);
}
