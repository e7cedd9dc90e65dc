using System.Globalization;

namespace Escalation.Domain.Time;

/// <summary>One VEVENT of a holiday file: from its lines to the dates it closes.</summary>
internal sealed class HolidayEvent(ContentLine begin, List<string> errors)
{
    /// <summary>More than this is a typing error, not a holiday.</summary>
    private const int LongestDays = 366;

    private readonly List<ContentLine> lines = [];

    public ContentLine Begin => begin;

    public void Add(ContentLine line) => lines.Add(line);

    /// <summary>The days of this event from the first to the last year; none when it is cancelled, or wrong (then the errors
    /// say why).</summary>
    public IEnumerable<Holiday> Holidays(int firstYear, int lastYear)
    {
        if (string.Equals(Single("STATUS")?.Value.Trim(), "CANCELLED", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        if (Single("RECURRENCE-ID") is { } moved)
        {
            return Refuse(moved, "a moved repetition is not read; write it as an event of its own, with an EXDATE");
        }

        if (Single("DTSTART") is not { } startLine)
        {
            return Refuse(begin, "has no DTSTART");
        }

        if (Date(startLine, startLine.Value) is not { } start || Length(start) is not { } length)
        {
            return [];
        }

        var rule = YearlyRule.Once;
        if (Single("RRULE") is { } ruleLine)
        {
            (var read, var error) = YearlyRule.Read(ruleLine.Value, start);
            if (read is null)
            {
                return Refuse(ruleLine, error!);
            }

            rule = read;
        }

        var name = Unescape(Single("SUMMARY")?.Value ?? "");
        return rule.Dates(start, lastYear)
            .Union(Dates("RDATE"))
            .Except(Dates("EXDATE"))
            .Where(date => date.Year >= firstYear - 1 && date.Year <= lastYear)
            .SelectMany(date => Enumerable.Range(date.DayNumber, length))
            .Where(day => day <= DateOnly.MaxValue.DayNumber)
            .Select(DateOnly.FromDayNumber)
            .Where(date => date.Year >= firstYear && date.Year <= lastYear)
            .Select(date => new Holiday(date, name));
    }

    /// <summary>In days: to DTEND, which is exclusive, or DURATION, or one day (RFC 5545, 3.6.1).</summary>
    private int? Length(DateOnly start)
    {
        var (end, duration) = (Single("DTEND"), Single("DURATION"));
        if (end is not null && duration is not null)
        {
            Refuse(duration, "stands beside a DTEND");
            return null;
        }

        if ((end ?? duration) is not { } line)
        {
            return 1;
        }

        var days = end is null ? Days(line.Value.Trim()) : Date(end, end.Value)?.DayNumber - start.DayNumber;
        switch (days)
        {
            case null when end is null:
                Refuse(line, $"'{line.Value}' is not a number of whole days, such as P2D");
                return null;
            case <= 0:
                Refuse(line, end is null ? "is not above zero" : "is not after DTSTART (it names the first day after the holiday)");
                return null;
            case > LongestDays:
                Refuse(line, "makes a holiday of more than a year");
                return null;
            default:
                return days;
        }
    }

    private static int? Days(string duration)
    {
        var text = duration.StartsWith('+') ? duration[1..] : duration;
        return text is ['P', .. var number, 'D' or 'W']
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count <= LongestDays + 1
                ? count * (text.EndsWith('W') ? 7 : 1)
                : null;
    }

    private List<DateOnly> Dates(string name) =>
    [
        .. lines
            .Where(l => string.Equals(l.Name, name, StringComparison.Ordinal))
            .SelectMany(l => l.Value.Split(',').Select(v => Date(l, v)))
            .OfType<DateOnly>(),
    ];

    private DateOnly? Date(ContentLine line, string value)
    {
        if (line.Kind is not (null or "DATE"))
        {
            Refuse(line, $"is a {line.Kind}, not a DATE: a holiday is a whole day");
            return null;
        }

        if (ICalendarDate.Read(value.Trim()) is { } date)
        {
            return date;
        }

        Refuse(line, $"'{value}' is not a date such as 20261224");
        return null;
    }

    private ContentLine? Single(string name)
    {
        var found = lines.FindAll(l => string.Equals(l.Name, name, StringComparison.Ordinal));
        if (found.Count > 1)
        {
            Refuse(found[1], "is there twice in one event");
        }

        return found.Count == 0 ? null : found[0];
    }

    private IEnumerable<Holiday> Refuse(ContentLine line, string problem)
    {
        errors.Add(string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: {(line == begin ? "VEVENT" : line.Name)}: {problem}"));
        return [];
    }

    private static string Unescape(string text)
    {
        var read = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                read.Append(text[i]);
                continue;
            }

            i++;
            read.Append(text[i] is 'n' or 'N' ? ' ' : text[i]);
        }

        return read.ToString().Trim();
    }
}
