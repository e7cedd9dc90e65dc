using System.Globalization;
using Escalation.Domain.Time;

namespace Escalation.Functions.Tests.Domain.Time;

public class HolidayFileTests
{
    [Fact]
    public void A_single_day_is_read_with_its_name() =>
        Assert.Equal(
            [new Holiday(new DateOnly(2026, 6, 19), "Midsummer, Eve")],
            Read("DTSTART;VALUE=DATE:20260619", "SUMMARY;LANGUAGE=en:Midsummer\\, Eve"));

    [Fact]
    public void A_folded_line_is_joined() =>
        Assert.Equal("Independence Day", Assert.Single(Read("DTSTART;VALUE=DATE:2026", " 1206", "SUMMARY:Indepen", "\tdence Day")).Name);

    [Fact]
    public void The_end_date_is_not_a_holiday() =>
        Assert.Equal(["2026-12-24", "2026-12-25", "2026-12-26"], Dates("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"));

    [Theory]
    [InlineData("P2D", 2)]
    [InlineData("P1W", 7)]
    public void A_duration_gives_the_length(string duration, int days) =>
        Assert.Equal(days, Read("DTSTART;VALUE=DATE:20260501", $"DURATION:{duration}").Count);

    [Fact]
    public void A_yearly_rule_is_expanded_over_the_years_asked_for() =>
        Assert.Equal(["2026-12-25", "2027-12-25", "2028-12-25"], Dates("DTSTART;VALUE=DATE:19991225", "RRULE:FREQ=YEARLY"));

    [Theory]
    [InlineData("FREQ=YEARLY;INTERVAL=2", "2026-05-01", "2028-05-01")]
    [InlineData("FREQ=YEARLY;COUNT=3", "2026-05-01")]
    [InlineData("FREQ=YEARLY;UNTIL=20270501", "2026-05-01", "2027-05-01")]
    [InlineData("FREQ=YEARLY;UNTIL=20270430T235959Z", "2026-05-01")]
    [InlineData("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=1;WKST=MO;COUNT=4", "2026-05-01", "2027-05-01")]
    public void A_yearly_rule_keeps_its_limits(string rule, params string[] dates) =>
        Assert.Equal(dates, Dates("DTSTART;VALUE=DATE:20240501", $"RRULE:{rule}"));

    [Fact]
    public void A_leap_day_comes_in_leap_years_only() =>
        Assert.Equal(["2028-02-29"], Dates("DTSTART;VALUE=DATE:20240229", "RRULE:FREQ=YEARLY"));

    [Fact]
    public void A_holiday_over_the_new_year_reaches_into_the_first_year() =>
        Assert.Equal(["2026-01-01"], Dates("DTSTART;VALUE=DATE:20251230", "DTEND;VALUE=DATE:20260102"));

    [Fact]
    public void Dates_are_added_and_taken_out() =>
        Assert.Equal(
            ["2026-01-06", "2026-08-08", "2028-01-06"],
            Dates("DTSTART;VALUE=DATE:20260106", "RRULE:FREQ=YEARLY", "EXDATE;VALUE=DATE:20270106", "RDATE;VALUE=DATE:20260808"));

    [Fact]
    public void A_cancelled_event_is_no_holiday() => Assert.Empty(Read("DTSTART;VALUE=DATE:20260619", "STATUS:CANCELLED"));

    [Fact]
    public void An_alarm_within_a_holiday_is_passed_over() =>
        Assert.Equal(
            ["2026-06-19"],
            Dates("DTSTART;VALUE=DATE:20260619", "BEGIN:VALARM", "DURATION:PT5M", "RRULE:FREQ=DAILY", "END:VALARM"));

    [Fact]
    public void A_time_zone_with_rules_of_its_own_is_passed_over()
    {
        const string zone = "BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\nDTSTART:19701025T040000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";
        var text = Text("DTSTART;VALUE=DATE:20260619").Replace("BEGIN:VEVENT", $"{zone}BEGIN:VEVENT", StringComparison.Ordinal);

        Assert.True(HolidayFile.TryRead(text, 2026, 2028, out var holidays, out _));
        Assert.Single(holidays);
    }

    /// <summary>The first line of the event is line 4.</summary>
    [Theory]
    [InlineData("line 3: VEVENT: has no DTSTART", "SUMMARY:Nothing")]
    [InlineData("line 4: DTSTART: is a DATE-TIME, not a DATE: a holiday is a whole day", "DTSTART;VALUE=DATE-TIME:20260619T000000Z")]
    [InlineData("line 4: DTSTART: '20260619T000000Z' is not a date such as 20261224", "DTSTART:20260619T000000Z")]
    [InlineData("line 4: DTSTART: '20260231' is not a date such as 20261224", "DTSTART;VALUE=DATE:20260231")]
    [InlineData("line 5: DTSTART: is there twice in one event", "DTSTART:20260619", "DTSTART:20260620")]
    [InlineData("line 5: DTEND: is not after DTSTART (it names the first day after the holiday)", "DTSTART:20260619", "DTEND:20260619")]
    [InlineData("line 5: DTEND: makes a holiday of more than a year", "DTSTART:20260619", "DTEND:20290619")]
    [InlineData("line 5: DURATION: 'PT8H' is not a number of whole days, such as P2D", "DTSTART:20260619", "DURATION:PT8H")]
    [InlineData("line 6: DURATION: stands beside a DTEND", "DTSTART:20260619", "DTEND:20260620", "DURATION:P1D")]
    [InlineData("line 5: RECURRENCE-ID: a moved repetition is not read; write it as an event of its own, with an EXDATE", "DTSTART:20260619", "RECURRENCE-ID:20260618")]
    [InlineData("line 6: RRULE: only FREQ=YEARLY is read; write the dates out instead", "DTSTART:2026", " 0619", "RRULE:FREQ=MONTHLY")]
    [InlineData("line 5: RRULE: BYDAY=4TH is not read; write the dates out instead", "DTSTART:20261126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")]
    [InlineData("line 5: RRULE: BYMONTHDAY=25 is not read; write the dates out instead", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYMONTHDAY=25")]
    [InlineData("line 5: RRULE: BYMONTH=11 is not read; write the dates out instead", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYMONTH=11")]
    [InlineData("line 5: RRULE: INTERVAL=0 is not a number of years", "DTSTART:20261225", "RRULE:FREQ=YEARLY;INTERVAL=0")]
    [InlineData("line 5: RRULE: has both COUNT and UNTIL", "DTSTART:20261225", "RRULE:FREQ=YEARLY;COUNT=2;UNTIL=20301225")]
    [InlineData("line 5: RRULE: UNTIL=soon is not a date", "DTSTART:20261225", "RRULE:FREQ=YEARLY;UNTIL=soon")]
    [InlineData("line 5: is not a property of the form NAME:value", "DTSTART:20261225", "SUMMARY Christmas")]
    public void What_cannot_be_read_is_refused_with_its_line(string error, params string[] lines) =>
        Assert.Equal([error], Errors(Text(lines)));

    [Fact]
    public void One_wrong_event_refuses_the_file_and_all_errors_are_told() =>
        Assert.Equal(
            ["line 2: VEVENT: has no DTSTART", "line 5: DTSTART: 'x' is not a date such as 20261224"],
            Errors("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\nBEGIN:VEVENT\nDTSTART:x\nEND:VEVENT\nEND:VCALENDAR\n"));

    [Theory]
    [InlineData("", "line 1: holds no VEVENT in a VCALENDAR")]
    [InlineData("<html>", "line 1: is not a property of the form NAME:value")]
    [InlineData("HTTP: not found", "line 1: HTTP stands outside a VCALENDAR")]
    [InlineData(" folded", "line 1: continues a line, but there is none before it")]
    [InlineData("BEGIN:VCALENDAR\nEND:VEVENT", "line 2: END:VEVENT ends nothing that is open here")]
    [InlineData("BEGIN:VCALENDAR\nEND:VCALENDAR", "line 1: holds no VEVENT in a VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR", "line 1: BEGIN:VCALENDAR is never ended; the file may be cut short")]
    public void A_text_that_is_no_calendar_is_refused(string text, string error) => Assert.Equal([error], Errors(text));

    [Fact]
    public void A_byte_order_mark_and_bare_line_feeds_are_accepted() =>
        Assert.True(HolidayFile.TryRead(
            "\uFEFF" + Text("DTSTART:20260619").ReplaceLineEndings("\n"), 2026, 2026, out _, out _));

    private static IEnumerable<string> Dates(params string[] lines) =>
        Read(lines).Select(h => h.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static IReadOnlyList<Holiday> Read(params string[] lines)
    {
        Assert.True(HolidayFile.TryRead(Text(lines), 2026, 2028, out var holidays, out var errors), string.Join("; ", errors));
        return holidays;
    }

    private static IReadOnlyList<string> Errors(string text)
    {
        Assert.False(HolidayFile.TryRead(text, 2026, 2028, out var holidays, out var errors));
        Assert.Empty(holidays);
        return errors;
    }

    private static string Text(params string[] lines) =>
        string.Join("\r\n", ["BEGIN:VCALENDAR", "VERSION:2.0", "BEGIN:VEVENT", .. lines, "END:VEVENT", "END:VCALENDAR", ""]);
}
