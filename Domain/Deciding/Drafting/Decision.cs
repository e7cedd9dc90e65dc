using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Domain.Deciding.Drafting;

/// <summary>The answer to a command.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <param name="Events">What happened; may be empty where there was nothing to do.</param>
    /// <param name="Texts">The words that the events refer to.</param>
    public sealed record Accepted(ValueList<Event> Events, ValueList<TextEntry> Texts) : Decision;

    /// <summary>What was asked was not done; that it was asked, and what follows from it, may still be for the log (X03).</summary>
    public sealed record Refused(Refusal Refusal) : Decision
    {
        public ValueList<Event> Events { get; init; } = [];

        /// <summary>The words that the events refer to.</summary>
        public ValueList<TextEntry> Texts { get; init; } = [];
    }
}
