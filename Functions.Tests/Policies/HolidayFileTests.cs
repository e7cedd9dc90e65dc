using System.Globalization;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

public class HolidayFileTests
{
    [Fact]
    public void A_single_day_is_read() => Assert.Equal(["2026-06-19"], Dates("DTSTART;VALUE=DATE:20260619", "SUMMARY;LANGUAGE=en:Midsummer\\, Eve"));

    [Fact]
    public void A_folded_line_is_joined() => Assert.Equal(["2026-12-06"], Dates("DTSTART;VALUE=DATE:2026", " 1206", "SUMMARY:Indepen", "\tdence Day"));

    [Fact]
    public void The_end_date_is_not_a_holiday() =>
        Assert.Equal(["2026-12-24", "2026-12-25", "2026-12-26"], Dates("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227"));

    [Theory]
    [InlineData("P2D", 2)]
    [InlineData("P1W", 7)]
    public void A_duration_gives_the_length(string duration, int days) =>
        Assert.Equal(days, Dates("DTSTART;VALUE=DATE:20260501", $"DURATION:{duration}").Count());

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
    public void The_fourth_Thursday_of_November_is_found_in_every_year() =>
        Assert.Equal(["2026-11-26", "2027-11-25", "2028-11-23"], Dates("DTSTART;VALUE=DATE:20201126", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH"));

    [Fact]
    public void The_last_Monday_of_May_is_left_out_in_a_year_that_EXDATE_names() =>
        Assert.Equal(["2026-05-25", "2028-05-29"], Dates("DTSTART:20250526", "RRULE:FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO", "EXDATE:20270531"));

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Helsinki:20260619T000000", "DTEND;TZID=Europe/Helsinki:20260621T000000")]
    [InlineData("DTSTART;TZID=\"Our own: zone\":20260619T000000", "DTEND:20260621T000000")]
    [InlineData("DTSTART:20260619T000000", "DURATION:P2D")]
    public void Times_from_midnight_to_midnight_are_whole_days(params string[] lines) => Assert.Equal(["2026-06-19", "2026-06-20"], Dates(lines));

    [Theory]
    [InlineData("DTSTART:20270108", "2026-01-06", "2027-01-08", "2028-01-06")]
    [InlineData("DTSTART:20270106\r\nSTATUS:CANCELLED", "2026-01-06", "2028-01-06")]
    public void A_repetition_may_be_moved_or_cancelled(string moved, params string[] dates) => Assert.Equal(
        dates,
        Dates("UID:a", "DTSTART:20260106", "RRULE:FREQ=YEARLY", "END:VEVENT", "BEGIN:VEVENT", "UID:a", "RECURRENCE-ID:20270106", moved));

    [Fact]
    public void Events_of_one_UID_that_move_nothing_are_holidays_each() =>
        Assert.Equal(["2026-01-06", "2026-02-02"], Dates("UID:a", "DTSTART:20260106", "END:VEVENT", "BEGIN:VEVENT", "UID:a", "DTSTART:20260202"));

    [Fact]
    public void A_cancelled_event_is_no_holiday() => Assert.Empty(Dates("DTSTART;VALUE=DATE:20260619", "STATUS:CANCELLED"));

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
    [InlineData("line 4: DTSTART: '20260619T000000Z' is neither a date, such as 20261224, nor its midnight, such as 20261224T000000: a holiday is a whole day", "DTSTART;VALUE=DATE-TIME:20260619T000000Z")]
    [InlineData("line 4: DTSTART: '20260619T090000' is neither a date, such as 20261224, nor its midnight, such as 20261224T000000: a holiday is a whole day", "DTSTART:20260619T090000", "DTEND:20260619T170000")]
    [InlineData("line 4: DTSTART: '20260231' is neither a date, such as 20261224, nor its midnight, such as 20261224T000000: a holiday is a whole day", "DTSTART;VALUE=DATE:20260231")]
    [InlineData("line 5: DTSTART: is there twice in one event", "DTSTART:20260619", "DTSTART:20260620")]
    [InlineData("line 5: DTEND: is not after DTSTART (it names the first day after the holiday)", "DTSTART:20260619", "DTEND:20260619")]
    [InlineData("line 5: DTEND: makes a holiday of more than a year", "DTSTART:20260619", "DTEND:20290619")]
    [InlineData("line 5: DURATION: 'PT8H' is not a number of whole days, such as P2D", "DTSTART:20260619", "DURATION:PT8H")]
    [InlineData("line 6: DURATION: stands beside a DTEND", "DTSTART:20260619", "DTEND:20260620", "DURATION:P1D")]
    [InlineData("line 5: RECURRENCE-ID: there is no event with this UID of which a repetition could be moved", "DTSTART:20260619", "RECURRENCE-ID:20260618")]
    [InlineData("line 6: RRULE: only FREQ=YEARLY is read; write the dates out instead", "DTSTART:2026", " 0619", "RRULE:FREQ=MONTHLY")]
    [InlineData("line 5: RRULE: does not give the date of DTSTART, 2026-11-27", "DTSTART:20261127", "RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH")]
    [InlineData("line 5: RRULE: cannot be read: XX is not a valid iCal day-of-week indicator", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY=XX")]
    [InlineData("line 5: RRULE: does not give the date of DTSTART, 2026-12-25", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYMONTH=11")]
    [InlineData("line 5: RRULE: cannot be read: INTERVAL value 0 is out of range. Valid values are between 1 and 2147483647, excluding zero (0)", "DTSTART:20261225", "RRULE:FREQ=YEARLY;INTERVAL=0")]
    [InlineData("line 5: RRULE: cannot be read: Both COUNT and UNTIL cannot be supplied together; they are mutually exclusive", "DTSTART:20261225", "RRULE:FREQ=YEARLY;COUNT=2;UNTIL=20301225")]
    [InlineData("line 5: RRULE: UNTIL=soon is not a date", "DTSTART:20261225", "RRULE:FREQ=YEARLY;UNTIL=soon")]
    [InlineData("line 5: RRULE: INTERVAL=1000000 is further apart than the years that are read", "DTSTART:20261225", "RRULE:FREQ=YEARLY;INTERVAL=1000000")]
    [InlineData("line 5: RRULE: is no holiday: it comes more often than once a week", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR")]
    [InlineData("line 6: RRULE: UNTIL=20301225T220000Z is in UTC and DTSTART is not; write both as dates", "DTSTART;TZID=Europe/Helsinki:20261225T000000", "DTEND;TZID=Europe/Helsinki:20261226T000000", "RRULE:FREQ=YEARLY;UNTIL=20301225T220000Z")]
    [InlineData("line 5: RRULE: cannot be read: The recurrence rule part 'byeaster' or its value 1 is not supported", "DTSTART:20261225", "RRULE:FREQ=YEARLY;BYEASTER=1")]
    [InlineData("line 4: DTSTART: is a time without a DTEND, which makes no whole day", "DTSTART:20260619T000000")]
    [InlineData("line 5: RDATE: '20260108T000000Z/P1D' is neither a date, such as 20261224, nor its midnight, such as 20261224T000000: a holiday is a whole day", "DTSTART:20260101", "RDATE;VALUE=PERIOD:20260108T000000Z/P1D")]
    [InlineData("line 5: is not a property of the form NAME:value", "DTSTART:20261225", "SUMMARY Christmas")]
    public void What_cannot_be_read_is_refused_with_its_line(string error, params string[] lines) =>
        Assert.Equal([error], Errors(Text(lines)));

    [Fact]
    public void One_wrong_event_refuses_the_file_and_all_errors_are_told() =>
        Assert.Equal(
            ["line 2: VEVENT: has no DTSTART", "line 5: DTSTART: 'x' is neither a date, such as 20261224, nor its midnight, such as 20261224T000000: a holiday is a whole day"],
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

    private static IEnumerable<string> Dates(params string[] lines)
    {
        Assert.True(HolidayFile.TryRead(Text(lines), 2026, 2028, out var days, out var errors), string.Join("; ", errors));
        return days.Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
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
