using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Telemetry;
using Escalation.Functions.Tests.Stories;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Telemetry;

/// <summary>Each instrument moves when what it measures does, and only then.</summary>
public sealed class MeterTests : Story
{
    [Fact]
    public async Task A_promise_that_was_kept_is_counted()
    {
        using var measured = new Measured(World);

        await Approved();

        Assert.Equal(1, measured.Sum("escalation.promises", "kind=answer outcome=kept"));
    }

    [Fact]
    public async Task A_promise_that_was_broken_is_counted()
    {
        await World.Complain(Complaints.AskingForRefund(400));
        using var measured = new Measured(World);

        await World.AdvanceTo(new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal([("kind=answer outcome=broken", 1.0)], measured.Of("escalation.promises").Select(m => (m.Tags, m.Value)));
    }

    [Fact]
    public async Task A_breach_of_the_law_and_one_of_the_company_s_own_time_are_counted_once_each()
    {
        await using var world = await World.Open(TestPolicy.Yaml + """

            legal:
              - id: quick-law
                title: The Quick Law
                steps:
                  - { id: answer, within: 2 days, until: answer, source: the tests, read: 2026-11-24 }
            service:
              within: 1d
            """);
        await world.Complain(Complaints.AskingForRefund(400));
        using var measured = new Measured(world);

        await world.Advance(TimeSpan.FromDays(4));

        Assert.Equal(
            [("clock=service", 1.0), ("clock=legal regime=quick-law step=answer", 1.0)],
            measured.Of("escalation.clock.breaches").Select(m => (m.Tags, m.Value)));
    }

    [Fact]
    public async Task A_promise_that_was_overtaken_is_counted_as_void()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        using var measured = new Measured(World);

        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        Assert.Equal([("kind=answer outcome=void", 1.0)], measured.Of("escalation.promises").Select(m => (m.Tags, m.Value)));
    }

    [Fact]
    public async Task A_message_that_comes_again_counts_neither_its_promise_nor_its_command_again()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        using var measured = new Measured(World);

        for (var delivery = 0; delivery < 3; delivery++)
        {
            await World.Enqueue(Entities.Reviews, new { type = "approve", review = 1 }, "the-same", id, Actor.Reviewer(Code.Parse("anna")));
        }

        Assert.Equal(
            (1, 1),
            (measured.Sum("escalation.promises", "kind=answer outcome=kept"), measured.Sum("escalation.commands", "command=approve outcome=accepted")));
    }

    [Fact]
    public async Task A_refused_command_is_counted_with_its_reason()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        using var measured = new Measured(World);

        await World.Review(id, "anna", new { type = "claim", review = 9 });

        Assert.Equal(1, measured.Sum("escalation.commands", "command=claim-review outcome=refused reason=overtaken"));
    }

    [Fact]
    public async Task A_parked_message_is_counted_by_queue_and_reason()
    {
        using var measured = new Measured(World);

        await World.Enqueue(Entities.Complaints, "this is no JSON", "unreadable");

        Assert.Equal([("name=complaints reason=invalid", 1.0)], measured.Of("escalation.messages.parked").Select(m => (m.Tags, m.Value)));
    }

    [Fact]
    public async Task What_lies_parked_is_told_by_the_census()
    {
        using var measured = new Measured(World);
        await World.Enqueue(Entities.Complaints, "this is no JSON", "unreadable");
        await World.Enqueue(Entities.Updates, "nor is this", "unreadable-too");

        await TakeCensus();

        Assert.Equal([("", 2.0)], measured.Now("escalation.parked"));
    }

    [Fact]
    public async Task The_time_a_message_takes_is_measured_by_queue_and_what_became_of_it()
    {
        using var measured = new Measured(World);
        await World.Complain(Complaints.AskingForRefund(400));
        await World.Enqueue(Entities.Complaints, "this is no JSON", "unreadable");
        await World.Enqueue(Entities.Reviews, new { type = "claim", review = 1 }, "early", CaseId.For("shop", "unknown"), Actor.Reviewer(Code.Parse("anna")));

        var told = measured.Of("escalation.process.duration").Select(m => m.Tags).ToList();

        string[] expected =
        [
            "name=complaints outcome=completed", "name=authority-checks outcome=completed", "name=notifications outcome=completed",
            "name=complaints outcome=dead-lettered", "name=dead-letters outcome=completed", "name=reviews outcome=put-back",
        ];
        Assert.Equal(expected.Order(), told.Distinct().Order());
    }

    [Fact]
    public async Task The_time_of_a_message_that_failed_is_measured_with_the_type_of_the_fault()
    {
        using var measured = new Measured(World);
        var clock = World.Services.GetRequiredService<TimeProvider>();

        await Assert.ThrowsAsync<InvalidOperationException>(() => World.Services.GetRequiredService<CommandMessages>().Settle(
            Entities.Updates,
            ServiceBusModelFactory.ServiceBusReceivedMessage(messageId: "m"),
            new Unsettled(),
            async () =>
            {
                await World.AdvanceTo(clock.GetUtcNow().AddSeconds(3));
                throw new InvalidOperationException("a fault");
            },
            default));

        Assert.Equal(
            [("name=updates outcome=failed type=System.InvalidOperationException", 3.0)],
            measured.Of("escalation.process.duration").Select(m => (m.Tags, m.Value)));
    }

    [Fact]
    public async Task Open_cases_are_told_by_stage_age_and_level()
    {
        using var measured = new Measured(World);
        await World.Complain(Complaints.Late("asked-nothing"));
        await World.Complain(Complaints.AskingForRefund(40, externalId: "settled-at-once"));
        await World.Complain(Complaints.AskingForRefund(400, externalId: "for-l1"));
        await World.Complain(Complaints.AskingForRefund(4_000, externalId: "for-l2"));
        await World.Complain(Complaints.Late("unclear").With("account", "Bad."));
        await World.FulfilmentReports(await World.Complain(Complaints.AskingForRefund(40, externalId: "carried-out")));

        await TakeCensus();

        Assert.Equal(
            [
                ("stage=clarifying age=0-1d", 1.0), ("stage=following-up age=0-1d", 1.0), ("stage=offered age=0-1d", 1.0),
                ("stage=settling age=0-1d", 1.0), ("stage=under-review age=0-1d level=l1", 1.0), ("stage=under-review age=0-1d level=l2", 1.0),
            ],
            measured.Now("escalation.cases"));
    }

    [Theory]
    [InlineData(23, "0-1d")]
    [InlineData(24, "1-3d")]
    [InlineData(7 * 24, "7-14d")]
    [InlineData(56 * 24 - 1, "28-56d")]
    [InlineData(56 * 24, "56d+")]
    public async Task The_age_of_a_case_counts_from_when_the_complaint_was_received(int hoursAgo, string age)
    {
        using var measured = new Measured(World);
        await World.Complain(Complaints.AskingForRefund(400).With("receivedAt", World.Now.AddHours(-hoursAgo).ToString("O")));

        await TakeCensus();

        Assert.Equal([($"stage=under-review age={age} level=l1", 1.0)], measured.Now("escalation.cases"));
    }

    [Fact]
    public async Task A_closed_case_is_counted_no_more_and_its_group_is_told_as_empty()
    {
        using var measured = new Measured(World);
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        await TakeCensus();

        Assert.Empty(measured.Now("escalation.cases"));
        Assert.Contains(("stage=under-review age=0-1d level=l1", 0.0), measured.Everything("escalation.cases"));
    }

    [Fact]
    public async Task A_census_is_not_told_for_ever()
    {
        using var measured = new Measured(World);
        await TakeCensus();
        Assert.NotEmpty(measured.Everything("escalation.cases"));

        await World.Advance(TimeSpan.FromMinutes(16));

        Assert.Empty(measured.Everything("escalation.cases"));
    }

    [Fact]
    public async Task The_sweep_tells_how_long_the_oldest_deadline_has_been_due()
    {
        using var measured = new Measured(World);
        await Arm(due: World.Now.AddMinutes(-20));
        await Arm(due: World.Now.AddMinutes(-3));

        await Sweep();

        Assert.Equal([("", 20 * 60.0)], measured.Now("escalation.alarm.lag"));
    }

    /// <summary>The alert of infra/ watches this counter grow.</summary>
    [Fact]
    public async Task Each_sweep_is_counted()
    {
        using var measured = new Measured(World);

        await Sweep();
        await Sweep();

        Assert.Equal(2, measured.Sum(Meters.SweepsName, ""));
    }

    [Fact]
    public async Task A_deadline_that_rang_and_is_still_not_seen_to_goes_on_growing_old()
    {
        using var measured = new Measured(World);
        await Arm(due: World.Now);
        await Sweep();

        // Nobody knows the case, so its row stays, and rings again only in a quarter of an hour.
        await World.AdvanceTo(World.Now.AddMinutes(4));
        await Sweep();

        Assert.Equal([("", 4 * 60.0)], measured.Now("escalation.alarm.lag"));
    }

    [Fact]
    public async Task A_deadline_of_tomorrow_is_no_lag()
    {
        using var measured = new Measured(World);
        await Arm(due: World.Now.AddMinutes(10));

        await Sweep();

        Assert.Equal([("", 0.0)], measured.Everything("escalation.alarm.lag"));
    }

    private Task TakeCensus() => World.Services.GetRequiredService<Census>().Take(default);

    private async Task Sweep()
    {
        await World.Services.GetRequiredService<AlarmSweep>().Run(default);
        await World.Rest();
    }

    /// <summary>As a handler does whose commit never came.</summary>
    private Task Arm(DateTimeOffset due) => World.Services.GetRequiredService<AlarmClock>().Arm(
        CaseId.For("shop", due.ToString("O")), new(1, new(DeadlineKind.Claim, due)), default);

    private async Task Approved()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
    }

    private sealed class Unsettled : ServiceBusMessageActions;
}
