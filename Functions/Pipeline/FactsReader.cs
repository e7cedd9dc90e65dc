using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Pipeline;

/// <summary>Gathers what a command needs to know from outside the case; only what this command uses.</summary>
public sealed class FactsReader(CaseStore cases, People people)
{
    public async Task<Facts> For(CaseCommand command, Case? @case, Policy policy, CancellationToken stopping) => new(
        command.By.Kind == ActorKind.Reviewer && people.Find(command.By.Id) is { } reviewer && policy.Rank(reviewer.Level) >= 0 ? reviewer : null,
        command.Command is Command.GiveContact && @case is not null
            && await cases.Text(@case.Id, @case.Complaint.Contact, stopping) is { } contact
            ? ContactDetails.FromText(contact)
            : null);
}
