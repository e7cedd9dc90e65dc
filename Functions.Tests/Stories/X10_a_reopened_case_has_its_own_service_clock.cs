using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Stories;

public sealed class X10_a_reopened_case_has_its_own_service_clock : Story
{
    private static readonly DateTimeOffset s_legalDate = new(2026, 3, 31, 0, 0, 0, TimeSpan.Zero);

    protected override string Policy => TestPolicy.Yaml + """

        legal:
          - id: four-weeks
            title: The Law of Four Weeks
            steps:
              - { id: answer, within: 4 weeks, until: answer, source: the tests, read: 2026-11-24 }
        service:
          within: 5d
        """;

    [Fact]
    public async Task A_new_round_has_a_new_service_clock_and_keeps_the_old_one()
    {
        var id = await Reopened();

        var (first, second) = ((await Clocks(id)).Service[0], (await Clocks(id)).Service[1]);

        Assert.Equal((0, World.Monday), (first.Round, first.StartedAt));
        Assert.Equal((1, World.Now, World.Now + TimeSpan.FromDays(7)), (second.Round, second.StartedAt, second.Due));
        Assert.True(second.IsRunning);
    }

    [Fact]
    public async Task The_legal_clock_goes_on_from_the_first_receipt()
    {
        var id = await Reopened();

        var time = Assert.Single((await Clocks(id)).Legal);
        Assert.Equal((s_legalDate, true), (time.Date.Due, time.IsOpen));
    }

    [Fact]
    public async Task An_unanswered_second_round_breaches_each_clock_once()
    {
        var id = await Reopened();

        await World.AdvanceTo(s_legalDate + TimeSpan.FromDays(20));

        var log = (await World.Log(id)).Select(recorded => recorded.Event).ToList();
        Assert.Equal(1, Assert.Single(log.OfType<Event.ServiceClockBreached>()).Round);
        Assert.Equal(s_legalDate, Assert.Single(log.OfType<Event.LegalDeadlineBreached>()).Due);
    }

    [Fact]
    public async Task What_was_answered_in_time_stays_so_when_the_case_is_reopened_after_the_legal_date()
    {
        var id = await Settled();
        await World.AdvanceTo(s_legalDate + TimeSpan.FromDays(2));
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = false, words = "It broke again." });

        await World.Advance(TimeSpan.FromDays(30));

        Assert.Empty((await World.Log(id)).Select(recorded => recorded.Event).OfType<Event.LegalDeadlineBreached>());
        Assert.NotNull((await Clocks(id)).Legal[0].MetAt);
    }

    /// <summary>Granted at once and carried out; a week later the customer says that it is not solved.</summary>
    private async Task<CaseId> Reopened()
    {
        var id = await Settled();
        await World.AdvanceTo(new(2026, 3, 11, 10, 0, 0, TimeSpan.Zero));
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = false, words = "It broke again." });
        return id;
    }

    private async Task<CaseId> Settled()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));
        await World.FulfilmentReports(id);
        return id;
    }

    private async Task<Clocks> Clocks(CaseId id) => (await World.Look(id)).Clocks!;
}
