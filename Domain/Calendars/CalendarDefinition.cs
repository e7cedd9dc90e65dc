namespace Escalation.Domain.Calendars;

/// <summary>A business calendar as a policy writes it, right or wrong; <see cref="BusinessCalendar.TryCreate"/> checks it.</summary>
/// <param name="Id">The name by which levels and clocks refer to it.</param>
/// <param name="TimeZone">An id of the IANA time zone database, such as Europe/Helsinki.</param>
public sealed record CalendarDefinition(string Id, string TimeZone)
{
    /// <summary>The opening spans of each day of the week; a day that is not named is closed.</summary>
    public IReadOnlyDictionary<DayOfWeek, IReadOnlyList<OpeningSpan>> Weekly { get; init; } =
        new Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>>();

    /// <summary>Dates that are closed from midnight to midnight.</summary>
    public IReadOnlyCollection<DateOnly> Holidays { get; init; } = [];

    /// <summary>Dates with their own opening spans, in place of those of their day of the week: a Saturday that is worked,
    /// a short Christmas Eve.</summary>
    /// <remarks>Stronger than a holiday on the same date, so that one date of an imported holiday file can be worked.</remarks>
    public IReadOnlyDictionary<DateOnly, IReadOnlyList<OpeningSpan>> Worked { get; init; } =
        new Dictionary<DateOnly, IReadOnlyList<OpeningSpan>>();

    /// <summary>The first day the calendar must serve: one that is never open on or after it is refused.</summary>
    public DateOnly InUseFrom { get; init; } = DateOnly.MinValue;
}
