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
            : null)
    {
        Roster = UsesRoster(command.Command) ? people.RosterOf(policy) : null,
        Named = WordsOf(command.Command) is { } words ? people.NamedIn(words) : [],
    };

    /// <summary>Whatever may hand the case to the people of a level, or to one of them.</summary>
    private static bool UsesRoster(Command command) => command is Command.CheckAuthority or Command.FireDeadline or Command.ChooseOption
        or Command.DeclineOptions or Command.AnswerSatisfaction or Command.CorrectRestatement or Command.EscalateFurther or Command.Delegate
        or Command.AskAdvice;

    /// <summary>What a customer says about the matter, which may name those who would review it (X07).</summary>
    private static string? WordsOf(Command command) => command switch
    {
        Command.Register c => c.Registration.Account,
        Command.CorrectRestatement c => c.Words,
        Command.AnswerQuestions c => c.Words,
        _ => null,
    };
}
