using System.Runtime.Serialization;
using Ical.Net;
using Ical.Net.Evaluation;

namespace Escalation.Functions.Policies;

/// <summary>Hands texts to Ical.Net. It throws exceptions of many kinds for one that is wrong.</summary>
internal static class ICalendarText
{
    /// <param name="events">Each from BEGIN to END.</param>
    public static Calendar Load(params IEnumerable<string> events) =>
        Calendar.Load($"BEGIN:VCALENDAR\r\n{string.Concat(events)}END:VCALENDAR\r\n")!;

    /// <param name="error">What the library says is wrong, without a full stop.</param>
    public static bool Try<T>(Func<T> read, out T? value, out string? error)
    {
        try
        {
            (value, error) = (read(), null);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidOperationException
            or SerializationException or EvaluationException)
        {
            (value, error) = (default, e.Message.Split(" (Parameter")[0].Split('\n')[0].TrimEnd('.', '\r'));
            return false;
        }
    }
}
