using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class NamesInTextTests
{
    [Theory]
    [InlineData("Your Anna Korhonen hung up on me.", "anna korhonen")]
    [InlineData("ANNA  KORHONEN hung up", "Anna Korhonen")]
    [InlineData("It was (Anna Korhonen).", "Anna Korhonen")]
    [InlineData("José García was rude", "Jose Garcia")]
    [InlineData("Jose Garcia was rude", "José García")]
    [InlineData("Päivi ei vastannut", "päivi")]
    [InlineData("상담원 김민수가 전화를 끊었습니다", "김민수")]
    [InlineData("客服王芳态度很差", "王芳")]
    [InlineData("I spoke to agent-7 twice", "agent-7")]
    public void A_name_is_found_as_people_write_it(string text, string name) => Assert.Single(Find(text, name));

    [Theory]
    [InlineData("Hanna was friendly.", "Anna")]
    [InlineData("I want a banana.", "ana")]
    [InlineData("Anna was there, and so was Korhonen.", "Anna Korhonen")]
    [InlineData("We are in Bo, and all is well.", "Bo")]
    [InlineData("Nothing of the kind.", "")]
    [InlineData("", "Anna")]
    public void A_part_of_a_word_or_a_very_short_name_is_not(string text, string name) => Assert.Empty(Find(text, name));

    [Fact]
    public void Everybody_who_is_named_is_found_once() =>
        Assert.Equal(
            ["anna", "bert"],
            NamesInText.Find("Anna, anna and Bert.", [(Code.Parse("anna"), ["Anna", "anna"]), (Code.Parse("bert"), ["Bert"]), (Code.Parse("carla"), ["Carla"])])
                .Select(code => code.Text));

    private static ValueList<Code> Find(string text, string name) => NamesInText.Find(text, [(Code.Parse("somebody"), [name])]);
}
