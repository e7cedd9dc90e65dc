using Escalation.Domain.Calendars;

namespace Escalation.Functions.Tests.Domain.Calendars;

/// <summary>How the law counts: in London, nine to five, from Monday to Friday, with a holiday on Monday, 30 March 2026.</summary>
public sealed class LegalTermTests
{
    private static readonly BusinessCalendar s_london = BusinessCalendar.TryCreate(
        new("london", "Europe/London")
        {
            Weekly = new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday }
                .ToDictionary(day => day, _ => (IReadOnlyList<OpeningSpan>)[new(new(9, 0), new(17, 0))]),
            Holidays = [new(2026, 3, 30)],
        },
        out var calendar,
        out _) ? calendar : throw new InvalidOperationException("The calendar is right.");

    [Theory]
    [InlineData("24 hours", "2026-03-26T10:00Z", "2026-03-27T10:00Z")]
    [InlineData("1 day", "2026-03-26T10:00Z", "2026-03-28T00:00Z")]
    [InlineData("4 days", "2026-03-26T10:00Z", "2026-03-30T23:00Z")] // the clocks were set ahead: midnight comes an hour early in UTC
    [InlineData("8 weeks", "2026-03-02T10:00Z", "2026-04-27T23:00Z")]
    [InlineData("1 business day", "2026-03-26T10:00Z", "2026-03-27T17:00Z")]
    [InlineData("3 business days", "2026-03-26T10:00Z", "2026-04-01T16:00Z")] // over the weekend, the holiday and the change of the clocks
    [InlineData("1 business day", "2026-03-28T10:00Z", "2026-03-31T16:00Z")] // a Saturday's complaint
    [InlineData("1 business day", "2026-03-26T18:00Z", "2026-03-27T17:00Z")] // after the close of business
    public void A_term_ends(string term, string start, string end) =>
        Assert.Equal(DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture), Term(term).EndFrom(At(start), s_london));

    [Theory]
    [InlineData("6 hours", "2026-03-27T17:00Z", "2026-03-27T11:00Z")]
    [InlineData("2 days", "2026-03-28T00:00Z", "2026-03-26T00:00Z")]
    [InlineData("1 business day", "2026-03-31T16:00Z", "2026-03-27T09:00Z")]
    public void A_warning_comes_before(string term, string end, string warning) => Assert.Equal(At(warning), Term(term).Before(At(end), s_london));

    [Theory]
    [InlineData("24 hours")]
    [InlineData("1 day")]
    [InlineData("8 weeks")]
    [InlineData("15 business days")]
    public void A_term_is_written_as_it_is_read(string text) => Assert.Equal(text, Term(text).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("8")]
    [InlineData("weeks")]
    [InlineData("-1 days")]
    [InlineData("0 weeks")]
    [InlineData("1.5 days")]
    [InlineData("2 months")]
    [InlineData("99999 days")]
    public void Anything_else_is_no_term(string text) => Assert.False(LegalTerm.TryParse(text, out _));

    private static LegalTerm Term(string text) => LegalTerm.TryParse(text, out var term) ? term : throw new FormatException(text);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
