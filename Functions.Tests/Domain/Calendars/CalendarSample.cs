using System.Globalization;
using Escalation.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Escalation.Functions.Tests.Domain.Calendars;

/// <summary>A calendar and a start, mostly near a change of the clocks, and amounts to count from there.</summary>
internal sealed record CalendarSample(CalendarDefinition Definition, DateTimeOffset Start, int Days, int Minutes, int MoreMinutes)
{
    private const int MinutesPerDay = 24 * 60;

    private static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Half an hour of summer time, quarters of an hour, changes at midnight, summer time given up, and a day that was skipped.</summary>
    private static readonly Gen<string> Zones = Gen.Elements(
        "Europe/Helsinki", "America/New_York", "Asia/Seoul", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Chatham", "America/Sao_Paulo", "Pacific/Apia");

    public BusinessCalendar Calendar { get; } = Create(Definition);

    public MinuteSteps Reference { get; } = new(Definition);

    /// <summary>Starts on a whole minute, where the reference can stand.</summary>
    public static Arbitrary<CalendarSample> OnTheMinute { get; } = Samples(Gen.Constant(TimeSpan.Zero)).ToArbitrary();

    public static Arbitrary<CalendarSample> Anywhere { get; } = Samples(
        Gen.Choose(0, (int)TimeSpan.TicksPerMinute - 1).Select(t => TimeSpan.FromTicks(t))).ToArbitrary();

    public override string ToString()
    {
        var week = Definition.Weekly.OrderBy(d => d.Key).Select(d => $"{d.Key} {string.Join(", ", d.Value)}");
        var worked = Definition.Worked.OrderBy(d => d.Key).Select(d => $"{Date(d.Key)} {string.Join(", ", d.Value)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Definition.TimeZone} from {Start:O}: {Days}d, {Minutes}m, {MoreMinutes}m; {string.Join("; ", week)}; "
            + $"closed {string.Join(", ", Definition.Holidays.Order().Select(Date))}; worked {string.Join("; ", worked)}");

        static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private static BusinessCalendar Create(CalendarDefinition definition) =>
        BusinessCalendar.TryCreate(definition, out var calendar, out var errors)
            ? calendar
            : throw new InvalidOperationException(string.Join("; ", errors));

    private static Gen<CalendarSample> Samples(Gen<TimeSpan> withinTheMinute) =>
        from zone in Zones
        from near in Near(zone)
        from definition in Definitions(zone, DateOnly.FromDateTime(near.UtcDateTime))
        from within in withinTheMinute
        from days in Gen.Choose(0, 6)
        from minutes in Gen.Frequency((1, Gen.Constant(0)), (3, Gen.Choose(1, 120)), (3, Gen.Choose(0, 1500)))
        from more in Gen.Frequency((1, Gen.Choose(0, 10)), (1, Gen.Choose(0, 600)))
        select new CalendarSample(definition, near + within, days, minutes, more);

    private static Gen<DateTimeOffset> Near(string zone)
    {
        var from = zone switch
        {
            "America/Sao_Paulo" => From.AddYears(-8),
            "Pacific/Apia" => From.AddYears(-14),
            _ => From,
        };
        var changes = DateTimeZoneProviders.Tzdb[zone]
            .GetZoneIntervals(Instant.FromDateTimeOffset(from), Instant.FromDateTimeOffset(from.AddYears(4)))
            .Where(i => i.HasStart && i.Start > Instant.FromDateTimeOffset(from))
            .Select(i => i.Start.ToDateTimeOffset())
            .ToList();
        var anywhere = Gen.Choose(0, 4 * 365 * MinutesPerDay).Select(m => from.AddMinutes(m));
        if (changes.Count == 0)
        {
            return anywhere;
        }

        var close = from change in Gen.Elements<DateTimeOffset>(changes)
                    from minutes in Gen.Frequency((3, Gen.Choose(-150, 150)), (3, Gen.Choose(-4 * MinutesPerDay, MinutesPerDay)))
                    select change.AddMinutes(minutes);
        var leadsThere = from change in Gen.Elements<DateTimeOffset>(changes)
                         from days in Gen.Choose(1, 4)
                         from minutes in Gen.Choose(-90, 90)
                         select change.AddDays(-days).AddMinutes(minutes);
        return Gen.Frequency((1, anywhere), (3, close), (3, leadsThere));
    }

    private static Gen<CalendarDefinition> Definitions(string zone, DateOnly near)
    {
        var date = Gen.Choose(-3, 12).Select(near.AddDays);
        var day = Gen.Frequency((1, Gen.Constant<IReadOnlyList<OpeningSpan>>([])), (4, OpenDays));
        return from always in OpenDays
               from alwaysOn in Gen.Choose(0, 6)
               from week in day.ArrayOf(7)
               from holidays in Gen.Choose(0, 4).SelectMany(n => date.ArrayOf(n))
               from worked in Gen.Choose(0, 2).SelectMany(n => date.ArrayOf(n))
               from own in OpenDays.ArrayOf(2)
               select new CalendarDefinition("sample", zone)
               {
                   Weekly = week
                       .Select((spans, i) => (Day: (DayOfWeek)i, Spans: i == alwaysOn ? always : spans))
                       .ToDictionary(d => d.Day, d => d.Spans),
                   Holidays = holidays,
                   Worked = worked.Distinct().Select((d, i) => (Date: d, Spans: own[i])).ToDictionary(d => d.Date, d => d.Spans),
               };
    }

    /// <summary>One to three spans: office hours, round the clock, anywhere, or in the small hours, where clocks change.</summary>
    private static Gen<IReadOnlyList<OpeningSpan>> OpenDays { get; } = Gen.Frequency(
        (2, Gen.Constant(Spans([9 * 60, 12 * 60, 13 * 60, (17 * 60) + 30]))),
        (1, Gen.Constant(Spans([0, MinutesPerDay]))),
        (3, Bounds(0, MinutesPerDay)),
        (3, Bounds(0, 4 * 60)),
        (2, Bounds(2 * 60, 3 * 60)));

    private static Gen<IReadOnlyList<OpeningSpan>> Bounds(int first, int last) =>
        from pairs in Gen.Choose(1, 3)
        from bounds in Gen.Choose(first, last).ArrayOf(2 * pairs)
        let distinct = bounds.Distinct().Order().ToArray()
        select Spans(distinct.Length == 2 * pairs ? distinct : [first, last]);

    private static IReadOnlyList<OpeningSpan> Spans(int[] bounds) => [.. bounds.Chunk(2).Select(b => new OpeningSpan(Time(b[0]), Time(b[1])))];

    private static TimeOnly Time(int minute) => new(minute % MinutesPerDay * TimeSpan.TicksPerMinute);
}
