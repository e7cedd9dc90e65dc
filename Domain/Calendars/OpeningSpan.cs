using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Domain.Calendars;

/// <summary>A stretch of one local day, from an inclusive start to an exclusive end.</summary>
/// <remarks>An end of 00:00 is the midnight that ends the day and is written 24:00, so that 00:00-24:00 is the whole day.
/// A span may be wrong (its end before its start): the calendar that is built from it says so.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct OpeningSpan(TimeOnly Start, TimeOnly End)
{
    private static readonly string[] Formats = ["HH:mm", "H:mm"];

    internal long StartTicks => Start.Ticks;

    internal long EndTicks => End == TimeOnly.MinValue ? TimeSpan.TicksPerDay : End.Ticks;

    /// <summary>Reads "09:00-12:30"; 24:00 is allowed as the end.</summary>
    public static bool TryParse(string? text, out OpeningSpan span)
    {
        span = default;
        if (text?.Split('-', StringSplitOptions.TrimEntries) is not [var from, var to] || !TryTime(from, out var start))
        {
            return false;
        }

        var end = TimeOnly.MinValue;
        if (!string.Equals(to, "24:00", StringComparison.Ordinal) && !TryTime(to, out end))
        {
            return false;
        }

        span = new OpeningSpan(start, end);
        return true;
    }

    /// <exception cref="FormatException">Not two times such as 09:00-12:30.</exception>
    public static OpeningSpan Parse(string text) =>
        TryParse(text, out var span) ? span : throw new FormatException($"'{text}' is not a span of opening time such as 09:00-12:30.");

    public override string ToString() => End == TimeOnly.MinValue
        ? string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm}-24:00")
        : string.Create(CultureInfo.InvariantCulture, $"{Start:HH:mm}-{End:HH:mm}");

    private static bool TryTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
