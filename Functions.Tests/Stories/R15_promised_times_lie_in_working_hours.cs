using Escalation.Domain.Cases;

namespace Escalation.Functions.Tests.Stories;

/// <summary>The people of l2 work in Sydney, in two shifts; everybody else eight hours in UTC.</summary>
public sealed class R15_promised_times_lie_in_working_hours : Story
{
    protected override string Policy => TestPolicy.Yaml.Replace("answerWithin: 3d", "answerWithin: 3d\n    calendar: sydney", StringComparison.Ordinal) + """

        calendars:
          sydney:
            zone: Australia/Sydney
            open:
              monday-friday: [08:00-12:00, 13:00-17:00]
            holidays: [2026-03-17]
            worked:
              2026-03-21: 10:00-14:00
        legal:
          - id: quick-law
            title: The Quick Law
            when: { region: quick }
            steps:
              - { id: answer, within: 2 days, until: answer, source: the tests, read: 2026-11-24 }
          - id: night-law
            title: The Night Law
            when: { region: night }
            steps:
              - { id: answer, within: 12 hours, until: answer, source: the tests, read: 2026-11-24 }
        """;

    [Fact]
    public async Task A_promise_falls_into_the_hours_of_the_level_that_keeps_it()
    {
        // Monday evening in Sydney: three days from Tuesday morning, and two hours of margin.
        var id = await World.Complain(Complaints.AskingForRefund(4_000));

        Assert.Equal(Sydney(2026, 3, 6, 10, 0, summer: true), (await World.Last<Event.PromiseMade>(id)).Due);
        Assert.Contains("We will answer by Thursday 5 March 2026, 23:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_margin_runs_over_the_break_and_the_night_in_which_the_clocks_are_set_back()
    {
        await World.AdvanceTo(Sydney(2026, 4, 3, 11, 0, summer: true));

        var id = await World.Complain(Complaints.AskingForRefund(4_000));

        Assert.Equal(Sydney(2026, 4, 8, 14, 0, summer: false), (await World.Last<Event.PromiseMade>(id)).Due);
    }

    [Fact]
    public async Task A_holiday_is_no_day_and_a_worked_Saturday_is_one()
    {
        await World.AdvanceTo(Sydney(2026, 3, 16, 10, 0, summer: true));
        var overHoliday = await World.Complain(Complaints.AskingForRefund(4_000, externalId: "holiday"));
        await World.AdvanceTo(Sydney(2026, 3, 18, 10, 0, summer: true));
        var ontoSaturday = await World.Complain(Complaints.AskingForRefund(4_000, externalId: "saturday"));

        Assert.Equal(Sydney(2026, 3, 20, 13, 0, summer: true), (await World.Last<Event.PromiseMade>(overHoliday)).Due);
        Assert.Equal(Sydney(2026, 3, 21, 12, 0, summer: true), (await World.Last<Event.PromiseMade>(ontoSaturday)).Due);
    }

    [Fact]
    public async Task No_answer_is_promised_for_a_time_after_the_legal_date()
    {
        var id = await World.Complain(Complaints.AskingForRefund(20_000).With("region", "quick"));

        var promised = await World.Last<Event.PromiseMade>(id);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 8, 0, 0, TimeSpan.Zero), promised.Due);
        Assert.Equal("quick-law", promised.BroughtForwardFor?.Text);
        Assert.Contains("We will answer by Wednesday 4 March 2026, 08:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_works_before_the_legal_date_the_operators_are_warned_at_once()
    {
        await World.AdvanceTo(new(2026, 3, 8, 8, 0, 0, TimeSpan.Zero));

        var id = await World.Complain(Complaints.AskingForRefund(400).With("region", "night"));

        Assert.Equal(new DateTimeOffset(2026, 3, 11, 10, 0, 0, TimeSpan.Zero), (await World.Last<Event.PromiseMade>(id)).Due);
        Assert.Equal("night-law", (await World.Last<Event.LegalDeadlineWarned>(id)).Regime.Text);
        Assert.Contains(World.StaffLetters(id), letter =>
            letter.Address == "operations@example.com" && letter.Body.Contains("Sunday 8 March 2026, 20:00 (Etc/UTC): answer, The Night Law", StringComparison.Ordinal));
    }

    private static DateTimeOffset Sydney(int year, int month, int day, int hour, int minute, bool summer) =>
        new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.FromHours(summer ? 11 : 10)).ToUniversalTime();
}
