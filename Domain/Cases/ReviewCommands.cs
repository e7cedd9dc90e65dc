using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Command
{
    public sealed record ClaimReview(int Review) : Command;

    public sealed record ReleaseReview(int Review) : Command;

    /// <summary>Wrong people for this: hand it to a team, or to those who work on a category (R33).</summary>
    /// <param name="Team">Null for the one to which the category is routed.</param>
    /// <param name="Category">Null to leave it.</param>
    /// <param name="Reason">For the others to read.</param>
    public sealed record Reroute(int Review, Code? Team, Code? Category, string Reason) : Command;

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
