using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>Why a command was not carried out.</summary>
/// <param name="Words">A sentence for whoever sent it, with what would have been right. Nothing personal.</param>
public sealed record Refusal(RefusalReason Reason, string Words)
{
    /// <summary>The limits that stopped it, where it is <see cref="RefusalReason.AboveLimit"/>; else null.</summary>
    public ValueList<StoppingLimit>? StoppedBy { get; init; }
}

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

    /// <summary>Whoever asks proposed, handled or decided it before, or is named in the complaint (X07).</summary>
    ConflictOfInterest,

    /// <summary>What the command answers ran out before it came.</summary>
    Expired,
}
