using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>Looks up what a customer complained of before (R23).</summary>
public sealed class EarlierCases(CustomerRows customers, CaseStore cases)
{
    /// <summary>The newest so many are looked at. Who has more is known well enough.</summary>
    public const int Most = 20;

    /// <summary>Whether the answer to this command can depend on earlier cases or hand them on: it holds the case against the policy, or may
    /// send it to people.</summary>
    public static bool Matter(Command command, Case? @case) => @case is not null && command switch
    {
        Command.CheckAuthority or Command.Reroute or Command.DeclineOptions or Command.CorrectRestatement => true,
        Command.AnswerSatisfaction answer => !answer.Satisfied,
        Command.FireDeadline => @case.Stage is Stage.UnderReview or Stage.Clarifying,
        _ => false,
    };

    /// <summary>The customer's other cases that were received before this one or with it, newest first, as they stand now.</summary>
    public async Task<ValueList<EarlierCase>> Of(Case @case, CancellationToken stopping)
    {
        var found = new Dictionary<CaseId, DateTimeOffset>();
        foreach (var key in @case.CustomerKeys)
        {
            foreach (var (id, receivedAt) in await customers.Find(key, stopping))
            {
                found[id] = receivedAt;
            }
        }

        var earlier = new List<EarlierCase>();
        foreach (var (id, _) in found
            .Where(other => other.Key != @case.Id && other.Value <= @case.Complaint.ReceivedAt)
            .OrderByDescending(other => other.Value)
            .ThenBy(other => other.Key.Text, StringComparer.Ordinal)
            .Take(Most))
        {
            if (await cases.Find(id, stopping) is { } other && other.CustomerKeys.Intersect(@case.CustomerKeys).Any())
            {
                earlier.Add(AsItStands(other));
            }
        }

        return [.. earlier];
    }

    private static EarlierCase AsItStands(Case other) => new(
        other.Id,
        other.Complaint.Category,
        other.Complaint.Product,
        other.Complaint.ReceivedAt,
        Code.FromName(other.Stage.Name)!,
        (other.Stage as Stage.Closed)?.Outcome,
        other.Round);
}
