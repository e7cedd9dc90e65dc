namespace Escalation.Domain;

public abstract partial record Command
{
    public sealed record ClaimReview(int Review) : Command;

    public sealed record ReleaseReview(int Review) : Command;

    /// <param name="Remedy">Null for what the customer asked for.</param>
    public sealed record Approve(int Review, Remedy? Remedy) : Command;

    /// <param name="Alternatives">2 or 3; empty for the policy's options.</param>
    public sealed record Reject(int Review, string Reason, ValueList<Remedy> Alternatives) : Command;

    /// <param name="Options">2 or 3, each within the reviewer's own limit (X04).</param>
    public sealed record CounterOffer(int Review, ValueList<Remedy> Options) : Command;
}
