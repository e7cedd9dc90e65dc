using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>Gathers what a command needs to know from outside the case; only what this command uses.</summary>
public sealed class FactsReader(CaseStore cases, People people, CustomerKeys customers, EarlierCases earlier)
{
    public async Task<Facts> For(CaseCommand command, Case? @case, Policy policy, CancellationToken stopping)
    {
        var before = EarlierCases.Matter(command.Command, @case) ? await earlier.Of(@case!, stopping) : [];
        return new(Acting(command, policy), await Contact(command, @case, stopping))
        {
            CustomerKeys = KeysOf(command.Command, policy),
            Earlier = before,
            Repeat = before.Count > 0 && policy.Repeat.Holds(@case!.Complaint, before),
            Roster = UsesRoster(command.Command) ? people.RosterOf(policy) : null,
            Named = WordsOf(command.Command) is { } words ? people.NamedIn(words) : [],
        };
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

    /// <summary>Whatever may hand the case to the people of a level, or to one of them, or asks whether there is nobody better.</summary>
    private static bool UsesRoster(Command command) => command is Command.CheckAuthority or Command.FireDeadline or Command.ChooseOption
        or Command.DeclineOptions or Command.AnswerSatisfaction or Command.CorrectRestatement or Command.EscalateFurther or Command.Delegate
        or Command.AskAdvice or Command.CorrectTriage or Command.Write or Command.ClaimReview or Command.Reroute;

    /// <summary>What a customer says about the matter, which may name those who would review it (X07).</summary>
    private static string? WordsOf(Command command) => command switch
    {
        Command.Register c => c.Registration.Account,
        Command.CorrectRestatement c => c.Words,
        Command.AnswerQuestions c => c.Words,
        _ => null,
    };
}
