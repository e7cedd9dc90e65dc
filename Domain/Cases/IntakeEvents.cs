using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

public abstract partial record Event
{
    /// <summary>A complaint became a case (R01).</summary>
    public sealed record Registered(Complaint Complaint) : Event
    {
        /// <summary>By which the customer is known again (R23).</summary>
        public ValueList<CustomerKey> CustomerKeys { get; init; } = [];
    }

    /// <summary>The main points, restated for the customer to confirm or correct (R02).</summary>
    public sealed record Restated(int Restatement, TextRef Points) : Event;

    public sealed record RestatementConfirmed(int Restatement) : Event;

    /// <param name="Dispute">The amount in dispute as it stands after the correction.</param>
    public sealed record RestatementCorrected(int Restatement, TextRef Words, Dispute? Dispute) : Event
    {
        /// <summary>Reviewers whose name or id stands in the words (X07); null when there are none.</summary>
        public ValueList<Code>? Named { get; init; }

        /// <summary>Whether a sum that was not understood stands in the newest words that name one.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool UnclearSum { get; init; }
    }

    /// <summary>The upstream system sent the same complaint again with another account.</summary>
    public sealed record AccountAmended(TextRef Account, Digest AccountDigest) : Event
    {
        /// <summary>Reviewers whose name or id stands in the words (X07); null when there are none.</summary>
        public ValueList<Code>? Named { get; init; }
    }

    public sealed record ContactGiven(TextRef Contact, Channel ReplyBy, ValueList<ContactField> Missing) : Event
    {
        /// <summary>Those that were not known before. Older ones stay: who has a new phone is still the same customer (R23).</summary>
        public ValueList<CustomerKey> CustomerKeys { get; init; } = [];
    }

    /// <summary>The check lacks something; the customer is asked (R03).</summary>
    public sealed record QuestionsAsked(int Round, ValueList<Question> Questions, DateTimeOffset Due) : Event;

    public sealed record QuestionsRepeated(int Round, int Reminder, DateTimeOffset Due) : Event;

    public sealed record QuestionsAnswered(int Round, TextRef Words, int WordCount, Dispute? Dispute) : Event
    {
        /// <summary>Reviewers whose name or id stands in the words (X07); null when there are none.</summary>
        public ValueList<Code>? Named { get; init; }

        /// <summary>Whether a sum that was not understood stands in the newest words that name one.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool UnclearSum { get; init; }
    }

    public sealed record QuestionsUnanswered(int Round) : Event;

    /// <summary>The customer wrote something that answers nothing we asked.</summary>
    public sealed record CustomerWrote(TextRef Words) : Event;

    /// <summary>The case is to be held against the policy.</summary>
    public sealed record AssessmentOpened(int Check) : Event;
}
