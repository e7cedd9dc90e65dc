using Escalation.Domain.Complaints;

namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    /// <summary>A complaint came in.</summary>
    public sealed record Register(Domain.Complaints.Registration Registration) : Command;

    public sealed record ConfirmRestatement(int Restatement) : Command;

    public sealed record CorrectRestatement(int Restatement, string Words) : Command;

    public sealed record AnswerQuestions(int Round, string Words) : Command;

    public sealed record GiveContact(ContactDetails Contact) : Command;

    public sealed record Write(string Words) : Command;
}
