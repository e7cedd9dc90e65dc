namespace Escalation.Domain.Time;

/// <summary>A date on which nobody works, and what it is called (empty when the file does not say).</summary>
public sealed record Holiday(DateOnly Date, string Name);

/// <summary>Reads holidays from the text of an iCalendar file (RFC 5545, X02).</summary>
/// <remarks>
/// Every VEVENT is a holiday, unless its STATUS is CANCELLED. It must be a whole day or several: DTSTART, DTEND, RDATE and
/// EXDATE are dates. A DTEND is the first day after the holiday. A repetition is read when it is plainly yearly: FREQ=YEARLY
/// with INTERVAL, COUNT, UNTIL, and BYMONTH and BYMONTHDAY where they only repeat the start date. Anything else that would
/// change the dates is an error, because a holiday missed in silence breaks a promise. Other properties and components
/// (alarms, time zones, to-dos) are passed over.
/// </remarks>
public static class HolidayFile
{
    private const string EventComponent = "VEVENT";
    private const string Calendar = "VCALENDAR";

    /// <summary>The most years that may be asked for.</summary>
    public const int MostYears = 200;

    /// <summary>Reads the holidays of the years <paramref name="firstYear"/> to <paramref name="lastYear"/>, both inclusive.</summary>
    /// <param name="holidays">In order of date; a date comes once for each name it has. Empty when there are errors.</param>
    /// <param name="errors">Each as "line 12: what is wrong"; a folded line has the number of its first part.</param>
    /// <exception cref="ArgumentOutOfRangeException">The years run backwards, are not years, or are more than
    /// <see cref="MostYears"/>.</exception>
    public static bool TryRead(
        string text,
        int firstYear,
        int lastYear,
        out IReadOnlyList<Holiday> holidays,
        out IReadOnlyList<string> errors)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(firstYear, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(lastYear, firstYear);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lastYear, Math.Min(9999, firstYear + MostYears - 1));

        var problems = new List<string>();
        var found = Events(ContentLine.ReadAll(text, problems), problems)
            .SelectMany(e => e.Holidays(firstYear, lastYear))
            .Distinct()
            .OrderBy(h => h.Date)
            .ThenBy(h => h.Name, StringComparer.Ordinal)
            .ToList();
        errors = problems;
        holidays = problems.Count == 0 ? found : [];
        return problems.Count == 0;
    }

    /// <summary>The events that stand directly in a calendar; what is nested in them belongs to nobody.</summary>
    private static List<HolidayEvent> Events(IReadOnlyList<ContentLine> lines, List<string> errors)
    {
        var events = new List<HolidayEvent>();
        var open = new Stack<ContentLine>();
        foreach (var line in lines)
        {
            var component = line.Value.Trim().ToUpperInvariant();
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
