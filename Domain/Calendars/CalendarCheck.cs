using System.Globalization;
using NodaTime;

namespace Escalation.Domain.Calendars;

/// <summary>Everything that is wrong with a calendar definition, each line beginning with the name of the field.</summary>
internal static class CalendarCheck
{
    public static IReadOnlyList<string> Errors(CalendarDefinition definition)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(definition.Id))
        {
            errors.Add("id: is empty");
        }

        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(definition.TimeZone ?? "") is null)
        {
            errors.Add(UnknownZone(definition.TimeZone));
        }

        foreach (var (day, spans) in definition.Weekly.OrderBy(d => d.Key))
        {
            if (!Enum.IsDefined(day))
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"weekly: {(int)day} is not a day of the week"));
                continue;
            }

            errors.AddRange(SpanErrors($"weekly.{DayName(day)}", spans));
        }

        foreach (var (date, spans) in definition.Worked.OrderBy(d => d.Key))
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"worked.{date:yyyy-MM-dd}");
            if (spans.Count == 0)
            {
                errors.Add($"{field}: has no opening span; a closed date belongs under holidays");
            }

            errors.AddRange(SpanErrors(field, spans));
        }

        if (definition.Weekly.Values.All(s => s.Count == 0)
            && !definition.Worked.Any(d => d.Key >= definition.InUseFrom && d.Value.Count > 0))
        {
            errors.Add("weekly: the calendar is never open: it has no weekly opening span and no worked date to come");
        }

        return errors;
    }

    private static string UnknownZone(string? name)
    {
        var meant = DateTimeZoneProviders.Tzdb.Ids
            .FirstOrDefault(id => string.Equals(id, name?.Trim(), StringComparison.OrdinalIgnoreCase));
        return $"timeZone: '{name}' is not a time zone of the IANA database"
            + (meant is null ? ", such as Europe/Helsinki" : $"; it is written {meant}");
    }

    private static IEnumerable<string> SpanErrors(string field, IReadOnlyList<OpeningSpan> spans)
    {
        foreach (var span in spans.Where(s => s.EndTicks <= s.StartTicks))
        {
            yield return span.EndTicks == span.StartTicks
                ? $"{field}: {span} is empty"
                : $"{field}: {span} ends before it starts; a span that passes midnight is written as two";
        }

        var sound = spans.Where(s => s.EndTicks > s.StartTicks).OrderBy(s => s.StartTicks).ThenBy(s => s.EndTicks).ToList();
        var widest = 0;
        for (var i = 1; i < sound.Count; i++)
        {
            if (sound[i].StartTicks < sound[widest].EndTicks)
            {
                yield return $"{field}: {sound[widest]} and {sound[i]} overlap";
            }

            if (sound[i].EndTicks > sound[widest].EndTicks)
            {
                widest = i;
            }
        }
    }

    private static string DayName(DayOfWeek day) => CultureInfo.InvariantCulture.TextInfo.ToLower(day.ToString());
}
