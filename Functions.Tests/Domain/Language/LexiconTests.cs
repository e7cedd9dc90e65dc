using Escalation.Domain.Language;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class LexiconTests
{
    [Theory]
    [InlineData("What the hell")]
    [InlineData("you are PATHETIC")]
    [InlineData("fuuuuck this")]
    [InlineData("piece  of crap")]
    [InlineData("Ｆｕｃｋ")]
    [InlineData("perkeleen puhelin")]
    [InlineData("이런 병신들이")]
    [InlineData("你们都是骗子吧")]
    public void Heated_words_are_found(string text) => Assert.True(Lexicon.Heated.IsIn(text));

    [Theory]
    [InlineData("I assume the shell is classic")]
    [InlineData("Found a rat in the soup")]
    [InlineData("Hellan uuni on rikki")]
    [InlineData("영향을 미친 문제")]
    [InlineData("무지개같은 색")]
    [InlineData("这是我妈的手机")]
    [InlineData("")]
    public void Words_that_only_look_alike_are_not(string text) => Assert.False(Lexicon.Heated.IsIn(text));

    [Fact]
    public void Every_entry_of_the_lists_finds_itself() =>
        Assert.All(Lexicon.Heated.Entries.Concat(Lexicon.Events.Entries), entry =>
            Assert.True(Lexicon.Heated.IsIn(entry.TrimEnd('*')) || Lexicon.Events.IsIn(entry.TrimEnd('*')), entry));

    [Fact]
    public void Entries_are_told_by_their_place() =>
        Assert.Equal([(4, 3), (12, 5)], new Lexicon(["bad*", "so so", "# no"]).Find("the bad but baddy"));
}
