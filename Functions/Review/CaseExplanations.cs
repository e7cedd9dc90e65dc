using Escalation.Domain.Cases;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;

namespace Escalation.Functions.Review;

/// <summary>The decisions of a case in plain sentences (R11), read from the store alone.</summary>
public sealed class CaseExplanations(IStore store, CaseStore cases)
{
    /// <returns>Null when there is no such case.</returns>
    public async Task<IReadOnlyList<ExplainedDecision>?> Of(CaseId id, CancellationToken stopping)
    {
        var log = await cases.Log(id, null, stopping);
        if (log.Count == 0)
        {
            return null;
        }

        var texts = await cases.Texts(id, stopping);
        var names = new Dictionary<Digest, string?>();
        foreach (var hash in log.SelectMany(recorded => PoliciesOf(recorded.Event)).Distinct())
        {
            names[hash] = await NameOf(hash, stopping);
        }

        return Explanation.Of(id, log, texts, names.GetValueOrDefault);
    }

    private async Task<string?> NameOf(Digest hash, CancellationToken stopping)
    {
        try
        {
            return (await PolicyBook.Stored(store, hash, stopping))?.Name;
        }
        catch (YamlFileException)
        {
            // Written for another version of the program: its hash still tells which one it was.
            return null;
        }
    }

    private static IEnumerable<Digest> PoliciesOf(Event happened) => happened switch
    {
        Event.Registered e => [e.Complaint.Policy],
        Event.RemedyGranted e => [e.Basis.Policy],
        Event.RemedyDeclined e => [e.Basis.Policy],
        Event.OptionsOffered e => [e.Basis.Policy],
        Event.Escalated e => [e.Basis.Policy],
        _ => [],
    };
}
