namespace Escalation.Domain;

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
    public sealed record Rerouted(int Review, Code? Team, Code Category, TextRef Words) : Event;

    /// <summary>Nobody claimed it, or whoever did has not decided.</summary>
    public sealed record ReviewReminded(int Review, int Reminder, RemindedParty To, DateTimeOffset Due) : Event;
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
