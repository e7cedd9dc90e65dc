using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class X01_two_clocks_run_for_every_case : Story
{
    private static readonly DateTimeOffset s_answerDue = At(3, 13, 0, 0);

    protected override string Policy => TestPolicy.Yaml.Replace("offerValid: 5d", "offerValid: 20d", StringComparison.Ordinal) + """

        calendars:
          london:
            zone: Europe/London
            open:
              monday-friday: 09:00-17:00
        legal:
          - id: ten-days
            title: The Law of Ten Days
            steps:
              - { id: word, within: 24 hours, until: acknowledged, source: the tests, read: 2026-11-24 }
              - { id: answer, within: 10 days, until: answer, warnBefore: 2 days, source: the tests, read: 2026-11-24 }
          - id: london-law
            title: The Law of London
            calendar: london
            when: { region: gb }
            steps:
              - { id: short-way, within: 3 business days, until: closed, required: no, source: the tests, read: 2026-11-24 }
              - { id: settled, within: 8 weeks, until: closed, source: the tests, read: 2026-11-24 }
        service:
          within: 3d
        """;

    [Fact]
    public async Task A_case_may_be_under_several_laws_each_by_its_own_calendar()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("region", "gb"));

        var legal = (await Clocks(id))["legal"]!.AsArray();

        Assert.Equal(
            [
                ("word", At(3, 3, 8, 0), "met"),
                ("answer", s_answerDue, "running"),
                ("short-way", At(3, 5, 17, 0), "running"),
                ("settled", new DateTimeOffset(2026, 4, 27, 23, 0, 0, TimeSpan.Zero), "running"),
            ],
            legal.Select(time => (Text(time, "step"), Time(time, "due"), Text(time, "state"))));
    }

    [Fact]
    public async Task A_law_that_does_not_apply_sets_nothing()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("region", "fi"));

        Assert.All((await Clocks(id))["legal"]!.AsArray(), time => Assert.Equal("ten-days", Text(time, "regime")));
    }

    [Fact]
    public async Task The_law_counts_from_when_the_customer_complained()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("receivedAt", "2026-02-27T10:00:00Z"));

        Assert.Equal(At(3, 10, 0, 0), Time((await Clocks(id))["legal"]![1], "due"));
    }

    [Fact]
    public async Task The_level_and_the_operators_are_warned_before_a_legal_date()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.AdvanceTo(At(3, 11, 9, 0));

        var warned = World.StaffLetters(id).Where(letter => letter.Subject.Contains("a legal date comes near", StringComparison.Ordinal)).ToList();
        Assert.Contains("operations@example.com", warned.Select(letter => letter.Address));
        Assert.Contains(warned, letter => letter.Address != "operations@example.com");
        Assert.All(warned, letter => Assert.Contains("Friday 13 March 2026, 00:00 (Etc/UTC): answer, The Law of Ten Days", letter.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_breach_of_the_law_is_recorded_and_told_once_however_often_the_sweep_ticks()
    {
        var id = await Unanswered();

        for (var minute = 0; minute < 30; minute++)
        {
            await World.Advance(TimeSpan.FromMinutes(1));
        }

        var breached = Assert.Single(await Happened<Event.LegalDeadlineBreached>(id));
        Assert.Equal(("answer", s_answerDue), (breached.Step.Text, breached.Due));
        Assert.Single(World.StaffLetters(id), letter =>
            letter.Address == "operations@example.com" && letter.Subject.Contains("a legal date has passed", StringComparison.Ordinal));
        Assert.Equal("breached", Text((await Clocks(id))["legal"]![1], "state"));
    }

    [Fact]
    public async Task The_legal_clock_does_not_pause_while_the_customer_owes_an_answer()
    {
        var id = await World.Complain(Complaints.Late());
        await World.LookAt<Stage.Offered>(id);

        await World.AdvanceTo(s_answerDue);

        Assert.Single(await Happened<Event.LegalDeadlineBreached>(id));
        Assert.Empty(await Happened<Event.ServiceClockBreached>(id));
    }

    [Fact]
    public async Task A_decision_that_was_sent_is_the_answer_the_law_wants()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));
        await World.AdvanceTo(s_answerDue);

        Assert.Empty(await Happened<Event.LegalDeadlineBreached>(id));
        Assert.Empty(await Happened<Event.LegalDeadlineWarned>(id));
        Assert.Equal(World.Monday, Time((await Clocks(id))["legal"]![1], "metAt"));
    }

    [Fact]
    public async Task An_answer_after_its_date_is_a_breach_though_its_alarm_never_rang()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        World.Stop(TimeSpan.FromDays(11));

        await World.Review(id, "anna", new { type = "approve", review = 1 });
        await World.Advance(TimeSpan.FromDays(3));

        Assert.Single(await Happened<Event.LegalDeadlineBreached>(id));
        Assert.NotNull((await Clocks(id))["legal"]![1]!["metAt"]);
    }

    [Fact]
    public async Task The_service_clock_pauses_while_the_customer_owes_an_answer()
    {
        var id = await World.Complain(Complaints.Late());
        await World.AdvanceTo(At(3, 4, 12, 0));
        var paused = Service(await Clocks(id));

        await World.CustomerSays(id, new { type = "decline-options", offer = 1 });
        await World.AdvanceTo(At(3, 4, 15, 0));
        var resumed = Service(await Clocks(id));

        Assert.Equal(("paused", World.Monday, 0, 24 * 60), (Text(paused, "state"), Time(paused, "pausedSince"), Whole(paused, "elapsedMinutes"), Whole(paused, "leftMinutes")));
        Assert.Equal(("running", At(3, 4, 12, 0), 3 * 60), (Text(resumed, "state"), Time(resumed, "runningSince"), Whole(resumed, "elapsedMinutes")));

        // Three days of eight hours, from Wednesday noon.
        Assert.Equal(At(3, 9, 12, 0), Time(resumed, "due"));
    }

    [Fact]
    public async Task A_clock_that_paused_in_the_night_before_its_time_was_not_up_while_it_stood()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.AdvanceTo(At(3, 4, 20, 0));
        var review = (await World.LookAt<Stage.UnderReview>(id)).Review;
        await World.Claim(id, "dirk", review);
        await World.Review(id, "dirk", new { type = "ask-customer", review, words = "Was the box torn?" });
        await World.AdvanceTo(At(3, 6, 12, 0));

        await World.CustomerSays(id, new { type = "answer", round = 1, words = "It was." });

        Assert.Equal(At(3, 6, 12, 0), (await Happened<Event.ServiceClockResumed>(id)).Single().Due);
    }

    [Fact]
    public async Task A_pause_does_not_undo_a_breach()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.AdvanceTo(At(3, 5, 10, 0));
        Assert.Single(await Happened<Event.ServiceClockBreached>(id));

        var review = (await World.LookAt<Stage.UnderReview>(id)).Review;
        await World.Claim(id, "dirk", review);
        await World.Review(id, "dirk", new { type = "counter-offer", review, options = Options });
        await World.AdvanceTo(At(3, 10, 10, 0));

        var clock = Service(await Clocks(id));
        Assert.Equal(("paused", At(3, 5, 8, 0)), (Text(clock, "state"), Time(clock, "breachedAt")));
        Assert.Single(await Happened<Event.ServiceClockBreached>(id));
        Assert.Single(World.StaffLetters(id), letter =>
            letter.Address == "operations@example.com" && letter.Subject.Contains("takes longer than we want", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_pauses_after_its_time_was_breached_before()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        World.Stop(TimeSpan.FromDays(4));

        await World.Review(id, "anna", new { type = "counter-offer", review = 1, options = Options });

        Assert.Single(await Happened<Event.ServiceClockBreached>(id));
    }

    [Fact]
    public async Task A_closed_case_stops_both_clocks()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        await World.Advance(TimeSpan.FromDays(30));

        var clocks = await Clocks(id);
        Assert.Equal("stopped", Text(Service(clocks), "state"));
        Assert.All(clocks["legal"]!.AsArray(), time => Assert.Equal("met", Text(time, "state")));
        Assert.Empty(await Happened<Event.LegalDeadlineBreached>(id));
        Assert.Empty(await Happened<Event.ServiceClockBreached>(id));
    }

    [Fact]
    public async Task An_escalation_carries_both_clocks()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        var clocks = World.Json(Assert.Single(World.Sent(id, Entities.Escalations)))["clocks"]!;

        Assert.Equal(s_answerDue, Time(clocks["legal"]![1], "due"));
        Assert.Equal(At(3, 5, 8, 0), Time(clocks["service"]![0], "due"));
    }

    private static object[] Options { get; } =
        [new { kind = "voucher", amount = 90, currency = "EUR" }, new { kind = "discount", percent = 15 }];

    /// <summary>Claimed by the management, who say nothing until the legal date has passed.</summary>
    private async Task<CaseId> Unanswered()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.AdvanceTo(s_answerDue);
        return id;
    }

    private async Task<JsonNode> Clocks(CaseId id) => (await World.Get($"cases/{id}", World.KeyOf(Role.Operator))).Json["clocks"]!;

    private async Task<IEnumerable<T>> Happened<T>(CaseId id) where T : Event => (await World.Log(id)).Select(recorded => recorded.Event).OfType<T>();

    private static JsonNode? Service(JsonNode clocks) => clocks["service"]!.AsArray()[^1];

    private static string Text(JsonNode? node, string name) => node![name]!.GetValue<string>();

    private static int Whole(JsonNode? node, string name) => node![name]!.GetValue<int>();

    private static DateTimeOffset Time(JsonNode? node, string name) => node![name]!.GetValue<DateTimeOffset>();

    private static DateTimeOffset At(int month, int day, int hour, int minute) => new(2026, month, day, hour, minute, 0, TimeSpan.Zero);
}
