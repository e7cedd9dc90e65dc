using System.Globalization;
using Escalation.Domain.Calendars;
using NodaTime;

namespace Escalation.Functions.Tests.Domain.Calendars;

public class BusinessCalendarTests
{
    private static readonly DayOfWeek[] WorkingDays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    private static readonly CalendarDefinition Office = new("office", "Europe/Helsinki")
    {
        Weekly = Week(WorkingDays, "09:00-12:00", "13:00-17:00"),
    };

    private static readonly CalendarDefinition AroundTheClock = new("always", "Europe/Helsinki")
    {
        Weekly = Week(Enum.GetValues<DayOfWeek>(), "00:00-24:00"),
    };

    [Theory]
    [InlineData("2026-03-02 08:59:59", false)]
    [InlineData("2026-03-02 09:00:00", true)]
    [InlineData("2026-03-02 11:59:59", true)]
    [InlineData("2026-03-02 12:00:00", false)]
    [InlineData("2026-03-02 13:00:00", true)]
    [InlineData("2026-03-02 16:59:59", true)]
    [InlineData("2026-03-02 17:00:00", false)]
    [InlineData("2026-03-07 10:00:00", false)]
    public void A_span_includes_its_start_and_excludes_its_end(string local, bool open) =>
        Assert.Equal(open, Built(Office).IsOpen(Helsinki(local)));

    [Theory]
    [InlineData("2026-03-02 10:00:00", "0m", "2026-03-02 10:00:00")]
    [InlineData("2026-03-02 12:20:00", "0m", "2026-03-02 13:00:00")]
    [InlineData("2026-03-06 17:00:00", "0m", "2026-03-09 09:00:00")]
    [InlineData("2026-03-02 11:30:00", "1h", "2026-03-02 13:30:00")]
    [InlineData("2026-03-02 16:59:00", "1m", "2026-03-03 09:00:00")]
    [InlineData("2026-03-02 09:00:00", "7h", "2026-03-03 09:00:00")]
    [InlineData("2026-03-06 16:30:00", "90m", "2026-03-09 10:00:00")]
    [InlineData("2026-03-02 16:59:30", "1d", "2026-03-03 16:59:30")]
    [InlineData("2026-03-06 12:30:00", "1d", "2026-03-09 13:00:00")]
    [InlineData("2026-03-07 15:00:00", "1d", "2026-03-10 09:00:00")]
    [InlineData("2026-03-05 16:00:00", "1d 4h", "2026-03-09 13:00:00")]
    public void Durations_count_in_opening_time(string start, string duration, string end) =>
        Assert.Equal(Helsinki(end), Built(Office).Add(Helsinki(start), BusinessDuration.Parse(duration)));

    [Fact]
    public void The_night_the_clock_is_set_forward_has_an_hour_less() =>
        Assert.Equal(Helsinki("2026-03-29 05:00:00"), Built(AroundTheClock).Add(Helsinki("2026-03-28 20:00:00"), BusinessDuration.FromHours(8)));

    [Fact]
    public void The_night_the_clock_is_set_back_has_an_hour_more() =>
        Assert.Equal(Utc("2026-10-25 01:00:00"), Built(AroundTheClock).Add(Helsinki("2026-10-24 20:00:00"), BusinessDuration.FromHours(8)));

    [Fact]
    public void A_span_in_the_skipped_hour_holds_no_opening_time()
    {
        var nights = Built(Office with { Weekly = Week([DayOfWeek.Sunday], "03:10-03:50") });

        Assert.Equal(Helsinki("2026-04-05 03:10:00"), nights.NextOpening(Helsinki("2026-03-28 12:00:00")));
    }

    [Fact]
    public void A_day_whose_only_span_is_skipped_is_no_business_day()
    {
        var nights = Built(Office with { Weekly = Week([DayOfWeek.Sunday], "03:10-03:50") });

        Assert.Equal(Helsinki("2026-04-05 03:20:00"), nights.Add(Helsinki("2026-03-22 03:20:00"), BusinessDuration.FromDays(1)));
    }

    [Fact]
    public void A_span_in_the_repeated_hour_comes_twice_and_closes_between()
    {
        var nights = Built(Office with { Weekly = Week([DayOfWeek.Sunday], "03:00-03:30") });

        Assert.Equal(Utc("2026-10-25 01:10:00"), nights.Add(Utc("2026-10-25 00:00:00"), BusinessDuration.FromMinutes(40)));
    }

    [Fact]
    public void A_day_across_a_change_of_the_clock_keeps_the_local_time() =>
        Assert.Equal(Utc("2026-03-30 07:00:00"), Built(Office).Add(Utc("2026-03-27 08:00:00"), BusinessDuration.FromDays(1)));

    [Fact]
    public void A_day_that_leads_into_the_skipped_hour_ends_after_it() =>
        Assert.Equal(Helsinki("2026-03-29 04:00:00"), Built(AroundTheClock).Add(Helsinki("2026-03-28 03:30:00"), BusinessDuration.FromDays(1)));

    [Fact]
    public void A_day_that_leads_into_the_repeated_hour_means_its_first_pass() =>
        Assert.Equal(Utc("2026-10-25 00:30:00"), Built(AroundTheClock).Add(Helsinki("2026-10-24 03:30:00"), BusinessDuration.FromDays(1)));

    [Fact]
    public void A_day_from_the_second_pass_of_the_repeated_hour_counts_by_the_wall_clock() =>
        Assert.Equal(Helsinki("2026-10-26 03:30:00"), Built(AroundTheClock).Add(Utc("2026-10-25 01:30:00"), BusinessDuration.FromDays(1)));

    [Fact]
    public void A_date_that_a_zone_left_out_is_no_business_day()
    {
        var samoa = Built(AroundTheClock with { TimeZone = "Pacific/Apia" });

        Assert.Equal(new DateOnly(2011, 12, 31), samoa.DateOf(samoa.Add(Utc("2011-12-29 22:00:00"), BusinessDuration.FromDays(1))));
    }

    /// <summary>St John's set the clock back at 00:01, so that one minute of Sunday came before the last hour of Saturday came again.</summary>
    [Fact]
    public void Opening_time_keeps_its_order_where_the_clock_goes_back_over_midnight()
    {
        var late = Built(new CalendarDefinition("late", "America/St_Johns") { Weekly = Week([DayOfWeek.Saturday], "23:00-24:00") });

        Assert.Equal(Utc("2010-11-07 03:01:00"), late.Add(Utc("2010-11-07 01:30:00"), BusinessDuration.FromMinutes(90)));
    }

    [Fact]
    public void A_worked_saturday_counts_with_its_own_hours()
    {
        var calendar = Built(Office with { Worked = Dates("2026-03-07", "10:00-14:00") });

        Assert.Equal(Helsinki("2026-03-07 10:30:00"), calendar.Add(Helsinki("2026-03-06 16:30:00"), BusinessDuration.FromHours(1)));
    }

    [Fact]
    public void A_worked_saturday_is_a_business_day()
    {
        var calendar = Built(Office with { Worked = Dates("2026-03-07", "10:00-14:00") });

        Assert.Equal(Helsinki("2026-03-07 11:00:00"), calendar.Add(Helsinki("2026-03-06 11:00:00"), BusinessDuration.FromDays(1)));
    }

    [Fact]
    public void A_holiday_week_is_passed_over()
    {
        var calendar = Built(Office with { Holidays = [.. Enumerable.Range(9, 5).Select(day => new DateOnly(2026, 3, day))] });

        Assert.Equal(Helsinki("2026-03-16 10:00:00"), calendar.Add(Helsinki("2026-03-06 16:00:00"), BusinessDuration.FromHours(2)));
    }

    [Fact]
    public void A_worked_date_is_stronger_than_a_holiday()
    {
        var eve = new DateOnly(2026, 12, 24);
        var calendar = Built(Office with { Holidays = [eve], Worked = Dates("2026-12-24", "09:00-12:00") });

        Assert.Equal([OpeningSpan.Parse("09:00-12:00")], calendar.SpansOn(eve));
    }

    [Fact]
    public void A_time_after_the_close_of_a_short_day_moves_to_the_next_opening() =>
        Assert.Equal(Helsinki("2026-03-09 09:00:00"), ShortFriday.Add(Helsinki("2026-03-05 16:00:00"), BusinessDuration.FromDays(1)));

    [Fact]
    public void Within_a_number_of_business_days_means_by_the_close_of_the_last() =>
        Assert.Equal(Helsinki("2026-03-06 15:00:00"), ShortFriday.CloseAfter(Helsinki("2026-03-05 16:00:00"), 1));

    [Fact]
    public void The_business_day_of_a_closed_start_is_the_next_one() =>
        Assert.Equal(Helsinki("2026-03-09 17:00:00"), Built(Office).CloseAfter(Helsinki("2026-03-07 11:00:00"), 0));

    [Fact]
    public void A_promise_has_its_margin_inside_working_hours() =>
        Assert.Equal(
            Helsinki("2026-03-09 10:00:00"),
            Built(Office).WithMargin(Helsinki("2026-03-05 16:00:00"), BusinessDuration.Parse("1d"), BusinessDuration.Parse("2h")));

    [Fact]
    public void A_calendar_that_has_run_out_of_worked_dates_says_so()
    {
        var fair = Built(new CalendarDefinition("fair", "Europe/Helsinki") { Worked = Dates("2026-05-16", "10:00-14:00") });

        var thrown = Assert.Throws<NoOpeningException>(() => fair.Add(Helsinki("2026-05-16 11:00:00"), BusinessDuration.FromHours(3)));
        Assert.StartsWith("The calendar 'fair' does not open for the 20 years after 2026-05-16 11:00 UTC", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_calendar_without_enough_business_days_says_so()
    {
        var fair = Built(new CalendarDefinition("fair", "Europe/Helsinki") { Worked = Dates("2026-05-16", "10:00-14:00") });

        Assert.Throws<NoOpeningException>(() => fair.Add(Helsinki("2026-05-16 11:00:00"), BusinessDuration.FromDays(1)));
    }

    [Fact]
    public void Open_time_is_measured_across_decades_without_opening()
    {
        var fair = Built(new CalendarDefinition("fair", "Europe/Helsinki") { Worked = Dates("2066-05-16", "10:00-14:00") });

        Assert.Equal(TimeSpan.FromHours(4), fair.OpenTimeBetween(Utc("2026-01-01 00:00:00"), Utc("2067-01-01 00:00:00")));
    }

    [Fact]
    public void An_instant_outside_the_calendar_years_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Built(Office).IsOpen(DateTimeOffset.MaxValue));

    [Fact]
    public void A_duration_beyond_the_last_year_is_refused() =>
        Assert.Throws<NoOpeningException>(() => Built(Office).Add(Utc("2026-01-01 00:00:00"), BusinessDuration.FromDays(int.MaxValue)));

    private static BusinessCalendar ShortFriday => Built(Office with { Worked = Dates("2026-03-06", "09:00-15:00") });

    private static BusinessCalendar Built(CalendarDefinition definition)
    {
        Assert.True(BusinessCalendar.TryCreate(definition, out var calendar, out var errors), string.Join("; ", errors));
        return calendar;
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>> Week(DayOfWeek[] days, params string[] spans) =>
        days.ToDictionary(day => day, _ => Spans(spans));

    private static Dictionary<DateOnly, IReadOnlyList<OpeningSpan>> Dates(string date, params string[] spans) =>
        new() { [DateOnly.Parse(date, CultureInfo.InvariantCulture)] = Spans(spans) };

    private static IReadOnlyList<OpeningSpan> Spans(string[] spans) => [.. spans.Select(OpeningSpan.Parse)];

    private static DateTimeOffset Utc(string time) => new(DateTime.Parse(time, CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static DateTimeOffset Helsinki(string local) => DateTimeZoneProviders.Tzdb["Europe/Helsinki"]
        .AtStrictly(LocalDateTime.FromDateTime(DateTime.Parse(local, CultureInfo.InvariantCulture)))
        .ToInstant()
        .ToDateTimeOffset();
}
