using System.Globalization;

namespace Escalation.Local.Host;

/// <summary>A schedule of six fields: second, minute, hour, day, month, day of week (0 to 6, 0 is Sunday). In UTC.</summary>
/// <remarks>
/// A field is *, a number, a-b, any of these with /n, or a list of them; months and days of the week may be English three-letter
/// names. As in NCRONTAB, a day must satisfy both the day field and the day-of-week field.
/// </remarks>
public sealed class CronSchedule
{
    private const int Fields = 6;

    // February 29th falls on a given day of the week at least once in forty years, also across a century without a leap day.
    private const int DaysUntilEveryDateCameUp = 41 * 366;

    private static readonly string[] s_months =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private readonly string _text;
    private readonly ulong _seconds;
    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _days;
    private readonly ulong _months;
    private readonly ulong _weekdays;

    private CronSchedule(string text, string[] fields)
    {
        _text = text;
        _seconds = Field(fields[0], "second", 0, 59, []);
        _minutes = Field(fields[1], "minute", 0, 59, []);
        _hours = Field(fields[2], "hour", 0, 23, []);
        _days = Field(fields[3], "day", 1, 31, []);
        _months = Field(fields[4], "month", 1, 12, s_months);
        _weekdays = Field(fields[5], "day of week", 0, 6, s_days);
    }

    /// <exception cref="FormatException">The text is no schedule, or one that never comes up.</exception>
    public static CronSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != Fields)
        {
            throw new FormatException(
                $"The schedule '{text}' has {fields.Length} fields; it needs six: second, minute, hour, day, month, day of week.");
        }

        var schedule = new CronSchedule(text, fields);
        _ = schedule.NextAfter(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return schedule;
    }

    /// <summary>The first time that comes up after <paramref name="moment"/>, and is not equal to it.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        var today = DateOnly.FromDateTime(utc);
        if (Matches(today) && FirstTimeAfter(utc.TimeOfDay) is { } later)
        {
            return At(today, later);
        }

        var firstOfDay = FirstTimeAfter(TimeSpan.FromSeconds(-1))!.Value;
        for (var ahead = 1; ahead <= DaysUntilEveryDateCameUp; ahead++)
        {
            if (Matches(today.AddDays(ahead)))
            {
                return At(today.AddDays(ahead), firstOfDay);
            }
        }

        throw new FormatException($"The schedule '{_text}' never comes up: no such date exists.");
    }

    public override string ToString() => _text;

    private static DateTimeOffset At(DateOnly date, TimeSpan time) => new(date.ToDateTime(TimeOnly.MinValue) + time, TimeSpan.Zero);

    private bool Matches(DateOnly date) =>
        Has(_months, date.Month) && Has(_days, date.Day) && Has(_weekdays, (int)date.DayOfWeek);

    private TimeSpan? FirstTimeAfter(TimeSpan time)
    {
        var from = (int)Math.Floor(time.TotalSeconds) + 1;
        for (var hour = from / 3600; hour < 24; hour++)
        {
            if (!Has(_hours, hour))
            {
                continue;
            }

            for (var minute = Math.Max(0, (from - (hour * 3600)) / 60); minute < 60; minute++)
            {
                if (!Has(_minutes, minute))
                {
                    continue;
                }

                for (var second = Math.Max(0, from - (hour * 3600) - (minute * 60)); second < 60; second++)
                {
                    if (Has(_seconds, second))
                    {
                        return new TimeSpan(hour, minute, second);
                    }
                }
            }
        }

        return null;
    }

    private static bool Has(ulong set, int value) => (set & (1UL << value)) != 0;

    private static ulong Field(string text, string name, int least, int most, string[] names)
    {
        var set = 0UL;
        foreach (var part in text.Split(','))
        {
            set |= Part(part, name, least, most, names);
        }

        return set;
    }

    private static ulong Part(string part, string name, int least, int most, string[] names)
    {
        var (range, step) = part.Split('/') switch
        {
            [var all] => (all, 1),
            [var some, var every] when int.TryParse(every, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 => (some, n),
            _ => throw Wrong(part, name, least, most),
        };
        var (first, last) = range.Split('-') switch
        {
            ["*"] => (least, most),
            [var one] when Value(one) is { } value => (value, step == 1 ? value : most),
            [var from, var to] when Value(from) is { } a && Value(to) is { } b && a <= b => (a, b),
            _ => throw Wrong(part, name, least, most),
        };

        var set = 0UL;
        for (var value = first; value <= last; value += step)
        {
            set |= 1UL << value;
        }

        return set;

        int? Value(string word)
        {
            var named = Array.FindIndex(names, n => n.Equals(word, StringComparison.OrdinalIgnoreCase));
            if (named >= 0)
            {
                return named + least;
            }

            return int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least
                && number <= most
                    ? number
                    : null;
        }
    }

    private static FormatException Wrong(string part, string name, int least, int most) =>
        new($"'{part}' is not a {name}: it takes {least} to {most}, a-b, */n, or a list of these.");
}
