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

    /// <param name="Level">Null for the level above.</param>
    public sealed record EscalateFurther(int Review, Code? Level, string Reason) : Command;

    /// <summary>Hands one case to a person by name (R12).</summary>
    public sealed record Delegate(int Review, Code To, string? Words) : Command;

    /// <summary>Hands the case to an authority outside, and ends it here (R21).</summary>
    /// <param name="To">Such as ombudsman or police.</param>
    /// <param name="Words">What the customer is told about it.</param>
    public sealed record Refer(int Review, Code To, string Words) : Command;
}
