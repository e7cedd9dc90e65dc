using Escalation.Domain.Authority;
using Escalation.Domain.Review;

namespace Escalation.Domain;

/// <summary>The answer to a command.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <param name="Events">What happened; may be empty where there was nothing to do.</param>
    /// <param name="Texts">The words that the events refer to.</param>
    public sealed record Accepted(ValueList<Event> Events, ValueList<TextEntry> Texts) : Decision;

    public sealed record Refused(Refusal Refusal) : Decision;
}

/// <summary>Why a command was not carried out.</summary>
/// <param name="Words">A sentence for whoever sent it, with what would have been right. Nothing personal.</param>
public sealed record Refusal(RefusalReason Reason, string Words);

public enum RefusalReason
{
    UnknownCase,

    /// <summary>What the command answers is not, or no longer, what is asked (X03).</summary>
    Overtaken,

    /// <summary>The case is not at a stage in which this can be done.</summary>
    WrongStage,
    AlreadyDone,

    /// <summary>Above the limit of whoever offers it (R34).</summary>
    AboveLimit,

    /// <summary>Whoever asks may not do this.</summary>
    NotAllowed,

    /// <summary>Something in the command cannot be right.</summary>
    Invalid,
}

/// <summary>What a decision needs beside the case and the command.</summary>
/// <param name="Now">Of the handler's clock; the decision uses the later of this and the case's last event.</param>
public sealed record Circumstances(Actor By, Policy Policy, Facts Facts, DateTimeOffset Now);

/// <summary>What a command needs to know from outside the case. The facts that were used go into the events.</summary>
/// <param name="Acting">The reviewer who acts, where one does and is known.</param>
/// <param name="Contact">What is known of how to reach the customer, for a command that adds to it.</param>
public sealed record Facts(Reviewer? Acting, ContactDetails? Contact)
{
    public static Facts None { get; } = new(null, null);

    /// <summary>What was granted before in the periods of the policy's cumulative limits (X05).</summary>
    public ValueList<GrantedSum> Granted { get; init; } = [];

    /// <summary>Other cases of the same customer, newest first (R23).</summary>
    public ValueList<EarlierCase> Earlier { get; init; } = [];

    /// <summary>One of <see cref="Earlier"/> is the like of this one, as the policy's <c>repeat</c> section understands it (R23).</summary>
    public bool Repeat { get; init; }
}
