using System.Globalization;
using Escalation.Domain.Complaints;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R24_language_is_told_from_the_account : Story
{
    [Theory]
    [InlineData("Pakettini tuli kolme viikkoa myöhässä ja laatikko oli auki.", "fi", "Hei Ms Maria Virtanen")]
    [InlineData("택배가 3주나 늦게 왔고 상자가 찢어져 있었습니다.", "ko", "안녕하")]
    [InlineData("包裹晚了三个星期才到，箱子也破了。", "zh", "您好")]
    [InlineData("The parcel came three weeks late and the box was torn open.", "en", "Hello Ms Maria Virtanen")]
    public async Task It_decides_the_templates(string account, string language, string greeting)
    {
        var id = await World.Complain(Complaints.Late().With("account", account).With("language", null));

        Assert.Equal(language, (await World.Look(id)).Complaint.Language?.Text);
        Assert.Contains(greeting, World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_a_property_of_the_escalation()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", "Pakettini tuli myöhässä ja laatikko oli rikki.").With("language", null));

        Assert.Equal("fi", World.Sent(id, Entities.Escalations).Single().Properties[MessageProperties.Language]);
    }

    [Fact]
    public async Task One_that_is_given_counts()
    {
        var id = await World.Complain(Complaints.Late().With("account", "Kiitos kaikesta, mutta laatikko oli rikki.").With("language", "en"));

        Assert.Equal("en", (await World.Look(id)).Complaint.Language?.Text);
    }

    [Fact]
    public async Task Danger_is_seen_whatever_language_was_given()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", "Laturi syttyi palamaan ja poltin käteni.").With("language", "en"));

        Assert.Equal([CaseFlag.Safety], (await World.Look(id)).Complaint.Triaged.Flags);
    }

    [Fact]
    public async Task Where_it_cannot_be_told_the_policys_is_used()
    {
        var id = await World.Complain(Complaints.Late().With("account", string.Create(CultureInfo.InvariantCulture, $"{4711} ?? {0815} ?? {2026}")).With("language", null));

        Assert.Null((await World.Look(id)).Complaint.Language);
        Assert.Contains("Hello", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }
}
