using System.Text.Json.Serialization;
using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>The two kinds of clocks of a case (X01). Times are those that were set when it was registered, re-opened or resumed, so that a
/// policy or calendar of another day changes none of them.</summary>
/// <param name="Legal">Every legal time of every regime the case is under.</param>
/// <param name="Service">One for each round: a re-opened case begins a new one (X10). The newest is last.</param>
public sealed record Clocks(ValueList<LegalTime> Legal, ValueList<ServiceClock> Service)
{
    public static Clocks None { get; } = new([], []);

    /// <summary>How many messages to the customer were sent.</summary>
    public int Told { get; init; }

    /// <summary>The event whose message tells the customer the decision; null while there is none.</summary>
    public int? AnswerIn { get; init; }

    /// <summary>The service clock of the case's present round; null where the policy sets none.</summary>
    [JsonIgnore]
    public ServiceClock? Now => Service.Count == 0 ? null : Service[^1];

    /// <summary>The first legal date by which the customer must have the decision; null when none is ahead or all are breached.</summary>
    [JsonIgnore]
    public LegalTime? Final => Legal.Where(t => t is { IsOpen: true, Date: { Required: true, Until: LegalEnd.Answer or LegalEnd.Closed } }).MinBy(t => t.Date.Due);
}

/// <summary>A date that a regulation sets for a case.</summary>
/// <param name="WarnAt">Null for no warning.</param>
/// <param name="Required">Whether missing it is a breach.</param>
public sealed record LegalDate(Code Step, LegalEnd Until, DateTimeOffset Due, DateTimeOffset? WarnAt, bool Required);

/// <summary>A legal clock of a case. It never pauses.</summary>
public sealed record LegalTime(Code Regime, LegalDate Date)
{
    public DateTimeOffset? WarnedAt { get; init; }

    /// <summary>When what the law wants was done, or the case closed. May be later than <see cref="BreachedAt"/>.</summary>
    public DateTimeOffset? MetAt { get; init; }

    /// <summary>When the breach was found. Nothing takes it back.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    /// <summary>Neither met nor breached.</summary>
    [JsonIgnore]
    public bool IsOpen => MetAt is null && BreachedAt is null;
}

/// <summary>How long the company takes: open time of its calendar, without the time in which the customer owes an answer.</summary>
/// <param name="Round">The round of the case that it measures.</param>
/// <param name="Due">When its time is used up if nothing pauses it; while it is paused, when it would have been.</param>
/// <param name="Elapsed">Open time that ran until the newest pause.</param>
public sealed record ServiceClock(int Round, DateTimeOffset StartedAt, DateTimeOffset Due, TimeSpan Elapsed)
{
    /// <summary>Since when it runs without a pause; null while it stands.</summary>
    public DateTimeOffset? RunningSince { get; init; }

    /// <summary>Since when it is paused; null while it runs, and once it stopped.</summary>
    public DateTimeOffset? PausedSince { get; init; }

    /// <summary>Open time that is left; known while it is paused.</summary>
    public TimeSpan? Left { get; init; }

    /// <summary>When the case closed.</summary>
    public DateTimeOffset? StoppedAt { get; init; }

    /// <summary>When the breach was found. No pause takes it back.</summary>
    public DateTimeOffset? BreachedAt { get; init; }

    [JsonIgnore]
    public bool IsRunning => RunningSince is not null && StoppedAt is null;

    /// <summary>How much open time it has measured up to an instant.</summary>
    public TimeSpan ElapsedAt(DateTimeOffset instant, BusinessCalendar calendar)
    {
        var until = StoppedAt < instant ? StoppedAt.Value : instant;
        return RunningSince is { } since && until > since ? Elapsed + calendar.OpenTimeBetween(since, until) : Elapsed;
    }
}
