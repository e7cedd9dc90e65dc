using System.Runtime.InteropServices;
using NodaTime;

namespace Escalation.Domain.Calendars;

/// <summary>Opening time on the time line: the local spans of a table, laid out in a zone.</summary>
/// <remarks>
/// An instant is open when the clock on the wall shows an open time. So a span that meets a skipped hour is shorter, one
/// that meets a repeated hour is longer, and one that lies within a repeated hour comes twice. The walk goes by zone
/// interval, then by local day: within an interval wall time and real time run alike, so that stretches come in order even
/// where a clock that is set back repeats the end of the day before.
/// Instants are UTC ticks, local days are <see cref="DateOnly.DayNumber"/>.
/// </remarks>
internal sealed class OpeningStretches(OpeningTable table, DateTimeZone zone)
{
    /// <summary>Opening time that is not found within so many years is taken never to come.</summary>
    public const int YearsSearched = 20;

    private const long TicksSearched = YearsSearched * 366L * TimeSpan.TicksPerDay;

    /// <summary>A calendar begins with the year 2; the day before it still has a midnight.</summary>
    private const int FirstDay = 365;

    private static readonly long Horizon = new DateTime(9900, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    /// <summary>An inclusive start and an exclusive end, on the local day it belongs to.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Stretch(long Start, long End, int Day);

    /// <summary>The stretches that end after an instant, in order. The first may have begun before it.</summary>
    /// <param name="until">Where to stop; without it, the walk stops where nothing opens for <see cref="YearsSearched"/> years.</param>
    public IEnumerable<Stretch> After(long from, long? until = null)
    {
        var limit = until ?? Math.Min(from + TicksSearched, Horizon);
        for (var interval = zone.GetZoneInterval(ToInstant(from)); ; interval = zone.GetZoneInterval(interval.End))
        {
            var offset = interval.WallOffset.Ticks;
            var first = interval.HasStart ? ToTicks(interval.Start) : long.MinValue;
            var last = interval.HasEnd ? ToTicks(interval.End) : long.MaxValue;
            for (var day = DayOf(Math.Max(from, first) + offset); ; day++)
            {
                var midnight = (day * TimeSpan.TicksPerDay) - offset;
                if (midnight >= last)
                {
                    break;
                }

                if (midnight >= limit)
                {
                    yield break;
                }

                foreach (var span in table.On(day))
                {
                    var start = Math.Max(midnight + span.StartTicks, first);
                    var end = Math.Min(midnight + span.EndTicks, last);
                    if (start < end && end > from)
                    {
                        limit = until ?? Math.Min(end + TicksSearched, Horizon);
                        yield return new Stretch(start, end, day);
                    }
                }
            }
        }
    }

    public bool Contains(long instant)
    {
        var local = ToLocal(instant);
        var day = DayOf(local);
        var time = local - (day * TimeSpan.TicksPerDay);
        return Array.Exists(table.On(day), span => span.StartTicks <= time && time < span.EndTicks);
    }

    /// <summary>Whether a local day opens at all; one whose every span is skipped by the clock does not.</summary>
    public bool OpensOn(int day) =>
        Array.Exists(table.On(day), span => FromLocal(day, span.StartTicks) < FromLocal(day, span.EndTicks));

    /// <summary>The first business day that is <paramref name="count"/> of them later; null when there are not so many.</summary>
    public int? BusinessDaysLater(int day, int count) => BusinessDaysAway(day, count, 1);

    /// <summary>The first business day that is <paramref name="count"/> of them earlier; null when there are not so many.</summary>
    public int? BusinessDaysEarlier(int day, int count) => BusinessDaysAway(day, count, -1);

    private int? BusinessDaysAway(int day, int count, int step)
    {
        var idle = 0;
        while (count > 0)
        {
            day += step;
            idle++;
            if (idle > YearsSearched * 366 || day < FirstDay || day * TimeSpan.TicksPerDay >= Horizon)
            {
                return null;
            }

            if (OpensOn(day))
            {
                count--;
                idle = 0;
            }
        }

        return day;
    }

    /// <summary>The instant when the clock first shows this time of this day; where the clock skips it, the end of the gap.</summary>
    public long FromLocal(int day, long timeOfDay)
    {
        var local = new DateTime((day * TimeSpan.TicksPerDay) + timeOfDay, DateTimeKind.Unspecified);
        var mapping = zone.MapLocal(LocalDateTime.FromDateTime(local));
        return ToTicks(mapping.Count == 0 ? mapping.LateInterval.Start : mapping.First().ToInstant());
    }

    /// <summary>What the clock on the wall shows, in ticks since 0001-01-01T00:00.</summary>
    public long ToLocal(long instant) => instant + zone.GetUtcOffset(ToInstant(instant)).Ticks;

    public static int DayOf(long localTicks) => (int)(localTicks / TimeSpan.TicksPerDay);

    private static Instant ToInstant(long ticks) => Instant.FromUnixTimeTicks(ticks - DateTime.UnixEpoch.Ticks);

    private static long ToTicks(Instant instant) => instant.ToUnixTimeTicks() + DateTime.UnixEpoch.Ticks;
}
