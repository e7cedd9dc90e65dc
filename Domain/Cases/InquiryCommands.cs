using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    /// <summary>The reviewer wants to know something of the customer before deciding.</summary>
    public sealed record AskCustomer(int Review, string Words) : Command;

    /// <summary>The reviewer wants advice and keeps the decision (R09).</summary>
    /// <param name="Of">A person's id, or a level above the reviewer's own.</param>
    public sealed record AskAdvice(int Review, Code Of, string Words) : Command;

    /// <param name="Advice">The number of the request that is answered.</param>
    public sealed record GiveAdvice(int Review, int Advice, string Words) : Command;
}
