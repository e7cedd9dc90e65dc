using System.Globalization;
using System.Text.RegularExpressions;
using Cronos;

namespace Escalation.Local.Host;

/// <summary>When a timer function runs: the six fields of NCRONTAB, in UTC, read by Cronos.</summary>
/// <remarks>
/// The fields are second, minute, hour, day, month and day of week (0 to 6, 0 is Sunday). Cronos knows more than the timers of Azure Functions
/// do, such as <c>@daily</c>, <c>L</c>, <c>?</c> and ranges that run backwards. Such a schedule would run here and not once it is deployed, so
/// it is refused.
/// </remarks>
public sealed partial class CronSchedule
{
    private const int Fields = 6;
    private const int Month = 4;
    private const int DayOfWeek = 5;

    private static readonly DateTime s_start = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTimeFormatInfo s_english = CultureInfo.InvariantCulture.DateTimeFormat;

    private readonly string _text;
    private readonly CronExpression _schedule;

    private CronSchedule(string text, CronExpression schedule) => (_text, _schedule) = (text, schedule);

    /// <exception cref="FormatException">The text is no schedule, or one that never comes up.</exception>
    public static CronSchedule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != Fields)
        {
            throw new FormatException(
                $"The schedule '{text}' has {fields.Length} fields; it needs six: second, minute, hour, day, month, day of week.");
        }

        for (var i = 0; i < Fields; i++)
        {
            if (Problem(fields[i], i) is { } problem)
            {
                throw new FormatException($"The schedule '{text}' cannot be used: {problem}.");
            }
        }

        return CronExpression.TryParse(text, CronFormat.IncludeSeconds, out var schedule) && schedule.GetNextOccurrence(s_start) is not null
            ? new(text, schedule)
            : throw Unusable(text);
    }

    /// <summary>The first time that comes up after <paramref name="moment"/>, and is not equal to it.</summary>
    public DateTimeOffset NextAfter(DateTimeOffset moment) =>
        _schedule.GetNextOccurrence(moment.UtcDateTime) is { } next
            ? new(next, TimeSpan.Zero)
            : throw new FormatException($"The schedule '{_text}' does not come up again.");

    public override string ToString() => _text;

    /// <summary>What the timers of Azure Functions do not take, or take otherwise than Cronos; null when there is nothing.</summary>
    private static string? Problem(string field, int index)
    {
        foreach (var part in field.Split(','))
        {
            if (Part().Match(part) is not { Success: true } match)
            {
                return $"'{part}' is not *, a number, a three-letter name, a-b, or one of these with /n";
            }

            if (index == DayOfWeek && (match.Groups["first"].Value is "7" or "07" || match.Groups["last"].Value is "7" or "07"))
            {
                return "a day of the week is 0 to 6, and Sunday is 0";
            }

            if (match.Groups["last"].Success && Number(match.Groups["first"].Value, index) > Number(match.Groups["last"].Value, index))
            {
                return $"'{part}' runs backwards";
            }
        }

        return null;
    }

    private static int Number(string value, int index)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        var names = index == Month ? s_english.AbbreviatedMonthNames : index == DayOfWeek ? s_english.AbbreviatedDayNames : [];
        return Array.FindIndex(names, name => name.Equals(value, StringComparison.OrdinalIgnoreCase)) + (index == Month ? 1 : 0);
    }

    private static FormatException Unusable(string text)
    {
        try
        {
            CronExpression.Parse(text, CronFormat.IncludeSeconds);
            return new($"The schedule '{text}' never comes up: no such date exists.");
        }
        catch (CronFormatException e)
        {
            return new($"The schedule '{text}' cannot be used: {e.Message}", e);
        }
    }

    [GeneratedRegex("^(\\*|(?<first>[0-9]{1,2}|[A-Za-z]{3})(-(?<last>[0-9]{1,2}|[A-Za-z]{3}))?)(/[0-9]+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Part();
}
