using System.Globalization;
using System.Text;
using Ical.Net.DataTypes;

namespace Escalation.Functions.Policies;

/// <summary>One VEVENT of a holiday file: checked line by line, and written anew with nothing but whole days.</summary>
internal sealed class HolidayEvent(HolidayLine begin, List<string> errors)
{
    /// <summary>More than this is a typing error, not a holiday.</summary>
    private const int LongestDays = 366;

    private const string Midnight = "T000000";

    private readonly List<HolidayLine> _lines = [];

    /// <summary>Cancelled as a whole; one that cancels a repetition of another event is not left out.</summary>
    public bool IsLeftOut => IsCancelled(First("STATUS")?.Value) && !Moves;

    private bool Moves => First("RECURRENCE-ID") is not null;

    private string? Uid => First("UID")?.Value;

    public static bool IsCancelled(string? status) => string.Equals(status, "CANCELLED", StringComparison.OrdinalIgnoreCase);

    public void Add(HolidayLine line) => _lines.Add(line);

    /// <summary>The event with its dates only, for the library; null if it cannot be a holiday (then the errors say why).</summary>
    /// <param name="all">The events of the file, of which one may move a repetition of another.</param>
    public string? Checked(IReadOnlyList<HolidayEvent> all)
    {
        var before = errors.Count;
        if (First("DTSTART") is not { } startLine)
        {
            return Refuse(begin, "has no DTSTART");
        }

        var start = Date(startLine, startLine.Value);
        var days = start is { } first ? Length(startLine, first) : null;
        var text = new StringBuilder("BEGIN:VEVENT\r\n");
        if (Moves)
        {
            Append(text, "RECURRENCE-ID", Moved(all));
        }

        if (Uid is { Length: > 0 } uid && all.Any(other => other.Moves && other.Uid == uid))
        {
            text.Append("UID:").Append(uid).Append("\r\n");
        }

        Append(text, "RDATE", Dates("RDATE"));
        Append(text, "EXDATE", Dates("EXDATE"));
        TellTwice("DTSTART", "DTEND", "DURATION", "RRULE", "RECURRENCE-ID", "STATUS", "UID");
        if (errors.Count > before || start is not { } day || days is not { } length)
        {
            return null;
        }

        var rule = First("RRULE");
        if (rule is not null && HolidayRule.Problem(rule.Value, day, IsTime(startLine)) is { } problem)
        {
            return Refuse(rule, problem);
        }

        Append(text, "DTSTART", [day]);
        Append(text, "DTEND", [day.AddDays(length)]);
        text.Append(rule is null ? "" : $"RRULE:{rule.Value}\r\n");
        text.Append(First("STATUS") is { } status ? $"STATUS:{status.Value.ToUpperInvariant()}\r\n" : "");
        return text.Append("END:VEVENT\r\n").ToString();
    }

    /// <summary>The repetition that this event takes the place of.</summary>
    private List<DateOnly> Moved(IReadOnlyList<HolidayEvent> all)
    {
        var line = First("RECURRENCE-ID")!;
        if (Uid is not { } uid || !all.Any(other => other.Uid == uid && !other.Moves))
        {
            Refuse(line, "there is no event with this UID of which a repetition could be moved");
            return [];
        }

        return Date(line, line.Value) is { } date ? [date] : [];
    }

    /// <summary>In days: to DTEND, which is exclusive, or DURATION, or one day (RFC 5545, 3.6.1).</summary>
    private int? Length(HolidayLine startLine, DateOnly start)
    {
        var (end, duration) = (First("DTEND"), First("DURATION"));
        if (end is not null && duration is not null)
        {
            Refuse(duration, "stands beside a DTEND");
            return null;
        }

        if ((end ?? duration) is not { } line)
        {
            if (IsTime(startLine))
            {
                Refuse(startLine, "is a time without a DTEND, which makes no whole day");
                return null;
            }

            return 1;
        }

        var days = end is null ? Days(line) : Date(end, end.Value)?.DayNumber - start.DayNumber;
        switch (days)
        {
            case null:
                return null;
            case <= 0:
                Refuse(line, end is null ? "is not above zero" : "is not after DTSTART (it names the first day after the holiday)");
                return null;
            case > LongestDays:
                Refuse(line, "makes a holiday of more than a year");
                return null;
            case var many when many > DateOnly.MaxValue.DayNumber - start.DayNumber:
                Refuse(line, "ends after the year 9999");
                return null;
            default:
                return days;
        }
    }

    private int? Days(HolidayLine line)
    {
        if (ICalendarText.Try(() => Duration.Parse(line.Value), out var read, out _) && read is { HasTime: false } whole)
        {
            return (int)Math.Clamp((((long?)whole.Weeks ?? 0) * 7) + (whole.Days ?? 0), -1, LongestDays + 1);
        }

        Refuse(line, $"'{line.Value}' is not a number of whole days, such as P2D");
        return null;
    }

    private List<DateOnly> Dates(string name) =>
    [
        .. _lines
            .Where(l => string.Equals(l.Name, name, StringComparison.Ordinal))
            .SelectMany(l => l.Value.Split(',').Select(v => Date(l, v.Trim())))
            .OfType<DateOnly>(),
    ];

    private DateOnly? Date(HolidayLine line, string value)
    {
        var text = value.EndsWith(Midnight, StringComparison.Ordinal) ? value[..^Midnight.Length] : value;
        if (DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        Refuse(line, $"'{value}' is neither a date, such as 20261224, nor its midnight, such as 20261224{Midnight}: a holiday is a whole day");
        return null;
    }

    private static bool IsTime(HolidayLine line) => line.Value.Contains('T', StringComparison.Ordinal);

    private void TellTwice(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (_lines.Where(l => string.Equals(l.Name, name, StringComparison.Ordinal)).ElementAtOrDefault(1) is { } second)
            {
                Refuse(second, "is there twice in one event");
            }
        }
    }

    private HolidayLine? First(string name) => _lines.Find(l => string.Equals(l.Name, name, StringComparison.Ordinal));

    private static void Append(StringBuilder text, string name, List<DateOnly> dates)
    {
        if (dates.Count > 0)
        {
            text.Append(name).Append(";VALUE=DATE:").AppendJoin(',', dates.Select(d => d.ToString("yyyyMMdd", CultureInfo.InvariantCulture))).Append("\r\n");
        }
    }

    private string? Refuse(HolidayLine line, string problem)
    {
        errors.Add(string.Create(CultureInfo.InvariantCulture, $"line {line.Number}: {(line == begin ? "VEVENT" : line.Name)}: {problem}"));
        return null;
    }
}
