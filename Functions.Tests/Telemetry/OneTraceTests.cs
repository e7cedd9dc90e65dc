using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary>From the complaint to closing everything lies in one trace, across queues, people and weeks.</summary>
public sealed class OneTraceTests : Story
{
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Upstream = $"00-{TraceId}-00f067aa0ba902b7-01";

    [Fact]
    public async Task From_the_complaint_to_closing_everything_lies_in_the_trace_its_sender_began()
    {
        using var spans = new Spans(World);

        var id = await LiveThrough(Upstream);

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
        string[] steps =
        [
            "handle register", "handle check-authority", "handle claim-review", "handle approve", "handle report-fulfilled", "handle answer-satisfaction",
            "handle fire-deadline", "handle report-delivery", "process complaints", "process authority-checks", "process reviews", "process updates",
            "process follow-ups", "process notifications", "send escalations", "send remedies", "deliver email",
        ];
        var told = spans.About(id).Where(span => span.TraceId.ToHexString() == TraceId).Select(span => span.DisplayName).ToList();
        Assert.Empty(steps.Except(told));
        Assert.All(
            spans.About(id).Where(span => span.Kind is ActivityKind.Consumer or ActivityKind.Internal or ActivityKind.Client),
            span => Assert.Equal((span.DisplayName, TraceId), (span.DisplayName, span.TraceId.ToHexString())));
    }

    [Fact]
    public async Task Every_message_that_a_commit_implies_says_which_trace_it_belongs_to()
    {
        using var spans = new Spans(World);

        var id = await LiveThrough(Upstream);

        var implied = World.SentAbout(id).Where(IsOfACommit).ToList();
        Assert.Superset(
            new HashSet<string> { Entities.AuthorityChecks, Entities.Escalations, Entities.Notifications, Entities.Remedies },
            implied.Select(message => message.Entity).ToHashSet());
        Assert.All(implied, message => Assert.Equal((message.Entity, TraceId), (message.Entity, Place(message).TraceId.ToHexString())));
    }

    [Fact]
    public async Task The_trace_has_no_holes()
    {
        using var spans = new Spans(World);

        await LiveThrough(Upstream);

        var trace = spans.All.Where(span => span.TraceId.ToHexString() == TraceId).ToList();
        var known = trace.Select(span => span.SpanId.ToHexString()).Append("00f067aa0ba902b7").ToHashSet();
        Assert.All(trace, span => Assert.Contains(span.ParentSpanId.ToHexString(), known));
        Assert.Equal("POST /api/complaints", Assert.Single(trace, span => span.ParentSpanId.ToHexString() == "00f067aa0ba902b7").DisplayName);
    }

    [Fact]
    public async Task A_complaint_from_somebody_without_a_trace_begins_one()
    {
        using var spans = new Spans(World);

        var id = await LiveThrough(traceParent: null);

        var root = spans.The("POST /api/complaints");
        Assert.Equal(default, root.ParentSpanId);
        Assert.Equal(root.TraceId, spans.About(id).Single(span => span.DisplayName == "handle answer-satisfaction").TraceId);
    }

    [Fact]
    public async Task What_a_reviewer_sends_joins_the_trace_of_the_case_and_is_linked_to_their_request()
    {
        using var spans = new Spans(World);
        var id = await Complain(Upstream);

        await World.Claim(id, "anna");

        var request = spans.The("POST /api/cases/{id}/reviews");
        var handled = spans.The("process reviews");
        Assert.NotEqual(TraceId, request.TraceId.ToHexString());
        Assert.Equal((TraceId, request.TraceId), (handled.TraceId.ToHexString(), Assert.Single(handled.Links).Context.TraceId));
    }

    [Fact]
    public async Task Whoever_goes_on_with_the_trace_of_the_case_stays_where_they_are_in_it()
    {
        using var spans = new Spans(World);
        var id = await Complain(Upstream);

        await World.PostWith([("traceparent", Upstream)], $"cases/{id}/reviews", new { type = "claim", review = 1 }, World.KeyOf(Role.Reviewer, "anna"));
        await World.Rest();

        var handled = spans.The("process reviews");
        Assert.Equal((spans.The("send reviews").SpanId, 0), (handled.ParentSpanId, handled.Links.Count()));
    }

    [Fact]
    public async Task A_deadline_that_falls_due_days_later_joins_the_trace_and_is_linked_to_the_sweep_that_saw_it()
    {
        using var spans = new Spans(World);
        await Complain(Upstream);

        await World.Advance(TimeSpan.FromHours(4));

        var fired = spans.The("process follow-ups");
        var sweep = Assert.Single(spans.Named("sweep alarms"), span => span.GetTagItem("escalation.alarms.woken") is 1);
        Assert.Equal((TraceId, sweep.TraceId), (fired.TraceId.ToHexString(), Assert.Single(fired.Links).Context.TraceId));
    }

    [Fact]
    public async Task Complaints_of_one_request_each_begin_a_trace_that_is_linked_to_it()
    {
        using var spans = new Spans(World);

        await World.Post("complaints", new JsonArray(Complaints.Late("1"), Complaints.Late("2")).ToJsonString(), World.KeyOf(Role.Upstream));
        await World.Rest();

        var request = spans.The("POST /api/complaints");
        var sent = spans.Named("send complaints");
        Assert.Equal(3, sent.Select(span => span.TraceId).Append(request.TraceId).Distinct().Count());
        Assert.All(sent, span => Assert.Equal(request.Context, Assert.Single(span.Links).Context));
    }

    [Theory]
    [InlineData("traceparent")]
    [InlineData("Diagnostic-Id")]
    public async Task A_complaint_that_was_put_straight_into_the_queue_goes_on_with_the_trace_it_names(string property)
    {
        using var spans = new Spans(World);

        await World.Enqueue(
            Entities.Complaints,
            Complaints.Late().ToJsonString(),
            "straight",
            by: new(ActorKind.Upstream, Code.Parse("web-shop")),
            more: new Dictionary<string, string> { [property] = Upstream });

        Assert.Equal(TraceId, spans.The("handle register").TraceId.ToHexString());
    }

    [Fact]
    public async Task A_message_that_has_to_wait_goes_on_in_its_trace_when_it_comes_back()
    {
        using var spans = new Spans(World);
        var unknown = CaseId.For("shop", "not yet");

        await World.Post($"cases/{unknown}/updates", new { type = "confirm", restatement = 1 }, World.KeyOf(Role.CustomerChannel));
        await World.Rest();
        await World.Advance(TimeSpan.FromSeconds(2));

        var tries = spans.Named("process updates");
        Assert.Equal((2, 1), (tries.Count, tries.Select(span => span.TraceId).Distinct().Count()));
        Assert.All(tries, span => Assert.Equal("put-back", span.GetTagItem("escalation.outcome")));
    }

    [Fact]
    public async Task A_trace_that_its_sender_does_not_record_stays_unrecorded_for_the_life_of_the_case()
    {
        using var spans = new Spans(World);

        var id = await LiveThrough($"00-{TraceId}-00f067aa0ba902b7-00");

        var later = Place(World.Sent(id, Entities.Remedies).Single());
        Assert.Equal((TraceId, ActivityTraceFlags.None), (later.TraceId.ToHexString(), later.TraceFlags));
        Assert.DoesNotContain(spans.All, span => span.Recorded && span.TraceId.ToHexString() == TraceId);
    }

    [Fact]
    public async Task The_place_is_kept_beside_the_log_and_the_snapshot_is_still_what_the_log_folds_to()
    {
        using var spans = new Spans(World);

        var id = await LiveThrough(Upstream);

        Assert.Equal(spans.The("handle register").Id, await World.Services.GetRequiredService<CaseStore>().Trace(id, default));
        Assert.Equal(CaseFormat.Write(Fold.Log(id, await World.Log(id))!), CaseFormat.Write(await World.Look(id)));
        Assert.Empty((await World.Services.GetRequiredService<StoreAudit>().Run(default)).Violations);
    }

    [Fact]
    public async Task While_nobody_listens_neither_messages_nor_cases_carry_a_trace()
    {
        var id = await LiveThrough(Upstream);

        Assert.DoesNotContain(World.AllSent, message => message.Properties.ContainsKey("traceparent"));
        Assert.Null(await World.Services.GetRequiredService<CaseStore>().Trace(id, default));
    }

    [Fact]
    public async Task A_span_says_what_became_of_a_command_and_why()
    {
        using var spans = new Spans(World);
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.Review(id, "anna", new { type = "approve", review = 7 });

        var refused = spans.The("handle approve");
        Assert.Equal(
            ("refused", "overtaken", id.Text),
            (refused.GetTagItem("escalation.outcome"), refused.GetTagItem("escalation.refusal.reason"), refused.GetTagItem("escalation.case.id")));
        Assert.Equal(
            ("accepted", "under-review"),
            (spans.The("handle claim-review").GetTagItem("escalation.outcome"), spans.The("handle claim-review").GetTagItem("escalation.stage")));
    }

    [Fact]
    public async Task A_message_span_speaks_the_words_of_the_conventions()
    {
        using var spans = new Spans(World);

        await World.Complain(Complaints.AskingForRefund(400));

        var handled = spans.The("process authority-checks");
        Assert.Equal(ActivityKind.Consumer, handled.Kind);
        Assert.Equal(
            ("sqlite", "authority-checks", "process", "process", 1),
            (handled.GetTagItem("messaging.system"), handled.GetTagItem("messaging.destination.name"), handled.GetTagItem("messaging.operation.type"),
                handled.GetTagItem("messaging.operation.name"), handled.GetTagItem("messaging.servicebus.message.delivery_count")));
        Assert.Equal(ActivityKind.Producer, spans.The("send authority-checks").Kind);
    }

    [Fact]
    public async Task A_request_span_speaks_the_words_of_the_conventions()
    {
        using var spans = new Spans(World);

        await World.Get("inbox", key: null);

        var request = spans.The("GET /api/inbox");
        Assert.Equal(ActivityKind.Server, request.Kind);
        Assert.Equal(
            ("GET", "/api/inbox", 401),
            (request.GetTagItem("http.request.method"), request.GetTagItem("http.route"), request.GetTagItem("http.response.status_code")));
    }

    /// <summary>Its key names an event by six digits; that of a command is random.</summary>
    private static bool IsOfACommit(OutgoingMessage message) => message.Key.Split('.') is [_, { Length: 6 } about, ..] && about.All(char.IsAsciiDigit);

    private static ActivityContext Place(OutgoingMessage message) => ActivityContext.Parse(message.Properties["traceparent"], null);

    private async Task<CaseId> Complain(string? traceParent)
    {
        var answer = await World.PostWith(
            [("traceparent", traceParent)], "complaints", JsonSerializer.Serialize(Complaints.AskingForRefund(400)), World.KeyOf(Role.Upstream));
        await World.Rest();
        return CaseId.Parse(answer.Json["case"]!.GetValue<string>());
    }

    /// <summary>Reminded, claimed, approved, carried out, asked about, and closed.</summary>
    private async Task<CaseId> LiveThrough(string? traceParent)
    {
        var id = await Complain(traceParent);
        await World.Advance(TimeSpan.FromHours(4));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        await World.FulfilmentReports(id);
        await World.Advance(TimeSpan.FromDays(7));
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });
        return id;
    }
}
