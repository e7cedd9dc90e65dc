using System.Globalization;

namespace Escalation.Domain.Calendars;

/// <summary>A calendar has no opening time left where some is needed.</summary>
public sealed class NoOpeningException(string calendarId, DateTimeOffset after) : Exception(string.Create(
    CultureInfo.InvariantCulture,
    $"The calendar '{calendarId}' does not open for the {OpeningStretches.YearsSearched} years after {after:yyyy-MM-dd HH:mm} UTC, "
    + $"or not often enough: look at its weekly hours, holidays and worked dates."))
{
    public string CalendarId { get; } = calendarId;

    public DateTimeOffset After { get; } = after;
}
