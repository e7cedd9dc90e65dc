using Escalation.Domain.Calendars;

namespace Escalation.Functions.Tests.Domain.Calendars;

public class CalendarDefinitionTests
{
    private static readonly CalendarDefinition Sound = new("office", "Europe/Helsinki") { Weekly = Monday("09:00-12:00", "13:00-17:30") };

    [Fact]
    public void A_sound_calendar_is_built() => Assert.Empty(Errors(Sound));

    [Fact]
    public void Spans_that_touch_do_not_overlap() => Assert.Empty(Errors(Sound with { Weekly = Monday("09:00-12:00", "12:00-17:00") }));

    [Fact]
    public void A_calendar_that_is_never_open_is_refused() =>
        Assert.Equal(
            ["weekly: the calendar is never open: it has no weekly opening span and no worked date to come"],
            Errors(Sound with { Weekly = Monday() }));

    [Fact]
    public void A_calendar_that_opens_on_worked_dates_only_is_built() =>
        Assert.Empty(Errors(Sound with { Weekly = Monday(), Worked = May16("09:00-12:00") }));

    [Fact]
    public void A_calendar_whose_worked_dates_are_past_is_never_open() =>
        Assert.StartsWith(
            "weekly: the calendar is never open",
            Assert.Single(Errors(Sound with { Weekly = Monday(), Worked = May16("09:00-12:00"), InUseFrom = new(2026, 5, 17) })),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("weekly.monday: 09:00-12:00 and 11:59-17:00 overlap", "11:59-17:00", "09:00-12:00")]
    [InlineData("weekly.monday: 09:00-17:00 and 15:00-16:00 overlap", "09:00-17:00", "10:00-11:00", "15:00-16:00")]
    [InlineData("weekly.monday: 22:00-06:00 ends before it starts; a span that passes midnight is written as two", "22:00-06:00")]
    [InlineData("weekly.monday: 09:00-09:00 is empty", "09:00-09:00")]
    public void A_wrong_span_is_refused(string error, params string[] spans) =>
        Assert.Contains(error, Errors(Sound with { Weekly = Monday(spans) }));

    [Fact]
    public void A_worked_date_without_a_span_is_refused() =>
        Assert.Equal(
            ["worked.2026-05-16: has no opening span; a closed date belongs under holidays"],
            Errors(Sound with { Worked = May16() }));

    [Theory]
    [InlineData("Europe/Atlantis", "timeZone: 'Europe/Atlantis' is not a time zone of the IANA database, such as Europe/Helsinki")]
    [InlineData("europe/helsinki", "timeZone: 'europe/helsinki' is not a time zone of the IANA database; it is written Europe/Helsinki")]
    public void An_unknown_zone_is_refused(string zone, string error) => Assert.Equal([error], Errors(Sound with { TimeZone = zone }));

    [Fact]
    public void All_errors_are_told_at_once() =>
        Assert.Equal(
            ["id", "timeZone", "weekly.monday", "worked.2026-05-16"],
            Errors(new CalendarDefinition(" ", "Nowhere") { Weekly = Monday("10:00-09:00"), Worked = May16("11:00-10:00") })
                .Select(error => error.Split(':')[0]));

    private static IReadOnlyList<string> Errors(CalendarDefinition definition)
    {
        Assert.Equal(BusinessCalendar.TryCreate(definition, out _, out var errors), errors.Count == 0);
        return errors;
    }

    private static Dictionary<DayOfWeek, IReadOnlyList<OpeningSpan>> Monday(params string[] spans) =>
        new() { [DayOfWeek.Monday] = [.. spans.Select(OpeningSpan.Parse)] };

    private static Dictionary<DateOnly, IReadOnlyList<OpeningSpan>> May16(params string[] spans) =>
        new() { [new DateOnly(2026, 5, 16)] = [.. spans.Select(OpeningSpan.Parse)] };
}
