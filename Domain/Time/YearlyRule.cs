using System.Globalization;

namespace Escalation.Domain.Time;

/// <summary>An RRULE that repeats a date every year, or every so many years; other rules are refused.</summary>
/// <param name="Interval">In years.</param>
/// <param name="Count">How many dates, the first one included; null for no end.</param>
/// <param name="Until">The last date it may give, inclusive.</param>
internal sealed record YearlyRule(int Interval, int? Count, DateOnly? Until)
{
    /// <summary>A rule that gives its first date only: an event without an RRULE.</summary>
    public static YearlyRule Once { get; } = new(1, 1, null);

    /// <returns>The rule, or null and what is wrong with it.</returns>
    public static (YearlyRule? Rule, string? Error) Read(string text, DateOnly first)
    {
        var parts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('=') is not [var name, var value] || !parts.TryAdd(name, value))
            {
                return (null, $"'{part}' is not a part of a rule, or is there twice");
            }
        }

        if (!string.Equals(parts.GetValueOrDefault("FREQ"), "YEARLY", StringComparison.OrdinalIgnoreCase))
        {
            return (null, "only FREQ=YEARLY is read; write the dates out instead");
        }

        if (Unread(parts, first) is { } unread)
        {
            return (null, $"{unread} is not read; write the dates out instead");
        }

        var interval = 1;
        int? count = null;
        DateOnly? until = null;
        foreach (var (name, value) in parts)
        {
            switch (name.ToUpperInvariant())
            {
                case "INTERVAL" when !TryPositive(value, out interval):
                    return (null, $"INTERVAL={value} is not a number of years");
                case "COUNT" when !TryPositive(value, out var times):
                    return (null, $"COUNT={value} is not a number of times");
                case "COUNT":
                    count = int.Parse(value, CultureInfo.InvariantCulture);
                    break;
                case "UNTIL" when ICalendarDate.Read(value.Split('T')[0]) is not { } end:
                    return (null, $"UNTIL={value} is not a date");
                case "UNTIL":
                    until = ICalendarDate.Read(value.Split('T')[0]);
                    break;
                default:
                    break;
            }
        }

        return count is not null && until is not null
            ? (null, "has both COUNT and UNTIL")
            : (new YearlyRule(interval, count, until), null);
    }

    /// <summary>The dates up to the end of a year. A 29 February comes in leap years only and is counted only then.</summary>
    public IEnumerable<DateOnly> Dates(DateOnly first, int lastYear)
    {
        var given = 0;
        for (long year = first.Year; year <= lastYear && given < (Count ?? int.MaxValue); year += Interval)
        {
            if (first.Day > DateTime.DaysInMonth((int)year, first.Month))
            {
                continue;
            }

            var date = new DateOnly((int)year, first.Month, first.Day);
            if (date > Until)
            {
                yield break;
            }

            given++;
            yield return date;
        }
    }

    /// <summary>The first part that would give other dates than the plain yearly ones; null when there is none.</summary>
    /// <remarks>BYMONTHDAY without BYMONTH means that day of every month.</remarks>
    private static string? Unread(Dictionary<string, string> parts, DateOnly first)
    {
        var month = parts.TryGetValue("BYMONTH", out var m) && Is(m, first.Month);
        return parts
            .Where(p => p.Key.ToUpperInvariant() switch
            {
                "FREQ" or "INTERVAL" or "COUNT" or "UNTIL" or "WKST" => false,
                "BYMONTH" => !month,
                "BYMONTHDAY" => !month || !Is(p.Value, first.Day),
                _ => true,
            })
            .Select(p => $"{p.Key.ToUpperInvariant()}={p.Value}")
            .FirstOrDefault();

        static bool Is(string text, int number) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) && read == number;
    }

    private static bool TryPositive(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number > 0;
}
