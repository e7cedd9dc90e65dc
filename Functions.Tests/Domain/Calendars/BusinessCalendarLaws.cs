using Escalation.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Escalation.Functions.Tests.Domain.Calendars;

/// <summary>What holds for every calendar, zone and start.</summary>
public class BusinessCalendarLaws
{
    private const int Cases = 400;

    [Fact]
    public void Hours_added_in_two_parts_are_hours_added_at_once() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.Add(s.Calendar.Add(s.Start, Minutes(s.Minutes)), Minutes(s.MoreMinutes))
            == s.Calendar.Add(s.Start, Minutes(s.Minutes) + Minutes(s.MoreMinutes)));

    [Fact]
    public void A_result_never_lies_in_a_closed_minute() => Holds(CalendarSample.Anywhere, s =>
        s.Reference.IsOpen(s.Calendar.Add(s.Start, new(s.Days, s.Minutes))));

    [Fact]
    public void A_result_is_never_before_its_start_and_is_in_utc() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.Add(s.Start, new(s.Days, s.Minutes)) is var end && end >= s.Start && end.Offset == TimeSpan.Zero);

    [Fact]
    public void With_hours_a_later_start_never_ends_earlier() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.Add(s.Start, Minutes(s.Minutes)) <= s.Calendar.Add(s.Start.AddMinutes(s.MoreMinutes), Minutes(s.Minutes)));

    [Fact]
    public void With_days_a_later_start_never_ends_earlier_unless_the_clock_was_set_back_between() => Holds(CalendarSample.Anywhere, s =>
    {
        var later = s.Start.AddMinutes(s.MoreMinutes);
        var (from, to) = (s.Calendar.NextOpening(s.Start), s.Calendar.NextOpening(later));
        return s.Reference.Wall(to) < s.Reference.Wall(from)
            || s.Calendar.Add(s.Start, new(s.Days, s.Minutes)) <= s.Calendar.Add(later, new(s.Days, s.Minutes));
    });

    [Fact]
    public void A_longer_duration_never_ends_earlier() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.Add(s.Start, new(s.Days, s.Minutes)) is var end
            && end <= s.Calendar.Add(s.Start, new(s.Days, s.Minutes + s.MoreMinutes))
            && s.Calendar.Add(s.Start, BusinessDuration.FromDays(s.Days)) <= s.Calendar.Add(s.Start, BusinessDuration.FromDays(s.Days + 1)));

    [Fact]
    public void The_open_time_up_to_a_result_is_what_was_added() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.OpenTimeBetween(s.Start, s.Calendar.Add(s.Start, Minutes(s.Minutes))) == TimeSpan.FromMinutes(s.Minutes));

    [Fact]
    public void Open_time_used_up_at_a_close_ends_at_the_next_opening() => Holds(CalendarSample.OnTheMinute, s =>
    {
        var close = s.Calendar.CloseAfter(s.Start, s.Days);
        var left = Minutes((int)s.Calendar.OpenTimeBetween(s.Start, close).TotalMinutes);
        return s.Calendar.Add(s.Start, left) is var end && end == s.Calendar.NextOpening(close) && s.Reference.IsOpen(end);
    });

    [Fact]
    public void The_open_time_of_two_parts_is_that_of_the_whole() => Holds(CalendarSample.Anywhere, s =>
    {
        var (middle, end) = (s.Start.AddMinutes(s.Minutes), s.Start.AddMinutes(s.Minutes + s.MoreMinutes));
        return s.Calendar.OpenTimeBetween(s.Start, middle) + s.Calendar.OpenTimeBetween(middle, end)
            == s.Calendar.OpenTimeBetween(s.Start, end);
    });

    [Fact]
    public void Open_time_backwards_is_negative() => Holds(CalendarSample.Anywhere, s =>
        s.Start.AddMinutes(s.Minutes) is var end && s.Calendar.OpenTimeBetween(end, s.Start) == -s.Calendar.OpenTimeBetween(s.Start, end));

    [Fact]
    public void An_open_instant_is_its_own_next_opening_and_nothing_is_open_before_another() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.NextOpening(s.Start) is var next
            && s.Calendar.IsOpen(s.Start) == (next == s.Start)
            && s.Calendar.IsOpen(next)
            && s.Calendar.OpenTimeBetween(s.Start, next) == TimeSpan.Zero);

    [Fact]
    public void An_instant_is_open_when_the_clock_on_the_wall_shows_an_open_time() => Holds(CalendarSample.OnTheMinute, s =>
        new[] { s.Start, s.Calendar.CloseAfter(s.Start, s.Days) }.All(i => s.Calendar.IsOpen(i) == s.Reference.IsOpen(i)));

    [Fact]
    public void Adding_agrees_with_stepping_by_the_minute() => Holds(CalendarSample.OnTheMinute, s =>
        new BusinessDuration(s.Days, s.Minutes) is var duration && s.Calendar.Add(s.Start, duration) == s.Reference.Add(s.Start, duration));

    [Fact]
    public void Closing_agrees_with_stepping_by_the_minute() => Holds(CalendarSample.OnTheMinute, s =>
        s.Calendar.CloseAfter(s.Start, s.Days) == s.Reference.CloseAfter(s.Start, s.Days));

    [Fact]
    public void Open_time_agrees_with_counting_by_the_minute() => Holds(CalendarSample.OnTheMinute, s =>
        s.Start.AddDays(s.Days).AddMinutes(s.Minutes) is var end
            && s.Calendar.OpenTimeBetween(s.Start, end) == s.Reference.OpenTimeBetween(s.Start, end));

    [Fact]
    public void Open_time_to_the_tick_is_counted_like_minutes() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.AddOpenTime(s.Start, TimeSpan.FromMinutes(s.Minutes)) == s.Calendar.Add(s.Start, Minutes(s.Minutes)));

    [Fact]
    public void Business_days_that_follow_a_date_are_those_of_the_calendar() => Holds(CalendarSample.Anywhere, s =>
    {
        var close = s.Calendar.CloseOfFollowing(s.Start, s.Days + 1);
        var between = Dates(s.Calendar.DateOf(s.Start).AddDays(1), s.Calendar.DateOf(close.AddTicks(-1)));
        return between.Count(date => IsBusinessDay(s.Calendar, date)) == s.Days + 1 && s.Calendar.IsOpen(close.AddTicks(-1));
    });

    [Fact]
    public void Business_days_before_an_end_are_those_of_the_calendar() => Holds(CalendarSample.Anywhere, s =>
    {
        var opening = s.Calendar.OpeningOfPreceding(s.Start, s.Days + 1);
        var between = Dates(s.Calendar.DateOf(opening), s.Calendar.DateOf(s.Start.AddTicks(-1)).AddDays(-1));
        return between.Count(date => IsBusinessDay(s.Calendar, date)) == s.Days + 1 && s.Calendar.IsOpen(opening);
    });

    [Fact]
    public void The_end_of_a_day_is_where_the_next_date_begins() => Holds(CalendarSample.Anywhere, s =>
        s.Calendar.EndOfDay(s.Start, s.Days) is var end
            && s.Calendar.DateOf(end) > s.Calendar.DateOf(s.Start).AddDays(s.Days)
            && s.Calendar.DateOf(end.AddTicks(-1)) <= s.Calendar.DateOf(s.Start).AddDays(s.Days));

    [Fact]
    public void The_latest_time_before_an_end_is_open_and_lies_ahead() => Holds(CalendarSample.Anywhere, s =>
        s.Start.AddDays(s.Days).AddMinutes(s.Minutes) is var end
            && s.Calendar.LatestBefore(end, s.Start) is var latest
            && (latest is { } found
                ? found > s.Start && found < end && s.Calendar.IsOpen(found)
                : s.Calendar.OpenTimeBetween(s.Start, end) <= TimeSpan.FromMinutes(1) * (1 + s.Calendar.SpansOn(s.Calendar.DateOf(s.Start)).Count)));

    private static IEnumerable<DateOnly> Dates(DateOnly first, DateOnly last)
    {
        for (var date = first; date <= last; date = date.AddDays(1))
        {
            yield return date;
        }
    }

    /// <summary>One on which the clock on the wall shows an open time at all.</summary>
    private static bool IsBusinessDay(BusinessCalendar calendar, DateOnly date)
    {
        return calendar.OpenTimeBetween(Midnight(date), Midnight(date.AddDays(1))) > TimeSpan.Zero;

        DateTimeOffset Midnight(DateOnly day) => DateTimeZoneProviders.Tzdb[calendar.TimeZone]
            .AtLeniently(LocalDateTime.FromDateTime(day.ToDateTime(default))).ToDateTimeOffset();
    }

    private static BusinessDuration Minutes(int minutes) => BusinessDuration.FromMinutes(minutes);

    private static void Holds(Arbitrary<CalendarSample> samples, Func<CalendarSample, bool> law) =>
        Prop.ForAll(samples, law).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases));
}
