using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Escalation.Functions.Policies;

/// <summary>Whether Ical.Net takes an RRULE as it was meant. It leaves out in silence an UNTIL that it cannot read, and a DTSTART that the rule
/// does not give.</summary>
internal static class HolidayRule
{
    /// <summary>A day that is closed once a week is read; a rule that comes more often would in the end close every day there is.</summary>
    private const int MostInAYear = 53;
    private const int Year = 366;

    /// <summary>Further apart than the years that a policy reads.</summary>
    private const int LongestInterval = 200;

    /// <summary>What keeps the rule from being read; null when nothing does.</summary>
    /// <param name="startIsTime">DTSTART is written as a time, in the zone of the file.</param>
    public static string? Problem(string text, DateOnly start, bool startIsTime)
    {
        var written = $"BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:{start.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}\r\nRRULE:{text}\r\nEND:VEVENT\r\n";
        if (!ICalendarText.Try(() => ICalendarText.Load(written).Events.Single(), out var repeated, out var error))
        {
            return $"cannot be read: {error}";
        }

        var until = text.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => part.StartsWith("UNTIL", StringComparison.OrdinalIgnoreCase));
        return repeated?.RecurrenceRule is not { Frequency: FrequencyType.Yearly } rule ? "only FREQ=YEARLY is read; write the dates out instead"
            : rule.Interval > LongestInterval ? $"INTERVAL={rule.Interval} is further apart than the years that are read"
            : until is not null && rule.Until is null ? $"{until} is not a date"
            : startIsTime && until?.EndsWith('Z') == true ? $"{until} is in UTC and DTSTART is not; write both as dates"
            : ProblemOfDates(repeated, rule, start);
    }

    private static string? ProblemOfDates(CalendarEvent repeated, RecurrenceRule rule, DateOnly start)
    {
        if (!ICalendarText.Try(() => InAYear(repeated, start), out var dates, out var error))
        {
            return $"cannot be read: {error}";
        }

        // A rule that had ended before it began gives nothing.
        return dates!.Count > MostInAYear ? "is no holiday: it comes more often than once a week"
            : dates.Count == 0 ? rule.Until is { } until && until.Date < start ? null : "gives no date"
            : dates[0] != start ? string.Create(CultureInfo.InvariantCulture, $"does not give the date of DTSTART, {start:yyyy-MM-dd}")
            : null;
    }

    /// <summary>The first date, and those that come within a year after it.</summary>
    private static List<DateOnly> InAYear(CalendarEvent repeated, DateOnly start) =>
    [
        .. repeated.GetOccurrences(new CalDateTime(start))
            .Select(occurrence => occurrence.Period.StartTime.Date)
            .TakeWhile((date, i) => i == 0 || (i <= MostInAYear && date.DayNumber < start.DayNumber + Year)),
    ];
}
