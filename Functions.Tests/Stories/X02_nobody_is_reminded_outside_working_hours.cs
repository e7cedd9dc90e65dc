using Escalation.Domain.Cases;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Stories;

public sealed class X02_nobody_is_reminded_outside_working_hours : Story
{
    private const string Holidays = """
        BEGIN:VCALENDAR
        VERSION:2.0
        BEGIN:VEVENT
        DTSTART;VALUE=DATE:20260303
        DTEND;VALUE=DATE:20260307
        SUMMARY:A week of holidays
        END:VEVENT
        END:VCALENDAR
        """;

    private static readonly string s_withFile =
        TestPolicy.Yaml.Replace("    monday-friday: 08:00-16:00\n", "    monday-friday: 08:00-16:00\n  holidayFile: holidays.ics\n", StringComparison.Ordinal);

    protected override string Policy => TestPolicy.Yaml.Replace("    claimWithin: 4h", "    claimWithin: 4h\n    calendar: seoul", StringComparison.Ordinal) + """

        calendars:
          seoul:
            zone: Asia/Seoul
            open:
              monday-friday: 09:00-18:00
        """;

    [Fact]
    public async Task A_level_is_reminded_in_its_own_hours()
    {
        // Monday, 17:00 in Seoul: one hour is left of the day, and three of the next.
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.AdvanceTo(Seoul(2026, 3, 3, 11, 59));
        Assert.Empty(World.StaffLetters(id));
        await World.AdvanceTo(Seoul(2026, 3, 3, 12, 0));

        Assert.Equal(["anna@example.com", "bert@example.com"], World.StaffLetters(id).Select(letter => letter.Address!));
    }

    [Fact]
    public async Task An_alarm_that_rings_late_in_the_night_waits_for_the_morning()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        World.Stop(Seoul(2026, 3, 3, 22, 0) - World.Now);

        await World.Advance(TimeSpan.FromHours(1));
        Assert.Empty(World.StaffLetters(id));
        Assert.Equal(Seoul(2026, 3, 4, 9, 0), (await World.Last<Event.ReminderPostponed>(id)).Due);
        await World.AdvanceTo(Seoul(2026, 3, 4, 9, 0));

        Assert.Equal(2, World.StaffLetters(id).Count);
        Assert.Single((await World.Log(id)).Select(recorded => recorded.Event).OfType<Event.ReviewReminded>());
    }

    [Fact]
    public async Task A_customer_is_reminded_in_the_hours_of_the_company()
    {
        var id = await World.Complain(Complaints.Late());
        World.Stop(new DateTimeOffset(2026, 3, 14, 3, 0, 0, TimeSpan.Zero) - World.Now);

        await World.Advance(TimeSpan.FromHours(1));
        var before = World.Letters(id).Count;
        await World.AdvanceTo(new(2026, 3, 16, 8, 0, 0, TimeSpan.Zero));

        Assert.Equal((1, 2), (before, World.Letters(id).Count));
    }

    [Fact]
    public async Task An_iCalendar_file_beside_the_policy_closes_its_days()
    {
        await using var world = await World.Open(s_withFile, files: new Dictionary<string, string>(StringComparer.Ordinal) { ["holidays.ics"] = Holidays });

        var id = await world.Complain(Complaints.AskingForRefund(400));

        // Two days, all but the first after the holidays, and two hours of margin.
        Assert.Equal(new DateTimeOffset(2026, 3, 10, 10, 0, 0, TimeSpan.Zero), (await world.Last<Event.PromiseMade>(id)).Due);
    }

    [Fact]
    public async Task A_case_keeps_to_the_holidays_it_was_registered_under_when_the_file_changes()
    {
        await using var world = await World.Open(s_withFile, files: new Dictionary<string, string>(StringComparer.Ordinal) { ["holidays.ics"] = Holidays });
        var id = await world.Complain(Complaints.AskingForRefund(400));
        var store = world.Services.GetRequiredService<IStore>();

        var changed = await PolicyBook.Open(
            store, PolicyText.WithFiles(s_withFile, "policy.yaml", _ => Holidays.Replace("20260307", "20260312", StringComparison.Ordinal)), "policy.yaml", default);

        var pinned = await changed.Of((await world.Look(id)).Complaint.Policy, default);
        Assert.NotEqual(pinned.Hash, changed.Current.Hash);
        Assert.True(pinned.Calendar.IsOpen(new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero)));
        Assert.False(changed.Current.Calendar.IsOpen(new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero)));
    }

    private static DateTimeOffset Seoul(int year, int month, int day, int hour, int minute) =>
        new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.FromHours(9)).ToUniversalTime();
}
