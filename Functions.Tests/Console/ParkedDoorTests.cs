using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Console;

/// <summary>What operators see of messages that could not be handled, and what becomes of those they send again or discard.</summary>
public sealed class ParkedDoorTests : Story
{
    private static readonly CaseId Early = CaseId.For("upstream", "1001");

    [Theory]
    [InlineData(Role.Upstream)]
    [InlineData(Role.CustomerChannel)]
    [InlineData(Role.Fulfilment)]
    [InlineData(Role.Reviewer)]
    public async Task Nobody_but_operators_comes_in(Role role)
    {
        var id = await BadComplaint();

        var answers = new[]
        {
            await World.Get("parked", World.KeyOf(role)),
            await World.Get($"parked/{id}", World.KeyOf(role)),
            await World.Post($"parked/{id}/resubmit", "", World.KeyOf(role)),
            await World.Post($"parked/{id}/discard", new { reason = "spam" }, World.KeyOf(role)),
            await World.Post($"parked/{id}/discard", new { reason = "spam" }, null),
        };

        Assert.Equal([403, 403, 403, 403, 401], answers.Select(answer => answer.Status));
        Assert.True((await World.Parked()).Single().IsWaiting);
    }

    [Fact]
    public async Task The_list_says_why_and_the_message_shows_all()
    {
        var id = await BadComplaint();

        var listed = (await World.Get("parked", Operator)).Json;
        var shown = (await World.Get($"parked/{id}", Operator)).Json;

        Assert.Equal((1, "waiting", "complaints", "account must be a text"), (
            (int)listed["waiting"]!, (string)listed["messages"]![0]!["state"]!, (string)listed["messages"]![0]!["queue"]!, (string)listed["messages"]![0]!["description"]!));
        Assert.Contains("Maria Virtanen", (string)shown["text"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02_K7QF-2M9D-XW3T-8HVN_a.b")]
    [InlineData("nonsense")]
    [InlineData("2026-03-02_K7QF-2M9D-XW3T-8HVN_a%2Fb")]
    public async Task An_id_under_which_nothing_is_parked_is_not_found(string id)
    {
        Assert.Equal((404, "application/problem+json"), Shape(await World.Get($"parked/{id}", Operator)));
        Assert.Equal((404, "application/problem+json"), Shape(await World.Post($"parked/{id}/resubmit", "", Operator)));
        Assert.Equal((404, "application/problem+json"), Shape(await World.Post($"parked/{id}/discard", new { reason = "spam" }, Operator)));
    }

    [Fact]
    public async Task Sent_again_it_takes_effect_and_its_sender_can_read_that()
    {
        var first = await PostTooEarly(new { type = "withdraw", round = 0 });
        await World.Complain(Complaints.Late());

        var answer = await Resubmit((await World.Parked()).Single().Id);
        await World.Rest();

        Assert.Equal(202, answer.Status);
        Assert.Equal("accepted", (await World.StatusOf(answer.Location!, Operator)).Status);
        Assert.Equal("accepted", (await World.StatusOf(first.Location!, World.KeyOf(Role.CustomerChannel))).Status);
        await World.LookAt<Stage.Closed>(Early);
        Assert.Equal(0, (int)(await World.Get("parked", Operator)).Json["waiting"]!);
    }

    [Fact]
    public async Task Sent_again_twice_it_takes_effect_once()
    {
        await PostTooEarly(new { type = "write", words = "Where is my parcel?" });
        await World.Complain(Complaints.Late());
        var id = (await World.Parked()).Single().Id;

        var answers = await Task.WhenAll(Resubmit(id), Resubmit(id));
        await World.Rest();
        var later = await Resubmit(id);
        await World.Rest();

        Assert.Single(answers.Append(later).Select(answer => answer.Location).Distinct());
        Assert.Single(await World.Log(Early), recorded => recorded.Event is Event.CustomerWrote);
    }

    [Fact]
    public async Task What_was_handled_since_under_another_key_is_refused_with_the_reason()
    {
        await PostTooEarly(new { type = "withdraw", round = 0 });
        await World.Complain(Complaints.Late());
        await World.CustomerSays(Early, new { type = "withdraw", round = 0 });
        var before = (await World.Look(Early)).LastEvent;

        var answer = await Resubmit((await World.Parked()).Single().Id);
        await World.Rest();

        var status = await World.StatusOf(answer.Location!, Operator);
        Assert.Equal("refused", status.Status);
        Assert.NotNull(status.Words);
        Assert.Equal(before, (await World.Look(Early)).LastEvent);
    }

    [Fact]
    public async Task Parked_again_it_is_another_message_to_decide_about()
    {
        var first = await PostTooEarly(new { type = "write", words = "Where is my parcel?" });
        var old = (await World.Parked()).Single().Id;
        await Resubmit(old);
        await World.Advance(TimeSpan.FromHours(3));
        var again = (await World.Parked()).Single(parked => parked.IsWaiting).Id;
        await World.Complain(Complaints.Late());

        var refused = await Resubmit(old);
        var answer = await Resubmit(again);
        await World.Rest();

        Assert.Equal((409, $"It was sent again and parked again, as {again}: decide about that one."), (refused.Status, (string?)refused.Json["detail"]));
        Assert.EndsWith("~2", answer.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal("accepted", (await World.StatusOf(first.Location!, World.KeyOf(Role.CustomerChannel))).Status);
        Assert.Single(await World.Log(Early), recorded => recorded.Event is Event.CustomerWrote);
    }

    [Fact]
    public async Task What_became_of_it_is_shown()
    {
        await PostTooEarly(new { type = "withdraw", round = 0 });
        var id = (await World.Parked()).Single().Id;
        await World.Complain(Complaints.Late());
        await Resubmit(id);
        await World.Rest();

        var shown = (await World.Get($"parked/{id}", Operator)).Json["resubmitted"]!;

        Assert.Equal(("operator (operator)", "accepted"), ((string?)shown["by"], (string?)shown["status"]));
    }

    [Fact]
    public async Task Discarded_it_leaves_who_when_and_why_but_no_body()
    {
        var id = await BadComplaint();

        var answer = await Discard(id, "sent by a crawler");

        Assert.Equal((200, "discarded"), (answer.Status, (string?)answer.Json["message"]!["state"]));
        Assert.Equal(("operator (operator)", "sent by a crawler"), ((string?)answer.Json["discarded"]!["by"], (string?)answer.Json["discarded"]!["reason"]));
        Assert.Equal(World.Now, (DateTimeOffset?)answer.Json["discarded"]!["at"]);
        Assert.DoesNotContain("Virtanen", await Everything(), StringComparison.Ordinal);
        Assert.Equal(0, (int)(await World.Get("parked", Operator)).Json["waiting"]!);
        Assert.Single((await World.Get("parked?all=true", Operator)).Json["messages"]!.AsArray());
    }

    [Fact]
    public async Task A_long_body_goes_too()
    {
        var id = await BadComplaint(new string('x', 2_000_000));

        await Discard(id, "too long to be a complaint");

        Assert.DoesNotContain("xxx", await Everything(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivered_once_more_a_discarded_message_does_not_come_back()
    {
        await Discard(await BadComplaint(), "spam");

        await BadComplaint();

        Assert.DoesNotContain("Virtanen", await Everything(), StringComparison.Ordinal);
        Assert.Equal("spam", (await World.Parked()).Single().Discarded!.Reason);
    }

    [Fact]
    public async Task A_discarded_message_cannot_be_sent_again()
    {
        var id = await BadComplaint();
        await Discard(id, "spam");

        var answer = await Resubmit(id);

        Assert.Equal((409, "application/problem+json"), Shape(answer));
        Assert.Contains("discarded by operator (operator)", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_reason_stays()
    {
        var id = await BadComplaint();
        await Discard(id, "spam");

        Assert.Equal("spam", (string?)(await Discard(id, "second thoughts")).Json["discarded"]!["reason"]);
    }

    [Fact]
    public async Task What_was_sent_again_and_is_not_handled_yet_cannot_be_discarded()
    {
        await PostTooEarly(new { type = "withdraw", round = 0 });
        var id = (await World.Parked()).Single().Id;
        await Resubmit(id);

        var answer = await Discard(id, "never mind");

        Assert.Equal(409, answer.Status);
        Assert.Contains("is not handled yet", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "reason is missing")]
    [InlineData("""{"reason":""}""", "reason must not be empty")]
    [InlineData("", "body is empty; a JSON object was expected")]
    public async Task A_discard_without_a_reason_is_answered_with_the_rule(string body, string error)
    {
        var answer = await World.Post($"parked/{await BadComplaint()}/discard", body, Operator);

        Assert.Equal((422, "application/problem+json"), Shape(answer));
        Assert.Equal([error], answer.Errors);
    }

    [Fact]
    public async Task A_dead_letter_that_does_not_say_where_it_died_stays_parked()
    {
        await World.Enqueue(Entities.DeadLetters, "?", "lost-1");

        var answer = await Resubmit((await World.Parked()).Single().Id);

        Assert.Equal((409, "It came from 'dead-letters', to which nothing can be sent again."), (answer.Status, (string?)answer.Json["detail"]));
    }

    private string Operator => World.KeyOf(Role.Operator);

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.MediaType);

    private Task<Answer> Resubmit(string id) => World.Post($"parked/{id}/resubmit", "", Operator);

    private Task<Answer> Discard(string id, string reason) => World.Post($"parked/{id}/discard", new { reason }, Operator);

    /// <summary>A complaint that cannot be used, put into the queue by a system on the same broker.</summary>
    private async Task<string> BadComplaint(string more = "")
    {
        var body = $$"""{"account":7,"source":"shop","customer":{"name":"Maria Virtanen"},"more":"{{more}}"}""";
        await World.Enqueue(Entities.Complaints, body, "message-1");
        return (await World.Parked()).Single().Id;
    }

    /// <summary>A command for a case that nobody knows, which is given up after more than an hour.</summary>
    private async Task<Answer> PostTooEarly(object update)
    {
        var answer = await World.Post($"cases/{Early}/updates", update, World.KeyOf(Role.CustomerChannel));
        await World.Rest();
        await World.Advance(TimeSpan.FromHours(3));
        return answer;
    }

    /// <summary>All rows of the table of parked messages, as text.</summary>
    private async Task<string> Everything()
    {
        var store = World.Services.GetRequiredService<IStore>();
        var all = new StringBuilder();
        await foreach (var day in store.Partitions(TableNames.Parked, default))
        {
            await foreach (var row in store.Range(TableNames.Parked, day, "", null, default))
            {
                var text = Encoding.UTF8.GetString(row.Body.Span);
                all.AppendLine(ParkedMessages.IsBody(row.Key) ? text : Decoded(text));
            }
        }

        return all.ToString();
    }

    private static string Decoded(string row) => row + Encoding.UTF8.GetString(Convert.FromBase64String((string)JsonNode.Parse(row)!["body"]!));
}
