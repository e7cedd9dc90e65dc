using Escalation.Domain.Calendars;
using NodaTime;

namespace Escalation.Functions.Tests.Domain.Calendars;

/// <summary>The calendar as a person would do it with a clock on the wall: look, wait a minute, look again. Shares nothing with
/// the product but the definition. Starts and spans are whole minutes.</summary>
internal sealed class MinuteSteps(CalendarDefinition definition)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly DateTimeZone zone = DateTimeZoneProviders.Tzdb[definition.TimeZone];

    public bool IsOpen(DateTimeOffset instant)
    {
        var local = Wall(instant);
        var date = DateOnly.FromDateTime(local);
        var spans = definition.Worked.TryGetValue(date, out var own) ? own
            : definition.Holidays.Contains(date) ? []
            : definition.Weekly.GetValueOrDefault(date.DayOfWeek, []);
        var time = TimeOnly.FromDateTime(local);
        return spans.Any(s => s.Start <= time && (time < s.End || s.End == TimeOnly.MinValue));
    }

    public DateTimeOffset Add(DateTimeOffset start, BusinessDuration duration)
    {
        var now = Open(start);
        if (duration.Days > 0)
        {
            var wanted = DaysLater(now, duration.Days).ToDateTime(TimeOnly.FromDateTime(Wall(now)));
            while (Wall(now) < wanted)
            {
                now += Minute;
            }
        }

        for (var left = duration.Minutes; left > 0; now += Minute)
        {
            left -= IsOpen(now) ? 1 : 0;
        }

        return Open(now);
    }

    public DateTimeOffset CloseAfter(DateTimeOffset start, int days)
    {
        var now = Open(start);
        var date = DaysLater(now, days);
        var close = now;
        for (; DateOnly.FromDateTime(Wall(now)) <= date; now += Minute)
        {
            close = IsOpen(now) ? now + Minute : close;
        }

        return close;
    }

    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = 0;
        for (var now = from; now < to; now += Minute)
        {
            minutes += IsOpen(now) ? 1 : 0;
        }

        return TimeSpan.FromMinutes(minutes);
    }

    public DateTime Wall(DateTimeOffset instant) => instant.UtcDateTime + zone.GetUtcOffset(Instant.FromDateTimeOffset(instant)).ToTimeSpan();

    private DateOnly DaysLater(DateTimeOffset open, int days)
    {
        var date = DateOnly.FromDateTime(Wall(open));
        for (var now = open; days > 0; now += Minute)
        {
            if (DateOnly.FromDateTime(Wall(now)) > date && IsOpen(now))
            {
                date = DateOnly.FromDateTime(Wall(now));
                days--;
            }
        }

        return date;
    }

    private DateTimeOffset Open(DateTimeOffset now)
    {
        while (!IsOpen(now))
        {
            now += Minute;
        }

        return now;
    }
}
