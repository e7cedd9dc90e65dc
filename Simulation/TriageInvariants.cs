using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Simulation;

/// <summary>What holds for customers who cannot be handled as others are, read from the log alone.</summary>
internal static class TriageInvariants
{
    public static void Check(Run run, CaseId id, Case? before, List<Recorded> commit)
    {
        if (before is null)
        {
            return;
        }

        if (before is { ContactEnded: null } && before.Complaint.Triaged.Has(CaseFlag.Vulnerable)
            && commit.Any(recorded => recorded.Event is Event.CaseClosed { Outcome: Outcome.Unanswered }))
        {
            run.Fail("R22", id, "a vulnerable customer's case was closed because they did not answer.");
        }

        var after = Fold.Commit(id, before, commit);
        if (before.ContactEnded is not null
            && Outbound.From(after, commit).OfType<Outbound.ToCustomer>().FirstOrDefault(told => !IsDecision(told.Message)) is { } talk)
        {
            run.Fail("R20", id, $"the contact has ended, and the customer was sent {talk.Message}.");
        }

        if (before.Complaint.Triaged.Has(CaseFlag.Safety) && commit.All(recorded => recorded.By.Kind is ActorKind.Pipeline)
            && before.Stage is Stage.Assessing && commit.Any(recorded => recorded.Event is Event.RemedyGranted))
        {
            run.Fail("R21", id, "somebody is in danger, and a remedy was granted before a person had looked at it.");
        }
    }

    private static bool IsDecision(CustomerMessage message) =>
        message is CustomerMessage.Granted or CustomerMessage.Offered or CustomerMessage.Closed;
}
