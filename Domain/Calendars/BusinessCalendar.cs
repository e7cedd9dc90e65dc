using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace Escalation.Domain.Calendars;

/// <summary>When a team works: weekly opening spans in a time zone, holidays, and dates with hours of their own (X02).</summary>
/// <remarks>
/// Spans include their start and exclude their end. An instant is open when the clock on the wall shows an open time, so
/// opening time follows daylight saving: a skipped hour holds none, a repeated hour holds it twice. Instants may lie between
/// the years 2 and 9800. A calendar never changes, and may be used by many threads.
/// </remarks>
public sealed class BusinessCalendar
{
    private static readonly DateTimeOffset Earliest = new(2, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9800, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly OpeningTable table;
    private readonly OpeningStretches stretches;

    private BusinessCalendar(CalendarDefinition definition)
    {
        Id = definition.Id;
        TimeZone = definition.TimeZone;
        table = new OpeningTable(definition);
        stretches = new OpeningStretches(table, DateTimeZoneProviders.Tzdb[definition.TimeZone]);
    }

    public string Id { get; }

    /// <summary>An id of the IANA time zone database.</summary>
    public string TimeZone { get; }

    /// <summary>Builds a calendar, or tells everything that is wrong with it at once.</summary>
    /// <param name="errors">Each as "field: what is wrong", for example "weekly.monday: 09:00-12:00 and 11:00-15:00 overlap".</param>
    public static bool TryCreate(
        CalendarDefinition definition,
        [NotNullWhen(true)] out BusinessCalendar? calendar,
        out IReadOnlyList<string> errors)
    {
        errors = CalendarCheck.Errors(definition);
        calendar = errors.Count == 0 ? new BusinessCalendar(definition) : null;
        return calendar is not null;
    }

    /// <summary>Whether work is done at this instant.</summary>
    public bool IsOpen(DateTimeOffset instant) => stretches.Contains(Ticks(instant));

    /// <summary>The instant itself when it is open, otherwise the next one that is. In UTC.</summary>
    /// <exception cref="NoOpeningException">Nothing opens within twenty years.</exception>
    public DateTimeOffset NextOpening(DateTimeOffset instant) => Utc(AddOpeningTime(Ticks(instant), 0));

    /// <summary>Counts a duration from a start. The answer is in UTC and always lies in opening time.</summary>
    /// <remarks>
    /// <para>A start in a closed hour is first moved to the next opening, also for a duration of zero. An end of a span is
    /// closed, so a start at 17:00 of a day that closes at 17:00 counts from the next opening.</para>
    /// <para>Days come first. A business day is a local date that opens at all, however short. N days later is the same local
    /// time of day on the N-th business day after the (moved) start; when that time is closed there, because the day is
    /// shorter or has another break, it is moved to the next opening, which may be on a later day. A time that the clock
    /// skips on that day becomes the end of the gap; one that it shows twice means the first time. A start in either pass of a
    /// repeated hour counts by what the clock shows: only so can an earlier start end later than a later one.</para>
    /// <para>Hours and minutes then run in opening time only, in real elapsed minutes: the night in which the clock is set back
    /// has an hour more. Opening time that is used up exactly when a span ends gives the start of the next span: nine to five
    /// and "8h" from 09:00 is 09:00 on the next business day. For "by the close of that day" use <see cref="CloseAfter"/>.</para>
    /// </remarks>
    /// <exception cref="NoOpeningException">There is not that much opening time: nothing opens for twenty years.</exception>
    public DateTimeOffset Add(DateTimeOffset start, BusinessDuration duration)
    {
        var from = Ticks(start);
        if (duration.Days > 0)
        {
            var local = stretches.ToLocal(AddOpeningTime(from, 0));
            var day = OpeningStretches.DayOf(local);
            from = stretches.FromLocal(DaysLater(day, duration.Days, start), local - (day * TimeSpan.TicksPerDay));
        }

        return Utc(AddOpeningTime(from, duration.OpeningTime.Ticks));
    }

    /// <summary>The time to promise to a customer: what the work takes, and the margin on top, inside opening time (R15).</summary>
    /// <exception cref="NoOpeningException">There is not that much opening time.</exception>
    public DateTimeOffset WithMargin(DateTimeOffset start, BusinessDuration duration, BusinessDuration margin) =>
        Add(start, duration + margin);

    /// <summary>The close of the N-th business day after the start (0: of the business day on which it is, or is moved to).
    /// In UTC.</summary>
    /// <remarks>For what must be done "within N business days". It is the exclusive end of that day's last span: the only
    /// answer of a calendar that does not lie in opening time.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is negative.</exception>
    /// <exception cref="NoOpeningException">There are not that many business days: nothing opens for twenty years.</exception>
    public DateTimeOffset CloseAfter(DateTimeOffset start, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(businessDays);
        var today = OpeningStretches.DayOf(stretches.ToLocal(AddOpeningTime(Ticks(start), 0)));
        return Utc(StretchesOf(DaysLater(today, businessDays, start)).Last().End);
    }

    /// <summary>The close of the N-th business day that follows the local date of the start, whether or not that date opens. In UTC.</summary>
    /// <remarks>As regulations count: a Saturday's complaint is one business day old at the close of Monday. Like that of
    /// <see cref="CloseAfter"/>, the answer is the exclusive end of a span.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is less than one.</exception>
    /// <exception cref="NoOpeningException">There are not that many business days: nothing opens for twenty years.</exception>
    public DateTimeOffset CloseOfFollowing(DateTimeOffset start, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessDays, 1);
        return Utc(StretchesOf(DaysLater(LocalDay(start), businessDays, start)).Last().End);
    }

    /// <summary>The opening of the N-th business day before the one in which an end lies that is itself not included. In UTC.</summary>
    /// <exception cref="NoOpeningException">Nothing opened for twenty years before.</exception>
    public DateTimeOffset OpeningOfPreceding(DateTimeOffset end, int businessDays)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(businessDays, 1);
        var day = stretches.BusinessDaysEarlier(LocalDay(end.AddTicks(-1)), businessDays) ?? throw new NoOpeningException(Id, end.ToUniversalTime());
        return Utc(StretchesOf(day).First().Start);
    }

    /// <summary>The end of the local day that comes N days after that of the start: the midnight that ends it. In UTC.</summary>
    public DateTimeOffset EndOfDay(DateTimeOffset start, int days) => Utc(stretches.FromLocal(LocalDay(start) + days + 1, 0));

    /// <summary>Counts open time from a start, to the tick. In UTC, and always in opening time.</summary>
    /// <exception cref="NoOpeningException">There is not that much opening time.</exception>
    public DateTimeOffset AddOpenTime(DateTimeOffset start, TimeSpan open) => Utc(AddOpeningTime(Ticks(start), open.Ticks));

    /// <summary>The latest time that can be promised ahead of an end, and still leaves room: the opening of the last business day before it;
    /// where that is not ahead any more, the last open minute. In UTC.</summary>
    /// <returns>Null when nothing opens in between.</returns>
    public DateTimeOffset? LatestBefore(DateTimeOffset end, DateTimeOffset now)
    {
        var (from, to) = (Ticks(now), Ticks(end));
        if (to <= from)
        {
            return null;
        }

        var last = stretches.After(from, to).Where(s => s.Start < to).Select(s => (OpeningStretches.Stretch?)s).LastOrDefault();
        if (last is not { } stretch)
        {
            return null;
        }

        var opening = StretchesOf(stretch.Day).First().Start;
        var minute = Math.Min(stretch.End, to) - TimeSpan.TicksPerMinute;
        return opening > from ? Utc(opening) : minute > from && minute >= stretch.Start ? Utc(minute) : null;
    }

    /// <summary>How much opening time lies between two instants; negative when the second is the earlier one.</summary>
    public TimeSpan OpenTimeBetween(DateTimeOffset from, DateTimeOffset to)
    {
        var (start, end) = (Ticks(from), Ticks(to));
        return start <= end ? OpeningTime(start, end) : -OpeningTime(end, start);
    }

    /// <summary>The local date of an instant.</summary>
    public DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDayNumber(LocalDay(instant));

    /// <summary>The opening spans of a local date, in order; none on a closed one.</summary>
    public IReadOnlyList<OpeningSpan> SpansOn(DateOnly date) => [.. table.On(date.DayNumber)];

    private long AddOpeningTime(long from, long ticks)
    {
        var reached = from;
        foreach (var stretch in stretches.After(from))
        {
            reached = Math.Max(from, stretch.Start);
            if (ticks < stretch.End - reached)
            {
                return reached + ticks;
            }

            ticks -= stretch.End - reached;
            reached = stretch.End;
        }

        throw new NoOpeningException(Id, Utc(reached));
    }

    private int LocalDay(DateTimeOffset instant) => OpeningStretches.DayOf(stretches.ToLocal(Ticks(instant)));

    /// <summary>Those of one local day that opens; a change of the clocks can carry it past two midnights of UTC.</summary>
    private IEnumerable<OpeningStretches.Stretch> StretchesOf(int day)
    {
        var midnight = stretches.FromLocal(day, 0);
        return stretches.After(midnight, midnight + (2 * TimeSpan.TicksPerDay)).Where(s => s.Day == day);
    }

    private int DaysLater(int day, int count, DateTimeOffset start) =>
        stretches.BusinessDaysLater(day, count) ?? throw new NoOpeningException(Id, start.ToUniversalTime());

    private TimeSpan OpeningTime(long start, long end) => TimeSpan.FromTicks(stretches
        .After(start, end)
        .Sum(s => Math.Max(0, Math.Min(s.End, end) - Math.Max(s.Start, start))));

    private static long Ticks(DateTimeOffset instant) => instant >= Earliest && instant < Latest
        ? instant.UtcTicks
        : throw new ArgumentOutOfRangeException(nameof(instant), instant, "A business calendar covers the years 2 to 9799.");

    private static DateTimeOffset Utc(long ticks) => new(ticks, TimeSpan.Zero);
}
