using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace Escalation.Functions.Policies;

/// <summary>Reads the days of an iCalendar file (RFC 5545) on which nobody works (X02). Ical.Net reads what the properties mean.</summary>
/// <remarks>
/// Every VEVENT is a holiday, unless its STATUS is CANCELLED. It is a whole day or several, written as dates or as times from midnight to
/// midnight; the date counts as it is written, in whatever zone. It may be repeated (RRULE, RDATE, EXDATE), and a repetition may be moved or
/// cancelled (RECURRENCE-ID). What cannot be a holiday is an error, because a holiday that is missed in silence breaks a promise. The library
/// passes over some of that and tells no lines: so each event is checked before (<see cref="HolidayEvent"/>), and only its dates go to the
/// library. Other properties and components (alarms, time zones, to-dos) are passed over.
/// </remarks>
internal static class HolidayFile
{
    private const string EventComponent = "VEVENT";
    private const string Calendar = "VCALENDAR";

    /// <summary>The days from the first of <paramref name="firstYear"/> to the last of <paramref name="lastYear"/>.</summary>
    /// <param name="days">In order, each once. Empty when there are errors.</param>
    /// <param name="errors">Each as "line 12: what is wrong"; a folded line has the number of its first part.</param>
    public static bool TryRead(string text, int firstYear, int lastYear, out IReadOnlyList<DateOnly> days, out IReadOnlyList<string> errors)
    {
        var problems = new List<string>();
        var events = Events(HolidayLine.ReadAll(text, problems), problems);
        var holidays = events.Where(e => !e.IsLeftOut).Select(e => e.Checked(events)).OfType<string>().ToList();
        errors = problems;
        days = problems.Count == 0 ? [.. Days(ICalendarText.Load(holidays), firstYear, lastYear)] : [];
        return problems.Count == 0;
    }

    private static SortedSet<DateOnly> Days(Ical.Net.Calendar calendar, int firstYear, int lastYear)
    {
        // An event of a year's length that began before still reaches into the first year.
        var from = new CalDateTime(Math.Max(1, firstYear - 2), 1, 1);
        return
        [
            .. calendar.GetOccurrences<CalendarEvent>(from)
                .TakeWhile(occurrence => occurrence.Period.StartTime.Date.Year <= lastYear)
                .Where(occurrence => !HolidayEvent.IsCancelled(((CalendarEvent)occurrence.Source).Status))
                .SelectMany(occurrence => Between(occurrence.Period.StartTime.Date, occurrence.Period.EffectiveEndTime!.Date))
                .Where(day => day.Year >= firstYear && day.Year <= lastYear),
        ];
    }

    private static IEnumerable<DateOnly> Between(DateOnly first, DateOnly end) =>
        Enumerable.Range(first.DayNumber, end.DayNumber - first.DayNumber).Select(DateOnly.FromDayNumber);

    /// <summary>The events that stand directly in a calendar; what is nested in them belongs to nobody.</summary>
    private static List<HolidayEvent> Events(IReadOnlyList<HolidayLine> lines, List<string> errors)
    {
        var events = new List<HolidayEvent>();
        var open = new Stack<HolidayLine>();
        foreach (var line in lines)
        {
            var component = line.Value.ToUpperInvariant();
            switch (line.Name)
            {
                case "BEGIN":
                    if (open.Count == 0 && component is not Calendar)
                    {
                        errors.Add($"line {line.Number}: BEGIN:{component} stands outside a {Calendar}");
                    }
                    else if (open.Count == 1 && component is EventComponent)
                    {
                        events.Add(new HolidayEvent(line, errors));
                    }

                    open.Push(line with { Value = component });
                    break;
                case "END" when open.TryPop(out var begun) && string.Equals(begun.Value, component, StringComparison.Ordinal):
                    break;
                case "END":
                    errors.Add($"line {line.Number}: END:{component} ends nothing that is open here");
                    return [];
                case var _ when open.Count == 0:
                    errors.Add($"line {line.Number}: {line.Name} stands outside a {Calendar}");
                    return [];
                case var _ when open.Count == 2 && open.Peek().Value is EventComponent:
                    events[^1].Add(line);
                    break;
                default:
                    break;
            }
        }

        errors.AddRange(open.Select(begun => $"line {begun.Number}: BEGIN:{begun.Value} is never ended; the file may be cut short"));
        if (events.Count == 0 && errors.Count == 0)
        {
            errors.Add($"line 1: holds no {EventComponent} in a {Calendar}");
        }

        return events;
    }
}
