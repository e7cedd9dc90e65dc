using System.Globalization;

namespace Escalation.Simulation;

/// <summary>The ids of parked messages that are sent once more: <c>key~1</c>, then <c>key~2</c>. Two operators who do the same give the same id.</summary>
internal static class Resubmission
{
    public static string KeyOf(string key) => string.Create(CultureInfo.InvariantCulture, $"{BaseOf(key)}~{NumberOf(key) + 1}");

    /// <summary>The id under which the message was sent the first time.</summary>
    public static string BaseOf(string key) => NumberOf(key) == 0 ? key : key[..key.LastIndexOf('~')];

    private static int NumberOf(string key)
    {
        var mark = key.LastIndexOf('~');
        return mark >= 0 && int.TryParse(key.AsSpan(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
