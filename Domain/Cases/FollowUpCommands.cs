using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    /// <summary>The alarm for this deadline rang.</summary>
    public sealed record FireDeadline(int Arm, DateTimeOffset Due) : Command;

    /// <param name="Option">1 for the first.</param>
    public sealed record ChooseOption(int Offer, int Option) : Command;

    public sealed record DeclineOptions(int Offer, string? Words) : Command;

    /// <param name="Round">How often the case was re-opened so far: 0 until it was.</param>
    public sealed record Withdraw(int Round, string? Words) : Command;

    public sealed record ReportFulfilled(int Grant) : Command;

    public sealed record AnswerSatisfaction(int Grant, bool Satisfied, string? Words) : Command;

    public sealed record RecordCause(Cause Cause) : Command;

    /// <param name="Of">The number of the event that the message told of.</param>
    /// <param name="Words">What was said.</param>
    public sealed record ReportDelivery(int Of, Code Kind, Channel Channel, string Words) : Command;

    public sealed record ReportRejection(int Of, Code Kind, Channel Channel, Code Reason) : Command;
}
