using Escalation.Domain.Policies;
using NodaTime;

namespace Escalation.Functions.Messages;

/// <summary>The times at which something can have happened: from 1990 to tomorrow. What lies outside was never set, or is a typing error.</summary>
/// <param name="zone">Of the policy: times without an offset are local there.</param>
public sealed class PossibleTimes(DateTimeZone zone, TimeProvider clock)
{
    private static readonly LocalDate s_first = new(1990, 1, 1);

    public static PossibleTimes For(Policy policy, TimeProvider clock) => new(DateTimeZoneProviders.Tzdb[policy.Calendar.TimeZone], clock);

    /// <summary>The moment that a field states; null if it states none, or one that cannot be, which is noted as its error.</summary>
    /// <param name="question">What to ask of whoever wrote a time in the future.</param>
    public DateTimeOffset? Moment(JsonFields fields, string name, string question) =>
        fields.OptionalTime(name) is { } stated && IsPossible(fields, name, stated, question) ? stated.In(zone).ToDateTimeOffset() : null;

    /// <summary>The day that a field states. Of a moment it is the day at the place where it was written.</summary>
    /// <param name="question">What to ask of whoever wrote a day in the future.</param>
    public DateOnly? Day(JsonFields fields, string name, string question) =>
        fields.OptionalTime(name) is { } stated && IsPossible(fields, name, stated, question) ? stated.Local.Date.ToDateOnly() : null;

    private bool IsPossible(JsonFields fields, string name, StatedTime stated, string question)
    {
        var today = Instant.FromDateTimeOffset(clock.GetUtcNow()).InZone(zone).Date;
        if (stated.Local.Date < s_first)
        {
            fields.Fail(name, "lies before 1990: leave it out if it is not known");
            return false;
        }

        if (stated.Local.Date > today.PlusDays(1))
        {
            fields.Fail(name, $"lies in the future; {question}");
            return false;
        }

        return true;
    }
}
