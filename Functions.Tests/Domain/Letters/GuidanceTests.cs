using Escalation.Domain.Complaints;
using Escalation.Domain.Letters;

namespace Escalation.Functions.Tests.Domain.Letters;

public sealed class GuidanceTests
{
    public static TheoryData<string> Languages() => [.. Guidance.Languages];

    [Fact]
    public void The_house_speaks_four_languages() => Assert.Equal(["en", "fi", "ko", "zh"], Guidance.Languages.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_state_flag_and_temperament_has_its_steps(string language)
    {
        var guidance = Guidance.For(language);

        Assert.All(Enum.GetValues<CustomerState>(), state => Assert.NotEmpty(guidance.Of(state)));
        Assert.All(Enum.GetValues<CaseFlag>(), flag => Assert.NotEmpty(guidance.Of(flag)));
        Assert.All(Enum.GetValues<Temperament>(), temperament => Assert.NotEmpty(guidance.Of(temperament)));
    }

    [Theory]
    [InlineData("fi-FI", "fi")]
    [InlineData("sv", "en")]
    [InlineData(null, "en")]
    public void A_language_without_guidance_gets_the_English_one(string? language, string given) =>
        Assert.Equal(given, Guidance.For(language).Language);
}
