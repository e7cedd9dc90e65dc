using System.Globalization;

namespace Escalation.Functions.Policies;

/// <summary>Holds the holiday files of a policy against the day on which it is checked: a file that has run out is no error, and from then on
/// every holiday counts as a working day.</summary>
public static class HolidayCheck
{
    /// <summary>In days: the next holiday after these may be too late for what is promised today.</summary>
    private const int Ahead = 90;

    /// <param name="text">Of a policy that can be used, with the files it names.</param>
    public static IReadOnlyList<YamlError> Run(string text, DateOnly today)
    {
        var notes = new List<YamlError>();
        var root = YamlMap.Root(text, notes)!;
        var files = new PolicyFiles(root);
        var others = root.OptionalMap("calendars") is { } calendars ? calendars.Names.Select(calendars.OptionalMap) : [];
        foreach (var map in others.Prepend(root.OptionalMap("calendar")).OfType<YamlMap>())
        {
            foreach (var (name, file) in files.Of(map, "holidayFile"))
            {
                if (CalendarReader.TryDays(file, out var days, out _) && (days.Count == 0 || days[^1] < today.AddDays(Ahead)))
                {
                    map.Warn("holidayFile", Problem(name, days), "holidays-end");
                }
            }
        }

        return notes;
    }

    private static string Problem(string name, IReadOnlyList<DateOnly> days) => days.Count == 0
        ? $"'{name}' closes no day"
        : string.Create(CultureInfo.InvariantCulture, $"'{name}' ends with {days[^1]:yyyy-MM-dd}: every later holiday counts as a working day");
}
