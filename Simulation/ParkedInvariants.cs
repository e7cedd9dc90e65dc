using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>What must hold of parked messages at the end, when operators have decided about all of them.</summary>
internal static class ParkedInvariants
{
    /// <param name="outcomeOf">What became of a message of a case.</param>
    /// <returns>All that is parked.</returns>
    public static List<ParkedMessage> Check(Run run, Func<CaseId, string, MessageOutcome?> outcomeOf)
    {
        var parked = run.Store.PartitionsOf(TableNames.Parked)
            .SelectMany(day => run.Store.Rows(TableNames.Parked, day).Where(row => !ParkedMessages.IsBody(row.Key)))
            .Select(row => CaseFormat.ReadValue<ParkedMessage>(row.Body.Span))
            .ToList();
        foreach (var message in parked)
        {
            Check(run, message, outcomeOf);
        }

        return parked;
    }

    /// <summary>A complaint need not become a case where an operator gave it up.</summary>
    public static bool IsGivenUp(CaseId id, List<ParkedMessage> parked) =>
        parked.Exists(message => message.Queue == Entities.Complaints && message.Discarded is not null && CaseOf(message) == id);

    /// <summary>What was given up has gone for good: no body is left, and it never takes effect.</summary>
    private static void Check(Run run, ParkedMessage message, Func<CaseId, string, MessageOutcome?> outcomeOf)
    {
        if (message.Discarded is null)
        {
            return;
        }

        var id = CaseOf(message);
        if (message.Body.Length > 0)
        {
            run.Fail("I1", id, $"{message.Id} was discarded, and its body is still there.");
        }

        var again = ParkedId.TryParse(message.Id, out var parkedId) ? Resubmission.Of(message, parkedId, default).Key : "";
        if (message.Resubmitted is null && outcomeOf(id, again) is { } outcome)
        {
            run.Fail("I2", id, $"{message.Id} was discarded, and was {outcome.State} all the same.");
        }
    }

    /// <summary>The case under whose rows it was claimed.</summary>
    private static CaseId CaseOf(ParkedMessage message) =>
        ParkedId.TryParse(message.Id, out var id) ? id.Case : throw new InvalidOperationException($"'{message.Id}' is no id of a parked message.");
}
