using Escalation.Domain.Cases;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Simulation;

/// <summary>I9: no sum of grants in a period exceeds a cumulative limit. Added up from the logs of all cases, never from the ledger.</summary>
internal sealed class GrantedSums(Policy policy)
{
    private readonly List<Grant> _grants = [];

    /// <param name="before">The case before the commit.</param>
    public void Add(CaseId id, Case? before, Recorded recorded)
    {
        if (recorded.Event is not Event.RemedyGranted granted || before is null)
        {
            return;
        }

        var granter = recorded.By.Kind == ActorKind.Reviewer ? recorded.By.Id : (before.Stage as Stage.Offered)?.By ?? Policy.AutomaticLevel;
        var day = policy.Calendar.DateOf(recorded.At);
        _grants.Add(new(id, CumulativeParty.Granter, granter.Text, granted.Level, granted.Remedy, day));
        _grants.AddRange(before.CustomerKeys.Select(key => new Grant(id, CumulativeParty.Customer, key.ToString(), granted.Level, granted.Remedy, day)));
    }

    /// <summary>The first sum that is too large, in words; null where none is.</summary>
    public (CaseId Case, string What)? FindExcess()
    {
        foreach (var (level, limit) in Limits())
        {
            // Those of other levels count for the product, and are left out here: they may exceed what is not their limit.
            foreach (var party in _grants.Where(g => g.Per == limit.Per && g.Level == level && limit.Counts(g.Remedy)).GroupBy(g => g.Party, StringComparer.Ordinal))
            {
                if (party.FirstOrDefault(last => Sum(party, last, limit) > (limit.Most?.Amount ?? limit.MostRemedies)) is { } excess)
                {
                    return (excess.Case, $"{party.Key} comes to {Sum(party, excess, limit)} on {excess.Day:O}, and the limit of {level} is {limit}.");
                }
            }
        }

        return null;
    }

    private IEnumerable<(Code Level, CumulativeLimit Limit)> Limits() =>
        policy.Automatic.Cumulative.Select(limit => (Policy.AutomaticLevel, limit))
            .Concat(policy.Levels.SelectMany(level => level.Limits.Cumulative.Select(limit => (level.Id, limit))));

    /// <summary>What came in the period that ends with a grant.</summary>
    private static decimal Sum(IEnumerable<Grant> grants, Grant last, CumulativeLimit limit) => grants
        .Where(grant => grant.Day <= last.Day && grant.Day > last.Day.AddDays(-limit.PeriodDays))
        .Sum(grant => limit.Most is null ? 1 : grant.Remedy.Amount!.Amount);

    private sealed record Grant(CaseId Case, CumulativeParty Per, string Party, Code Level, Remedy Remedy, DateOnly Day);
}
