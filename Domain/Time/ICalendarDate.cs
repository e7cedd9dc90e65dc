using System.Globalization;

namespace Escalation.Domain.Time;

/// <summary>The DATE value type of RFC 5545: 20261224.</summary>
internal static class ICalendarDate
{
    public static DateOnly? Read(string text) =>
        DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
}
