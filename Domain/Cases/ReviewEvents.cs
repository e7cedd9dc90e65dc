using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>Somebody took the review: only now is the case handed over (R10).</summary>
    public sealed record ReviewClaimed(int Review, Code Person, Code Level, DateTimeOffset DecideBy) : Event
    {
        /// <summary>What was required of the claimant, who is not that, since nobody who may is any more.</summary>
        public ReviewerNeeds? Waived { get; init; }
    }

    public sealed record ReviewReleased(int Review, Code Person, bool Forgotten, DateTimeOffset ClaimBy) : Event;

    /// <summary>The case belongs to other people than was thought; a new review for them follows (R33).</summary>
    /// <param name="Team">With whom it is from now on; null for everybody.</param>
    /// <param name="Category">As it is from now on.</param>
    /// <param name="Words">Why, in the words of whoever said so.</param>
    public sealed record Rerouted(int Review, Code? Team, Code Category, TextRef Words) : Event
    {
        /// <summary>Whom the policy keeps from complaints of the new category; null where it stays as it was (X07).</summary>
        public ValueList<Code>? Excluded { get; init; }
    }

    /// <summary>Handed to a person by name, who has yet to claim it (R12).</summary>
    /// <param name="From">Whoever held it, or an operator.</param>
    public sealed record ReviewDelegated(int Review, Code From, Code To, TextRef? Words, DateTimeOffset ClaimBy) : Event;

    /// <summary>Handed to an authority outside, with the words told to the customer; the case closes in the same commit (R21).</summary>
    public sealed record CaseReferred(int Review, Code To, TextRef Words) : Event;

    /// <summary>Somebody decided what was no longer, or not by them, to be decided: recorded, and without any effect (X03).</summary>
    /// <param name="Of">The number of the review, offer or round that the decision named.</param>
    /// <param name="Words">What came with it; null when nothing did.</param>
    public sealed record DecisionRefused(DecisionKind Decision, int Of, RefusalReason Reason, TextRef? Words) : Event
    {
        /// <summary>The limits it was above, where that is the reason (R34).</summary>
        public ValueList<StoppingLimit>? StoppedBy { get; init; }
    }

    /// <summary>Nobody claimed it, or whoever did has not decided.</summary>
    public sealed record ReviewReminded(int Review, int Reminder, RemindedParty To, DateTimeOffset Due) : Event;
}

/// <summary>What somebody wanted to decide.</summary>
public enum DecisionKind
{
    Claim,
    Approval,
    Rejection,
    CounterOffer,
    Escalation,
    Delegation,
    Referral,
    Advice,
    Choice,
    RefusalOfOptions,
    Answer,
}

public enum RemindedParty
{
    /// <summary>Everybody on the level.</summary>
    Level,

    /// <summary>Whoever claimed the review.</summary>
    Claimant,

    /// <summary>Whoever runs the pipeline: the last step, which is never empty (X06).</summary>
    Operators,
}
