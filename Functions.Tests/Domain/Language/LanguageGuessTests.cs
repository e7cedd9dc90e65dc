using Escalation.Domain.Language;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Language;

public sealed class LanguageGuessTests
{
    [Theory]
    [InlineData("The parcel has not arrived and nobody answers my calls.", "en")]
    [InlineData("Pakettini ei ole saapunut eikä kukaan vastaa puhelimeen.", "fi")]
    [InlineData("Pesukoneessa vuotaa vettä lattialle", "fi")]
    [InlineData("택배가 아직 도착하지 않았어요", "ko")]
    [InlineData("iPhone 15 Pro Max 화면이 고장났어요", "ko")]
    [InlineData("我的快递还没有到，没有人接电话", "zh")]
    [InlineData("我买的iPhone 15坏了", "zh")]
    [InlineData("", null)]
    [InlineData("12345 !!", null)]
    [InlineData("iPhone", null)]
    [InlineData("荷物がまだ届いていません", null)]
    [InlineData("Посылка не пришла, никто не отвечает", null)]
    [InlineData("Jag har inte fått mitt paket och ingen svarar när jag ringer", null)]
    [InlineData("Das Paket ist nicht angekommen und ich habe keine Antwort", null)]
    public void The_language_is_told_or_left_open(string text, string? language) => Assert.Equal(language, LanguageGuess.Of(text));

    [Fact]
    public void No_text_makes_it_throw() =>
        Prop.ForAll(ArbitraryText.Anything, text => LanguageGuess.Of(text) is null or "zh" or "ko" or "fi" or "en").QuickCheckThrowOnFailure();
}
