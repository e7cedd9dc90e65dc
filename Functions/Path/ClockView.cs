using System.Text.Json.Nodes;
using Escalation.Domain.Calendars;
using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Path;

/// <summary>The clocks of a case as staff see them (X01): when the law and the company want what, and how much time went by.</summary>
public static class ClockView
{
    /// <param name="now">Up to when elapsed time is counted.</param>
    /// <returns>Null for a case that no clock runs for.</returns>
    public static JsonObject? Of(Case @case, Policy policy, DateTimeOffset now) => @case.Clocks is not { } clocks ? null : new JsonObject
    {
        ["legal"] = new JsonArray([.. clocks.Legal.Select(time => (JsonNode)Legal(time, policy, now))]),
        ["service"] = new JsonArray([.. clocks.Service.Select(clock => (JsonNode)Service(clock, policy.ServiceCalendar, now))]),
    };

    private static JsonObject Legal(LegalTime time, Policy policy, DateTimeOffset now) => new JsonObject
    {
        ["regime"] = time.Regime.Text,
        ["title"] = policy.Legal.FirstOrDefault(regime => regime.Id == time.Regime)?.Title,
        ["step"] = time.Date.Step.Text,
        ["until"] = Words.Kebab(time.Date.Until),
        ["due"] = time.Date.Due,
        ["state"] = time.BreachedAt is not null ? "breached"
            : time.MetAt is not null ? "met"
            : time.Date.Due < now && !time.Date.Required ? "lapsed"
            : "running",
        ["warnedAt"] = time.WarnedAt,
        ["metAt"] = time.MetAt,
        ["breachedAt"] = time.BreachedAt,
    };

    private static JsonObject Service(ServiceClock clock, BusinessCalendar calendar, DateTimeOffset now) => new JsonObject
    {
        ["round"] = clock.Round,
        ["state"] = clock.StoppedAt is not null ? "stopped" : clock.IsRunning ? "running" : "paused",
        ["startedAt"] = clock.StartedAt,
        ["due"] = clock.Due,
        ["runningSince"] = clock.StoppedAt is null ? clock.RunningSince : null,
        ["pausedSince"] = clock.PausedSince,
        ["stoppedAt"] = clock.StoppedAt,
        ["elapsedMinutes"] = (int)clock.ElapsedAt(now, calendar).TotalMinutes,
        ["leftMinutes"] = clock.Left is { } left ? (int)left.TotalMinutes : null,
        ["breachedAt"] = clock.BreachedAt,
    };
}
