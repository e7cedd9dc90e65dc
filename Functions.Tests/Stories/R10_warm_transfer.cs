using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Functions.Tests.Stories;

public sealed class R10_warm_transfer : Story
{
    [Fact]
    public async Task The_escalation_names_who_the_customer_is_and_how_to_reach_them()
    {
        var packet = Packet(await Escalated());

        Assert.Equal(
            ("Maria Virtanen", "+358 40 1234567", "maria@example.org", "email"),
            (Text(packet["customer"]!["name"]), Text(packet["customer"]!["phone"]), Text(packet["customer"]!["email"]), Text(packet["replyBy"])));
    }

    [Fact]
    public async Task The_escalation_carries_the_account_the_points_and_what_is_asked_for()
    {
        var packet = Packet(await Escalated());

        Assert.Equal((Complaints.Account, "refund of EUR 400.00"), (Text(packet["account"]), Text(packet["asked"])));
        Assert.Contains("The parcel came three weeks late", packet["points"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_escalation_carries_the_fields_that_nobody_knew()
    {
        var packet = Packet(await World.Complain(Complaints.AskingForRefund(400).With("shelf", "B-7")));

        Assert.Equal("B-7", Text(packet["unknownFields"]!["shelf"]));
    }

    [Fact]
    public async Task The_escalation_carries_the_promises_made()
    {
        var promise = Packet(await Escalated())["promises"]!.AsArray().Single()!;

        Assert.Equal(("answer", "l1", "open"), (Text(promise["about"]), Text(promise["owner"]), Text(promise["state"])));
    }

    [Fact]
    public async Task The_escalation_carries_the_history_with_what_was_said_both_ways()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "decline-options", offer = 1, words = "A voucher is of no use to me." });

        var history = Packet(id)["history"]!.AsArray();
        Assert.Contains(history, entry => Text(entry!["said"])?.Contains("1. a voucher of EUR 20.00", StringComparison.Ordinal) == true);
        Assert.Contains(history, entry => Text(entry!["said"]) == "A voucher is of no use to me.");
    }

    [Fact]
    public async Task The_escalation_says_where_to_read_the_case()
    {
        var id = await Escalated();

        var link = new Uri(Text(Packet(id)["link"])!);
        Assert.Equal(200, (await World.Get(link.AbsolutePath["/api/".Length..], World.KeyOf(Role.Reviewer, "anna"))).Status);
    }

    [Fact]
    public async Task It_waits_in_the_inbox_of_the_level_until_it_is_decided()
    {
        var id = await Escalated();
        var key = World.KeyOf(Role.Reviewer, "anna");

        Assert.Equal(id.Text, Text((await World.Get("inbox", key)).Json["cases"]![0]!["case"]));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        Assert.Equal(0, (int)(await World.Get("inbox", key)).Json["waiting"]!);
    }

    [Fact]
    public async Task It_is_handed_over_only_when_somebody_claims_it()
    {
        var id = await Escalated();
        Assert.Null((await World.LookAt<Stage.UnderReview>(id)).Claim);

        await World.Claim(id, "anna");

        Assert.Equal("anna", (await World.LookAt<Stage.UnderReview>(id)).Claim!.Person.Text);
    }

    [Fact]
    public async Task Unclaimed_past_its_time_the_level_is_reminded()
    {
        var id = await Escalated();

        await World.Advance(TimeSpan.FromHours(4));

        Assert.Equal(["anna@example.com", "bert@example.com"], World.StaffLetters(id).Select(letter => letter.Address).Order());
    }

    [Fact]
    public async Task Still_unclaimed_it_goes_up_one_level()
    {
        var id = await Escalated();

        await World.Advance(TimeSpan.FromHours(24));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l2", EscalationReason.NotClaimed, 2), (review.Level.Text, review.Reason, review.Review));
        Assert.Equal(["l1", "l2"], World.Sent(id, Entities.Escalations).Select(message => message.Properties["level"]));
    }

    [Fact]
    public async Task Stepping_up_gives_nobody_more_time()
    {
        var id = await Escalated();
        var promised = (await World.Look(id)).Promises[0];

        await World.Advance(TimeSpan.FromHours(24));

        Assert.Equal(promised, Assert.Single((await World.Look(id)).Promises));
    }

    [Fact]
    public async Task At_the_top_the_operators_are_told_until_somebody_claims_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(20_000));

        await World.Advance(TimeSpan.FromDays(3));

        Assert.Equal("l3", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal(["dirk@example.com", "operations@example.com", "operations@example.com"], World.StaffLetters(id).Select(letter => letter.Address));
    }

    [Fact]
    public async Task A_claim_stops_the_reminders()
    {
        var id = await Escalated();
        await World.Claim(id, "anna");

        await World.Advance(TimeSpan.FromHours(24));

        Assert.Empty(World.StaffLetters(id));
    }

    [Fact]
    public async Task A_claim_that_is_forgotten_is_reminded_then_taken_back()
    {
        var id = await Escalated();
        await World.Claim(id, "anna");

        await World.Advance(TimeSpan.FromDays(4));

        Assert.Equal("anna@example.com", World.StaffLetters(id)[0].Address);
        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l2", EscalationReason.NotAnswered, null), (review.Level.Text, review.Reason, review.Claim));
    }

    [Fact]
    public async Task A_story_too_long_for_a_message_is_sent_as_a_link()
    {
        var words = string.Concat(Enumerable.Repeat("一件很长的投诉。", 4_000));
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", words));
        await World.CustomerSays(id, new { type = "write", words });
        await World.CustomerSays(id, new { type = "write", words });

        await World.Advance(TimeSpan.FromHours(24));

        var packet = World.Sent(id, Entities.Escalations)[^1];
        Assert.True(packet.Body.Length <= EscalationPackets.LargestPacket, $"{packet.Body.Length}");
        Assert.NotNull(Functions.Tests.World.Json(packet)["tooLarge"]);
    }

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private Task<CaseId> Escalated() => World.Complain(Complaints.AskingForRefund(400));

    private JsonNode Packet(CaseId id) => Functions.Tests.World.Json(World.Sent(id, Entities.Escalations)[^1]);
}
