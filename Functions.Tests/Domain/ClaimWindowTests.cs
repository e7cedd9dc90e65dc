using Escalation.Domain.Policies;

namespace Escalation.Functions.Tests.Domain;

public sealed class ClaimWindowTests
{
    private static readonly DateOnly s_happened = new(2026, 1, 31);

    [Theory]
    [InlineData(1, 0, "2026-02-28")]
    [InlineData(0, 30, "2026-03-02")]
    [InlineData(600, 0, "2076-01-31")]
    [InlineData(0, 36_500, "2126-01-07")]
    public void The_last_day_is_counted_by_the_calendar(int months, int days, string last) =>
        Assert.Equal(DateOnly.ParseExact(last, "yyyy-MM-dd", null), new ClaimWindow(months, days).LastDay(s_happened));

    [Theory]
    [InlineData(12 * 8_000, 0)]
    [InlineData(0, 365 * 8_000)]
    public void A_window_beyond_all_calendars_never_closes(int months, int days) =>
        Assert.Equal(DateOnly.MaxValue, new ClaimWindow(months, days).LastDay(s_happened));

    [Fact]
    public void It_is_told_as_it_was_written()
    {
        Assert.Equal("24 months", new ClaimWindow(24, 0).ToString());
        Assert.Equal("90 days", new ClaimWindow(0, 90).ToString());
    }
}
