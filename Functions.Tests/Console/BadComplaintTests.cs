using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Stories;

namespace Escalation.Functions.Tests.Console;

/// <summary>What upstream systems send when something is wrong with them.</summary>
public sealed class BadComplaintTests : Story
{
    public static TheoryData<string, string> BadBodies() => new()
    {
        { "", "body is empty; a JSON object was expected" },
        { "{", "body is not valid JSON (line 1, byte 2)" },
        { "one complaint, please", "body is not valid JSON (line 1, byte 1)" },
        { "\"a text\"", "body must be a JSON object" },
        { "null", "body must be a JSON object" },
        { "{}", "account is missing" },
        { """{"account":null}""", "account is missing" },
        { """{"account":7}""", "account must be a text" },
        { """{"account":["a"]}""", "account must be a text" },
        { """{"account":"  "}""", "account must not be empty" },
        { """{"account":"a","externalId":7}""", "externalId must be a text" },
        { """{"account":"a","customer":"Maria"}""", "customer must be a JSON object" },
        { """{"account":"a","customer":{"email":["a@b"]}}""", "customer.email must be a text" },
        { """{"account":"a","customer":{"preferredChannel":"owl"}}""", "customer.preferredChannel must be one of email, phone, sms, post, web, chat, in-person, social, upstream" },
        { """{"account":"a","channel":"3"}""", "channel must be one of email, phone, sms, post, web, chat, in-person, social, upstream" },
        { """{"account":"a","amountInDispute":{"amount":-1,"currency":"EUR"}}""", "amountInDispute.amount must not be negative" },
        { """{"account":"a","amountInDispute":{"amount":1e16,"currency":"EUR"}}""", "amountInDispute.amount must not be above 1000000000000000" },
        { """{"account":"a","amountInDispute":{"amount":1e400,"currency":"EUR"}}""", "amountInDispute.amount must be a number such as 1250.40" },
        { """{"account":"a","amountInDispute":{"amount":"35","currency":"EUR"}}""", "amountInDispute.amount '35' is not a number; write it as 1250.40, without quotation marks (for a file, say in the map how decimals are written)" },
        { """{"account":"a","amountInDispute":{"amount":0.001,"currency":"EUR"}}""", "amountInDispute.amount has more than the 2 decimals that EUR has" },
        { """{"account":"a","amountInDispute":{"amount":1,"currency":"XXX"}}""", "amountInDispute.currency 'XXX' is not the ISO 4217 code of a currency in use" },
        { """{"account":"a","amountInDispute":{"amount":1}}""", "amountInDispute.currency is missing" },
        { """{"account":"a","requestedRemedy":{"kind":"revenge"}}""", "requestedRemedy.kind must be one of refund, voucher, credit, discount, replacement, repair, redo, finish-for-free, keep-goods, self-service" },
        { """{"account":"a","requestedRemedy":{"kind":"discount","percent":101}}""", "requestedRemedy.percent must be above 0 and up to 100" },
        { """{"account":"a","requestedRemedy":{"kind":"repair","count":0}}""", "requestedRemedy.count must be a whole number of 1 or more" },
        { """{"account":"a","receivedAt":"next week"}""", "receivedAt must be a date or time such as 2026-11-21 or 2026-11-21T09:30:00+02:00" },
        { """{"account":"a","receivedAt":"03/04/2026"}""", "receivedAt must be a date or time such as 2026-11-21 or 2026-11-21T09:30:00+02:00" },
        { """{"account":"a","receivedAt":"0001-06-01"}""", "receivedAt lies before 1990: leave it out if it is not known" },
        { """{"account":"a","receivedAt":"0001-01-01T00:00:00+14:00"}""", "receivedAt lies before 1990: leave it out if it is not known" },
        { """{"account":"a","receivedAt":"1970-01-01T00:00:00Z"}""", "receivedAt lies before 1990: leave it out if it is not known" },
        { """{"account":"a","receivedAt":"9999-12-31T23:59:59-12:00"}""", "receivedAt lies in the future; when did the customer complain?" },
        { """{"account":"a","occurredOn":"1900-01-01"}""", "occurredOn lies before 1990: leave it out if it is not known" },
        { """{"account":"a","receivedAt":"2026-03-04T08:00:00Z"}""", "receivedAt lies in the future; when did the customer complain?" },
        { """{"account":"a","source":"somebody else"}""", "source is 'somebody-else', but the sender is known as 'upstream'; leave it out" },
        { """{"account":"a","language":"Finnish, please"}""", "language must be a language tag such as en, fi, ko or zh" },
        { """{"account":"half \ud800 a character"}""", "account holds half a character (a lone surrogate)" },
        { """{"specversion":"0.3","id":"1","source":"upstream","type":"t","data":{"account":"a"}}""", "specversion must be 1.0" },
        { """{"specversion":"1.0","id":"1","source":"upstream","type":"t"}""", "data is missing" },
        { "[]", "body must hold 1 to 1000 complaints" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_bad_body_is_answered_with_the_field_and_the_rule(string body, string error)
    {
        var answer = await World.Post("complaints", body, World.KeyOf(Role.Upstream));

        Assert.Equal((422, "application/problem+json"), (answer.Status, answer.MediaType));
        Assert.Contains(error, answer.Errors);
        Assert.Empty(World.AllSent);
    }

    [Fact]
    public async Task Every_error_is_told_at_once()
    {
        var answer = await World.Post("complaints", """{"channel":"owl","receivedAt":1,"customer":{"name":2}}""", World.KeyOf(Role.Upstream));

        Assert.Equal(["customer.name", "channel", "receivedAt", "account"], answer.Errors.Select(error => error.Split(' ')[0]));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_told_so()
    {
        var answer = await World.Post("complaints", new byte[] { 0x7B, 0xFF, 0xFE, 0x7D }, World.KeyOf(Role.Upstream));

        Assert.Equal((422, "body is not UTF-8 text"), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task An_account_of_32001_characters_is_refused_with_the_limit()
    {
        var answer = await World.Post("complaints", new { account = new string('a', 32_001) }, World.KeyOf(Role.Upstream));

        Assert.Equal((422, "account has 32001 characters; at most 32000 are allowed"), (answer.Status, answer.Errors.Single()));
    }

    [Theory]
    [InlineData("件")]
    [InlineData("\U0001F620")]
    [InlineData("ش")]
    public async Task An_account_of_32000_characters_is_kept_to_the_last(string character)
    {
        var account = string.Concat(Enumerable.Repeat(character, 32_000));

        var id = await World.Complain(Complaints.Late().With("account", account));

        Assert.Equal(account, await World.Text(id, (await World.Look(id)).Complaint.Account));
    }

    [Theory]
    [InlineData("Bell\u0007, null\u0000 and tab\t in a line\r\nand the next")]
    [InlineData("\u202Eright to left\u202C مرحبا, وصلت متأخرة")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467 waited \U0001F4A9")]
    [InlineData("{{points}} {{#case}} </script> %s ' OR 1=1 --")]
    public async Task Strange_characters_are_kept_as_they_are(string account)
    {
        var id = await World.Complain(Complaints.Late().With("account", account));

        Assert.Equal(account, await World.Text(id, (await World.Look(id)).Complaint.Account));
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task No_control_character_reaches_a_letter()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40).With("account", "The parcel \u0007 came \u0000 late \u202E on 12 February."));

        Assert.DoesNotContain(World.Letters(id).Single().Body, c => char.IsControl(c) && c != '\n');
    }

    [Fact]
    public async Task A_customers_name_cannot_break_out_of_the_subject_line()
    {
        var id = await World.Complain(Complaints.Late().WithCustomer("name", "Maria\r\nBcc: everybody@example.org"));

        Assert.DoesNotContain('\n', World.Letters(id).Single().Subject);
    }

    [Fact]
    public async Task An_unknown_field_with_half_a_character_in_its_name_is_refused_in_words()
    {
        var answer = await World.Post("complaints", """{"account":"The parcel came late.","x\ud800":1}""", World.KeyOf(Role.Upstream));

        Assert.Equal((422, "body has a field whose name holds half a character (a lone surrogate)"), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task An_unknown_field_with_half_a_character_in_its_value_is_refused_in_words()
    {
        var answer = await World.Post("complaints", """{"account":"The parcel came late.","x":[{"y":"\ud800"}]}""", World.KeyOf(Role.Upstream));

        Assert.Equal((422, "x[1].y holds half a character (a lone surrogate)"), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task More_unknown_fields_than_can_be_kept_are_refused_with_the_limit()
    {
        var answer = await World.Post("complaints", Complaints.Late().With("blob", new string('x', 1_000_000)), World.KeyOf(Role.Upstream));

        Assert.Equal(422, answer.Status);
        Assert.Contains("are kept", answer.Errors.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_batch_the_good_ones_go_through_and_each_bad_one_is_told_why()
    {
        var batch = new JsonArray(Complaints.Late("1"), new JsonObject { ["account"] = 7 }, Complaints.Late("2"), "no complaint");

        var answer = await World.Post("complaints", batch, World.KeyOf(Role.Upstream));
        await World.Rest();

        Assert.Equal((202, 2, 2), (answer.Status, (int)answer.Json["accepted"]!, (int)answer.Json["refused"]!));
        Assert.Equal("account", (string?)answer.Json["complaints"]![1]!["problem"]!["errors"]![0]!["field"]);
        await World.LookAt<Stage.Offered>(CaseId.For("upstream", "2"));
    }

    [Fact]
    public async Task A_batch_of_nothing_but_bad_ones_is_refused()
    {
        var answer = await World.Post("complaints", new JsonArray(new JsonObject(), 3), World.KeyOf(Role.Upstream));

        Assert.Equal(422, answer.Status);
        Assert.Empty(World.AllSent);
    }

    [Fact]
    public async Task An_idempotency_key_that_is_too_long_is_refused()
    {
        var answer = await World.Post("complaints", Complaints.Late(), World.KeyOf(Role.Upstream), new string('k', 256));

        Assert.Equal((422, "Idempotency-Key must not be longer than 255 characters"), (answer.Status, answer.Errors.Single()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"account\":")]
    [InlineData("{\"account\":7,\"source\":\"shop\"}")]
    [InlineData("{\"account\":\"a\"}")]
    public async Task From_the_queue_it_is_parked_whole_with_the_reason(string body)
    {
        await World.Enqueue(Entities.Complaints, body, "message-1");

        var parked = Assert.Single(await World.Parked());
        Assert.Equal((Entities.Complaints, "invalid", body), (parked.Queue, parked.Reason, Encoding.UTF8.GetString(parked.Body)));
        Assert.NotEmpty(parked.Description);
    }

    [Fact]
    public async Task What_is_wrong_with_a_parked_one_is_said_by_field_and_rule()
    {
        await World.Enqueue(Entities.Complaints, """{"account":7,"source":"shop"}""", "message-1");

        Assert.Equal("account must be a text", (await World.Parked()).Single().Description);
    }

    [Fact]
    public async Task Operators_see_what_is_parked_without_its_words()
    {
        await World.Enqueue(Entities.Complaints, """{"account":7,"source":"shop","customer":{"name":"Maria Virtanen"}}""", "message-1");

        var answer = await World.Get("parked", World.KeyOf(Role.Operator));

        Assert.Equal("invalid", (string?)answer.Json["messages"]![0]!["reason"]);
        Assert.DoesNotContain("Virtanen", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_row_could_have_is_no_hindrance()
    {
        await World.Enqueue(Entities.Complaints, "not JSON", "a/b#c?\\d\u0001");

        Assert.Equal("invalid", Assert.Single(await World.Parked()).Reason);
    }

    [Fact]
    public async Task A_parked_message_too_large_for_a_row_is_still_parked_whole()
    {
        var body = $$"""{"account":7,"source":"shop","blob":"{{new string('x', 2_000_000)}}"}""";

        await World.Enqueue(Entities.Complaints, body, "message-1");

        Assert.Equal(body.Length, Assert.Single(await World.Parked()).Body.Length);
    }

    [Fact]
    public async Task The_log_of_the_program_tells_nothing_of_the_customer()
    {
        await World.Complain(Complaints.AskingForRefund(40));
        await World.Enqueue(Entities.Complaints, Complaints.Late().With("channel", "owl").ToJsonString(), "message-1");

        Assert.DoesNotMatch("Virtanen|Rantatie|1234567|maria@|parcel", World.Logged);
    }
}
