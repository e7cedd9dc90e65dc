using Escalation.Domain.Calendars;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain.Calendars;

public class BusinessDurationTests
{
    private static readonly Arbitrary<BusinessDuration> Durations =
        (from days in Gen.Choose(0, 1000)
         from minutes in Gen.Choose(0, 10_000)
         select new BusinessDuration(days, minutes)).ToArbitrary();

    [Theory]
    [InlineData("2d", 2, 0)]
    [InlineData("4h", 0, 240)]
    [InlineData("1d 4h", 1, 240)]
    [InlineData("1d4h", 1, 240)]
    [InlineData("90m", 0, 90)]
    [InlineData("1d 2h 3m", 1, 123)]
    [InlineData(" 0m ", 0, 0)]
    public void A_duration_is_read(string text, int days, int minutes) =>
        Assert.Equal(new BusinessDuration(days, minutes), BusinessDuration.Parse(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4")]
    [InlineData("h")]
    [InlineData("-1d")]
    [InlineData("1.5h")]
    [InlineData("4h 1d")]
    [InlineData("1h 1h")]
    [InlineData("3w")]
    [InlineData("2D")]
    [InlineData("99999999999d")]
    [InlineData("2147483647h")]
    [InlineData("٣d")]
    public void Anything_else_is_refused(string? text) => Assert.False(BusinessDuration.TryParse(text, out _));

    [Theory]
    [InlineData(0, 0, "0m")]
    [InlineData(0, 90, "1h 30m")]
    [InlineData(2, 1800, "2d 30h")]
    public void Hours_are_written_out_but_never_become_days(int days, int minutes, string text) =>
        Assert.Equal(text, new BusinessDuration(days, minutes).ToString());

    [Fact]
    public void What_is_written_is_read_back() =>
        Prop.ForAll(Durations, d => BusinessDuration.Parse(d.ToString()) == d).QuickCheckThrowOnFailure();

    [Fact]
    public void Addition_adds_days_to_days_and_minutes_to_minutes() =>
        Assert.Equal(new BusinessDuration(3, 100), new BusinessDuration(1, 40) + new BusinessDuration(2, 60));

    [Fact]
    public void A_sum_that_does_not_fit_is_a_fault() =>
        Assert.Throws<OverflowException>(() => BusinessDuration.FromDays(int.MaxValue) + BusinessDuration.FromDays(1));

    [Fact]
    public void A_duration_is_never_negative() => Assert.Throws<ArgumentOutOfRangeException>(() => BusinessDuration.FromMinutes(-1));

    [Theory]
    [InlineData("09:00-12:30")]
    [InlineData("00:00-24:00")]
    public void A_span_is_written_as_it_is_read(string text) => Assert.Equal(text, OpeningSpan.Parse(text).ToString());

    [Theory]
    [InlineData(null)]
    [InlineData("09:00")]
    [InlineData("24:00-25:00")]
    [InlineData("9-12")]
    [InlineData("09:00-12:60")]
    [InlineData("09:00-10:00-11:00")]
    public void A_text_that_is_no_span_is_refused(string? text) => Assert.False(OpeningSpan.TryParse(text, out _));
}
