using System.Globalization;
using Escalation.Local.Host;

namespace Escalation.Functions.Tests.Host;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("0 */5 * * * *", "2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z")]
    [InlineData("0 */5 * * * *", "2026-03-02T09:04:59.5Z", "2026-03-02T09:05:00Z")]
    [InlineData("0 * * * * *", "2026-03-02T09:59:00Z", "2026-03-02T10:00:00Z")]
    [InlineData("*/20 * * * * *", "2026-03-02T23:59:40Z", "2026-03-03T00:00:00Z")]
    [InlineData("0 30 9 * * 1-5", "2026-03-06T09:30:00Z", "2026-03-09T09:30:00Z")]
    [InlineData("0 30 9 * * mon-FRI", "2026-03-06T09:30:00Z", "2026-03-09T09:30:00Z")]
    [InlineData("0 0 0 1 Jan *", "2026-03-06T09:30:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 0 12 29 2 *", "2026-03-06T09:30:00Z", "2028-02-29T12:00:00Z")]
    [InlineData("0 0 0 29 2 0", "2088-02-29T00:00:00Z", "2128-02-29T00:00:00Z")]
    [InlineData("15,45 10-12 8 * * *", "2026-03-02T08:10:15Z", "2026-03-02T08:10:45Z")]
    [InlineData("15,45 10-12 8 * * *", "2026-03-02T08:12:45Z", "2026-03-03T08:10:15Z")]
    [InlineData("0 0 10-16/3 * * *", "2026-03-02T13:00:00Z", "2026-03-02T16:00:00Z")]
    [InlineData("0 0 0 13 * 5", "2026-03-13T00:00:00Z", "2026-11-13T00:00:00Z")]
    [InlineData("0 0 0 * * 0", "2026-03-02T00:00:00Z", "2026-03-08T00:00:00Z")]
    public void The_next_time_is_the_first_that_fits_every_field(string schedule, string after, string next) =>
        Assert.Equal(At(next), CronSchedule.Parse(schedule).NextAfter(At(after)));

    [Theory]
    [InlineData("0 */5 * * *")]
    [InlineData("60 * * * * *")]
    [InlineData("* * 24 * * *")]
    [InlineData("* * * 0 * *")]
    [InlineData("* * * * 13 *")]
    [InlineData("* * * * * 7")]
    [InlineData("*/0 * * * * *")]
    [InlineData("5-3 * * * * *")]
    [InlineData("1,,2 * * * * *")]
    [InlineData("-1 * * * * *")]
    [InlineData("a * * * * *")]
    [InlineData("1/2/3 * * * * *")]
    [InlineData("00:05:00")]
    [InlineData("0 0 0 30 2 *")]
    [InlineData("January 0 0 * * *")]
    [InlineData("0 0 0 * * *,")]
    public void What_is_no_schedule_or_never_comes_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CronSchedule.Parse(text));

    /// <summary>Cronos reads these. The timers of Azure Functions do not, or read them in another way.</summary>
    [Theory]
    [InlineData("@daily")]
    [InlineData("0 0 0 L * *")]
    [InlineData("0 0 0 15W * *")]
    [InlineData("0 0 0 ? * *")]
    [InlineData("0 0 0 * * 5L")]
    [InlineData("0 0 0 * * MON#2")]
    [InlineData("0 0 0 H * *")]
    [InlineData("0 0 0 * * 0-7")]
    [InlineData("0 0 22-4 * * *")]
    [InlineData("0 0 0 * nov-feb *")]
    [InlineData("0 0 0 * * fri-mon")]
    public void What_would_run_here_and_not_in_Azure_is_refused(string text) =>
        Assert.Throws<FormatException>(() => CronSchedule.Parse(text));

    [Theory]
    [InlineData("0 0 24 * * *", "The schedule '0 0 24 * * *' cannot be used: The given cron expression has an invalid format. Hours: Value must be a number between 0 and 23 (all inclusive).")]
    [InlineData("0 0 0 * * fri-mon", "The schedule '0 0 0 * * fri-mon' cannot be used: 'fri-mon' runs backwards.")]
    [InlineData("0 0 0 30 2 *", "The schedule '0 0 0 30 2 *' never comes up: no such date exists.")]
    public void The_refusal_names_the_schedule_and_what_is_wrong(string text, string message) =>
        Assert.Equal(message, Assert.ThrowsAny<FormatException>(() => CronSchedule.Parse(text)).Message);

    [Fact]
    public void Every_time_found_by_trying_each_second_is_found()
    {
        var schedule = CronSchedule.Parse("*/7 3,50-55/2 8-9 * * *");
        var from = At("2026-03-02T07:59:00Z");
        var tried = Enumerable.Range(1, (2 * 3600) + 120)
            .Select(s => from.AddSeconds(s))
            .Where(t => t.Second % 7 == 0 && (t.Minute is 3 or 50 or 52 or 54) && (t.Hour is 8 or 9))
            .ToList();

        var found = new List<DateTimeOffset>();
        for (var next = schedule.NextAfter(from); next <= tried[^1]; next = schedule.NextAfter(next))
        {
            found.Add(next);
        }

        Assert.Equal(tried, found);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
