using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Console;

/// <summary>What waits for a person to decide (R10, R24, R33).</summary>
public sealed class InboxDoor(Doors doors, CaseStore cases, CaseViews views, People people, PolicyBook policies)
{
    private const int MostShown = 200;

    [Function("GetInbox")]
    public Task<IActionResult> Inbox(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "inbox")] HttpRequest request, CancellationToken stopping) =>
        doors.Answer(request, [Role.Reviewer, Role.Operator], principal => Waiting(request, principal, stopping), stopping);

    /// <summary>A reviewer sees what they may claim on their own level; ?level= shows another, ?team= the reviews of one team. Without a
    /// level, ?team= shows an operator those of all levels.</summary>
    private async Task<IActionResult> Waiting(HttpRequest request, Principal principal, CancellationToken stopping)
    {
        var reviewer = principal.Role == Role.Reviewer && Code.TryParse(principal.Id, out var person) ? people.Find(person) : null;
        var level = Code.TryParse(request.Query["level"].ToString(), out var named) ? named : reviewer?.Level;
        var team = Code.TryParse(request.Query["team"].ToString(), out var asked) ? asked : null;
        if (level is null && team is null)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, "Which inbox?", "Name a level or a team: /api/inbox?level=l1 or /api/inbox?team=cards");
        }

        var list = await views.List(team is null ? ViewRow.Inbox(level!) : ViewRow.Team(team), stopping);
        var entries = list.Where(entry => (team is null || level is null || entry.Level == level) && IsFor(reviewer, entry)).ToList();
        var shown = new List<object>();
        foreach (var entry in entries.Take(MostShown))
        {
            if (await cases.Find(entry.Case, stopping) is { Stage: Stage.UnderReview review } @case)
            {
                shown.Add(Shown(@case, review));
            }
        }

        return new JsonResult(new { level = level?.Text, team = team?.Text, waiting = entries.Count, cases = shown }, LogEntry.Format);
    }

    /// <summary>What nobody who may could claim, anybody may.</summary>
    private bool IsFor(Reviewer? reviewer, ViewEntry entry) =>
        reviewer is null
        || entry is not { Needs: { } needs, Level: { } level }
        || needs.AreMetBy(reviewer)
        || !people.RosterOf(policies.Current).Any(other => policies.Current.Rank(other.Level) >= policies.Current.Rank(level) && needs.AreMetBy(other));

    private static object Shown(Case @case, Stage.UnderReview review) => new
    {
        @case = @case.Id.Text,
        review = review.Review,
        level = review.Level.Text,
        team = review.Team?.Text,
        language = @case.Complaint.Language?.Text,
        priority = Words.Kebab(review.Priority),
        reason = Words.Kebab(review.Reason),
        asked = review.Asked?.ToString(),
        category = @case.Complaint.Category.Text,
        claimedBy = review.Claim?.Person.Text,
        due = review.Due,
    };
}
