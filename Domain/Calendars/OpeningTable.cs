using System.Collections.Frozen;

namespace Escalation.Domain.Calendars;

/// <summary>A checked calendar compiled for reading: the opening spans of any local day, in order.</summary>
internal sealed class OpeningTable
{
    private const int DaysPerWeek = 7;

    private readonly OpeningSpan[][] week = [[], [], [], [], [], [], []];
    private readonly FrozenDictionary<int, OpeningSpan[]> ownSpans;

    public OpeningTable(CalendarDefinition definition)
    {
        foreach (var (day, spans) in definition.Weekly)
        {
            week[(int)day] = Ordered(spans);
        }

        var own = definition.Holidays.Distinct().ToDictionary(date => date.DayNumber, _ => Array.Empty<OpeningSpan>());
        foreach (var (date, spans) in definition.Worked)
        {
            own[date.DayNumber] = Ordered(spans);
        }

        ownSpans = own.ToFrozenDictionary();
    }

    /// <param name="day">As <see cref="DateOnly.DayNumber"/>; day 0 was a Monday.</param>
    public OpeningSpan[] On(int day) => ownSpans.TryGetValue(day, out var own) ? own : week[(day + 1) % DaysPerWeek];

    private static OpeningSpan[] Ordered(IEnumerable<OpeningSpan> spans) => [.. spans.OrderBy(s => s.StartTicks)];
}
