using System.Globalization;
using Escalation.Domain.Calendars;

namespace Escalation.Functions.Policies;

/// <summary>Reads a business calendar: zone, opening spans by day of the week, holidays, worked exceptions.</summary>
internal static class CalendarReader
{
    private const string SpanRule = "is not a span of opening time, such as 09:00-17:30";
    private const string DateRule = "is not a date, such as 2026-12-25";

    /// <summary>The years of a holiday file that are read, whenever that is: a calendar is the same on every day.</summary>
    private const int FirstYear = 2000;
    private const int LastYear = 2199;

    public static BusinessCalendar? Read(YamlMap map, PolicyFiles files, string name = "default")
    {
        var definition = new CalendarDefinition(map.OptionalText("id") ?? name, map.Text("zone"))
        {
            Weekly = map.Map("open") is { } open ? Weekly(open) : new Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>>(),
            Holidays = [.. map.ParseEach<DateOnly>("holidays", TryDate, DateRule) ?? [], .. OfFiles(map, files)],
            Worked = map.OptionalMap("worked") is { } worked ? Worked(worked) : new Dictionary<DateOnly, IReadOnlyList<OpeningSpan>>(),
        };
        map.EndOfFields();
        if (definition.Weekly.Values.All(spans => spans.Count == 0))
        {
            map.Fail("open", "is never open: after the last worked date nobody would ever work again");
            return null;
        }

        if (BusinessCalendar.TryCreate(definition, out var calendar, out var errors))
        {
            return calendar;
        }

        foreach (var error in errors)
        {
            map.Fail(FieldOf(error), error);
        }

        return null;
    }

    /// <summary>The days that a holiday file closes.</summary>
    internal static bool TryDays(string text, out IReadOnlyList<DateOnly> days, out IReadOnlyList<string> errors) =>
        HolidayFile.TryRead(text, FirstYear, LastYear, out days, out errors);

    private static IEnumerable<DateOnly> OfFiles(YamlMap map, PolicyFiles files)
    {
        foreach (var (name, text) in files.Of(map, "holidayFile"))
        {
            if (!TryDays(text, out var days, out var errors))
            {
                foreach (var error in errors)
                {
                    map.Fail("holidayFile", $"{name}, {error}");
                }
            }

            foreach (var day in days)
            {
                yield return day;
            }
        }
    }

    /// <summary>The field of the policy that a calendar's error is about.</summary>
    private static string? FieldOf(string error) =>
        error.StartsWith("timeZone", StringComparison.Ordinal) ? "zone"
        : error.StartsWith("weekly", StringComparison.Ordinal) ? "open"
        : error.StartsWith("worked", StringComparison.Ordinal) ? "worked"
        : null;

    /// <summary>Days as "monday" or "monday-friday".</summary>
    private static Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>> Weekly(YamlMap map)
    {
        var week = new Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>>();
        foreach (var name in map.Names)
        {
            var spans = map.ParseEach<OpeningSpan>(name, TrySpan, SpanRule) ?? [];
            var days = Days(name);
            if (days.Count == 0)
            {
                map.Fail(name, "is not a day of the week, such as monday, or a run of days, such as monday-friday");
            }

            foreach (var day in days)
            {
                week[day] = spans;
            }
        }

        return week;
    }

    private static List<DayOfWeek> Days(string name)
    {
        var ends = name.Split('-');
        if (ends.Length > 2 || !ends.All(end => Enum.TryParse<DayOfWeek>(end, ignoreCase: true, out _)))
        {
            return [];
        }

        var first = Enum.Parse<DayOfWeek>(ends[0], ignoreCase: true);
        var last = Enum.Parse<DayOfWeek>(ends[^1], ignoreCase: true);
        var count = ((int)last - (int)first + 7) % 7 + 1;
        return [.. Enumerable.Range((int)first, count).Select(day => (DayOfWeek)(day % 7))];
    }

    private static Dictionary<DateOnly, IReadOnlyList<OpeningSpan>> Worked(YamlMap map)
    {
        var dates = new Dictionary<DateOnly, IReadOnlyList<OpeningSpan>>();
        foreach (var name in map.Names)
        {
            var spans = map.ParseEach<OpeningSpan>(name, TrySpan, SpanRule) ?? [];
            if (TryDate(name, out var date))
            {
                dates[date] = spans;
            }
            else
            {
                map.Fail(name, DateRule);
            }
        }

        return dates;
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private static bool TrySpan(string text, out OpeningSpan span) => OpeningSpan.TryParse(text, out span);
}
