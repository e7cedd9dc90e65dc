using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R01_every_complaint_is_registered : Story
{
    [Fact]
    public async Task All_fields_of_the_form_are_kept()
    {
        var id = await World.Complain(WholeForm());

        var complaint = (await World.Look(id)).Complaint;
        Assert.Equal(
            ("upstream", Channel.Phone, Channel.Sms, "fi", "late-delivery", "coffee-machine-3000", new DateTimeOffset(2026, 2, 27, 9, 30, 0, TimeSpan.Zero)),
            (complaint.Source.Text, complaint.Channel, complaint.ReplyBy, complaint.Language!.Text, complaint.Category.Text, complaint.Product!.Text, complaint.ReceivedAt));
        Assert.Equal(new Dispute(Eur(120), AmountOrigin.Stated), complaint.Dispute);
        Assert.Equal(new RemedyRequest(RemedyKind.Refund, Eur(35)), complaint.Requested);
        Assert.Empty(complaint.Missing);
    }

    [Fact]
    public async Task What_was_said_is_kept_in_the_customers_own_words()
    {
        var id = await World.Complain(WholeForm());

        var complaint = (await World.Look(id)).Complaint;
        Assert.Equal(
            (Complaints.Account, "A-77", "35 euros back, please"),
            (await World.Text(id, complaint.Account), await World.Text(id, complaint.Reference!.Value), await World.Text(id, complaint.RequestedWords!.Value)));
    }

    [Fact]
    public async Task Who_the_customer_is_is_kept_apart_from_the_events()
    {
        var id = await World.Complain(WholeForm());

        var contact = ContactDetails.FromText(await World.Text(id, (await World.Look(id)).Complaint.Contact));
        Assert.Equal(
            new ContactDetails("Ms", "Maria Virtanen", "Rantatie 1, Turku", "+358 40 1234567", "maria@example.org", "K-9", Channel.Sms), contact);
    }

    [Fact]
    public async Task Unknown_fields_are_kept()
    {
        var id = await World.Complain(Complaints.Late().With("shelf", 7).With("notes", new JsonArray("a", "b")));

        Assert.Equal("""{"shelf":7,"notes":["a","b"]}""", await World.Text(id, (await World.Look(id)).Complaint.Extra!.Value));
    }

    [Theory]
    [InlineData("email", Channel.Email)]
    [InlineData("phone", Channel.Phone)]
    [InlineData("sms", Channel.Sms)]
    [InlineData("post", Channel.Post)]
    [InlineData("web", Channel.Web)]
    [InlineData("chat", Channel.Chat)]
    [InlineData("in-person", Channel.InPerson)]
    [InlineData("social", Channel.Social)]
    [InlineData("upstream", Channel.Upstream)]
    public async Task A_complaint_may_come_by_any_channel(string name, Channel channel)
    {
        var id = await World.Complain(Complaints.Late().With("channel", name));

        Assert.Equal(channel, (await World.Look(id)).Complaint.Channel);
    }

    [Fact]
    public async Task Missing_contact_details_are_asked_for_and_no_reason_to_drop_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35).WithCustomer("address", null).WithCustomer("phone", null));

        Assert.Equal([ContactField.Address, ContactField.Phone], (await World.Look(id)).Complaint.Missing);
        var letter = Assert.Single(World.Letters(id));
        Assert.Contains("we would like to have:\n- your postal address\n- a phone number\n", letter.Body, StringComparison.Ordinal);
        await World.LookAt<Stage.Settling>(id);
    }

    [Fact]
    public async Task Somebody_of_whom_nothing_is_known_is_answered_through_the_upstream_system()
    {
        var id = await World.Complain(Complaints.Late().With("customer", null));

        Assert.Equal((Channel.Upstream, null), (World.Letters(id).Single().Channel, World.Letters(id).Single().Address));
        Assert.Equal(4, (await World.Look(id)).Complaint.Missing.Count);
    }

    [Fact]
    public async Task Contact_details_given_later_are_added_to_what_is_known()
    {
        var id = await World.Complain(Complaints.Late().WithCustomer("phone", null));

        var status = await World.CustomerSays(id, new { type = "contact", phone = "+358 50 7654321", preferredChannel = "phone" });

        Assert.Equal("accepted", status.Status);
        var complaint = (await World.Look(id)).Complaint;
        Assert.Equal((Channel.Phone, 0), (complaint.ReplyBy, complaint.Missing.Count));
        Assert.Contains("Maria Virtanen", await World.Text(id, complaint.Contact), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_message_goes_to_the_new_address()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "contact", phone = "+358 50 7654321", preferredChannel = "phone" });

        await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });

        Assert.Equal((Channel.Phone, "+358 50 7654321"), (World.Letters(id)[^1].Channel, World.Letters(id)[^1].Address));
    }

    [Fact]
    public async Task The_same_complaint_sent_twice_is_one_case_and_told_once()
    {
        var first = await World.Complain(Complaints.AskingForRefund(35));
        var before = await World.Log(first);

        var second = await World.Complain(Complaints.AskingForRefund(35));

        Assert.Equal(first, second);
        Assert.Equal(before, await World.Log(first));
        Assert.Single(World.Letters(first));
        Assert.Single(World.Sent(first, Entities.Remedies).DistinctBy(order => order.Key));
    }

    [Fact]
    public async Task The_same_number_with_another_account_is_an_amended_account_of_the_same_case()
    {
        var id = await World.Complain(Complaints.AskingForRefund(35));

        var again = await World.Complain(Complaints.AskingForRefund(35).With("account", "It was four weeks, I counted again."));

        Assert.Equal(id, again);
        Assert.Equal("It was four weeks, I counted again.", await World.Text(id, (await World.Last<Event.AccountAmended>(id)).Account));
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Other_numbers_are_other_cases() =>
        Assert.NotEqual(await World.Complain(Complaints.Late("1001")), await World.Complain(Complaints.Late("1002")));

    [Fact]
    public async Task A_complaint_may_come_in_a_CloudEvents_envelope()
    {
        var id = await World.Complain(new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = "e-1",
            ["source"] = "upstream",
            ["type"] = "complaint.posted",
            ["data"] = Complaints.AskingForRefund(35),
        });

        Assert.Equal(CaseId.For("upstream", "1001"), id);
        await World.LookAt<Stage.Settling>(id);
    }

    [Fact]
    public async Task A_complaint_may_come_straight_from_the_queue()
    {
        await World.Enqueue(Entities.Complaints, Complaints.Late().With("source", "Web Shop").ToJsonString(), "any-id");

        var id = CaseId.For("web-shop", "1001");
        Assert.Equal("web-shop", (await World.Look(id)).Complaint.Source.Text);
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task A_complaint_without_a_number_is_known_by_its_idempotency_key()
    {
        var form = Complaints.Late().With("externalId", null);

        var first = await World.Post("complaints", form, World.KeyOf(Role.Upstream), "order-5");
        var second = await World.Post("complaints", form, World.KeyOf(Role.Upstream), "order-5");
        var other = await World.Post("complaints", form, World.KeyOf(Role.Upstream), "order-6");

        Assert.Equal((true, false), (first.Text == second.Text, first.Text == other.Text));
    }

    [Fact]
    public async Task The_answer_at_the_door_says_where_the_outcome_is_read()
    {
        var key = World.KeyOf(Role.Upstream);
        var answer = await World.Post("complaints", Complaints.Late(), key);
        await World.Rest();

        Assert.Equal((202, "accepted"), (answer.Status, (await World.StatusOf(answer.Location!, key)).Status));
    }

    private static Money Eur(decimal amount) => new(amount, Currency.Parse("EUR"));

    private static JsonObject WholeForm() => Complaints.AskingForRefund(35, externalId: "A-77")
        .With("channel", "phone")
        .With("language", "fi")
        .With("product", "Coffee machine 3000")
        .With("receivedAt", "2026-02-27T11:30:00+02:00")
        .With("amountInDispute", new JsonObject { ["amount"] = 120, ["currency"] = "EUR" })
        .With("requestedRemedyWords", "35 euros back, please")
        .WithCustomer("number", "K-9")
        .WithCustomer("preferredChannel", "sms");
}
