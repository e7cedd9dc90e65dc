using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Domain.Review;
using Escalation.Functions.Policies;

namespace Escalation.Functions.Pipeline;

/// <summary>Gathers what a command needs to know from outside the case; only what this command uses.</summary>
public sealed class FactsReader(CaseStore cases, People people, CustomerKeys customers, EarlierCases earlier)
{
    public async Task<Facts> For(CaseCommand command, Case? @case, Policy policy, CancellationToken stopping)
    {
        var escalates = EarlierCases.Matter(command.Command, @case);
        var before = escalates ? await earlier.Of(@case!, stopping) : [];
        return new(Acting(command, policy), await Contact(command, @case, stopping))
        {
            CustomerKeys = KeysOf(command.Command, policy),
            Earlier = before,
            Repeat = before.Count > 0 && policy.Repeat.Holds(@case!.Complaint, before),
            Unmanned = escalates || command.Command is Command.ClaimReview ? Unmanned(command.Command, @case, policy) : [],
        };
    }

    /// <summary>By what was required when it was escalated, for a claim; else by what the policy requires now.</summary>
    private ValueList<Code> Unmanned(Command command, Case? @case, Policy policy)
    {
        if (@case is null)
        {
            return [];
        }

        var complaint = command is Command.Reroute reroute ? RerouteDecider.Target(@case.Complaint, reroute, policy) : @case.Complaint;
        var needs = command is Command.ClaimReview
            ? (@case.Stage as Stage.UnderReview)?.Needs
            : Routing.Needs(policy, complaint.Team, complaint.Language);
        return Routing.Unmanned(policy, needs, people.Reviewers);
    }

    private Reviewer? Acting(CaseCommand command, Policy policy) =>
        command.By.Kind == ActorKind.Reviewer && people.Find(command.By.Id) is { } reviewer && policy.Rank(reviewer.Level) >= 0 ? reviewer : null;

    private async Task<ContactDetails?> Contact(CaseCommand command, Case? @case, CancellationToken stopping) =>
        command.Command is Command.GiveContact && @case is not null
            && await cases.Text(@case.Id, @case.Complaint.Contact, stopping) is { } contact
            ? ContactDetails.FromText(contact)
            : null;

    private ValueList<CustomerKey> KeysOf(Command command, Policy policy) => command switch
    {
        Command.Register c => customers.Of(c.Registration.Contact, policy.Country),
        Command.GiveContact c => customers.Of(c.Contact, policy.Country),
        _ => [],
    };
}
