using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Escalation.Domain.Calendars;

/// <summary>How the law counts a time.</summary>
public enum TermUnit
{
    /// <summary>From the minute, by the clock.</summary>
    Hours,

    /// <summary>Whole local days, the day of the start not counted.</summary>
    Days,

    /// <summary>Seven days each.</summary>
    Weeks,

    /// <summary>Local days that open at all, the day of the start not counted.</summary>
    BusinessDays,
}

/// <summary>A time as a regulation gives it: "24 hours", "15 business days", "8 weeks". It runs through nights, holidays and pauses.</summary>
/// <remarks>Days end when the last of them ends: at local midnight, business days at the close of business. The day of the start is not
/// counted, also where the start falls on a closed day: never later than a regulation that lets such a start count from the next one.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LegalTerm(int Count, TermUnit Unit)
{
    private const int DaysPerWeek = 7;

    /// <summary>A term longer than ten years is a typing error.</summary>
    private const int MostDays = 3_660;

    /// <summary>What a term looks like, for whoever wrote a wrong one.</summary>
    public const string Rule = "is not a legal term, such as 24 hours, 30 days, 8 weeks or 15 business days";

    /// <summary>When a term that starts then is over. In UTC.</summary>
    /// <param name="calendar">Whose zone tells the days, and whose openings the business days.</param>
    /// <exception cref="NoOpeningException">There are not that many business days.</exception>
    public DateTimeOffset EndFrom(DateTimeOffset start, BusinessCalendar calendar) => Unit switch
    {
        TermUnit.Hours => start.AddHours(Count).ToUniversalTime(),
        TermUnit.BusinessDays => calendar.CloseOfFollowing(start, Count),
        _ => calendar.EndOfDay(start, Days),
    };

    /// <summary>An instant that is this much ahead of the end, for a warning: whole days are counted by the clock, business days to an opening.</summary>
    public DateTimeOffset Before(DateTimeOffset end, BusinessCalendar calendar) => Unit switch
    {
        TermUnit.Hours => end.AddHours(-Count),
        TermUnit.BusinessDays => calendar.OpeningOfPreceding(end, Count),
        _ => end.AddDays(-Days),
    };

    /// <summary>How long it is at the least, by the clock: business days can only take longer.</summary>
    public TimeSpan AtLeast => Unit == TermUnit.Hours ? TimeSpan.FromHours(Count) : TimeSpan.FromDays(Days);

    private int Days => Unit == TermUnit.Weeks ? Count * DaysPerWeek : Count;

    /// <summary>Reads a whole number above zero and a unit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out LegalTerm term)
    {
        term = default;
        var parts = (text ?? "").Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostDays)
        {
            return false;
        }

        TermUnit? unit = parts[1] switch
        {
            "hour" or "hours" => TermUnit.Hours,
            "day" or "days" or "calendar day" or "calendar days" => TermUnit.Days,
            "week" or "weeks" => TermUnit.Weeks,
            "business day" or "business days" => TermUnit.BusinessDays,
            _ => null,
        };
        term = new(count, unit ?? default);
        return unit is not null && term.Days <= MostDays;
    }

    public override string ToString()
    {
        var unit = Unit == TermUnit.BusinessDays ? "business days" : CultureInfo.InvariantCulture.TextInfo.ToLower(Unit.ToString());
        return string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? unit[..^1] : unit)}");
    }
}
