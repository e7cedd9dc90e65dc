using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>Where a case stands. Each stage carries only what is true in it.</summary>
[JsonDerivedType(typeof(Clarifying), "clarifying")]
[JsonDerivedType(typeof(Assessing), "assessing")]
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(UnderReview), "under-review")]
[JsonDerivedType(typeof(Settling), "settling")]
[JsonDerivedType(typeof(FollowingUp), "following-up")]
[JsonDerivedType(typeof(Closed), "closed")]
public abstract record Stage
{
    private Stage()
    {
    }

    /// <summary>The name used in lists, logs and over HTTP.</summary>
    [JsonIgnore]
    public string Name => this switch
    {
        Clarifying => "clarifying",
        Assessing => "assessing",
        Offered => "offered",
        UnderReview => "under review",
        Settling => "settling",
        FollowingUp => "following up",
        _ => "closed",
    };

    /// <summary>The same stage, whose reminder or next step comes at another time; a stage that waits for nothing stays as it is.</summary>
    internal Stage DueAt(DateTimeOffset due) => this switch
    {
        Clarifying s => s with { Due = due },
        Offered s => s with { Due = due },
        UnderReview s => s with { Due = due },
        Settling s => s with { Due = due },
        FollowingUp s => s with { Due = due },
        _ => this,
    };

    /// <summary>Questions were sent; the customer owes an answer.</summary>
    public sealed record Clarifying(int Round, ValueList<Question> Questions, int Reminders, DateTimeOffset Due) : Stage;

    /// <summary>The authority check with this number is on its way.</summary>
    public sealed record Assessing(int Check) : Stage;

    /// <summary>The customer has 2 or 3 options to choose from (R08).</summary>
    /// <param name="Level">Whose limit the options were held to.</param>
    /// <param name="Due">Of the next reminder, or the end of the offer.</param>
    public sealed record Offered(int Offer, ValueList<Remedy> Options, Code Level, int Reminders, DateTimeOffset Due) : Stage
    {
        /// <summary>The reviewer who made the offer, whose budget it counts against (X05); null where the policy made it.</summary>
        public Code? By { get; init; }
    }

    /// <summary>A person has to decide.</summary>
    /// <param name="Asked">The remedy asked for; null when nobody named one.</param>
    /// <param name="Claim">Who has taken it; null while nobody has.</param>
    /// <param name="Due">Of the next reminder or step.</param>
    public sealed record UnderReview(
        int Review, Code Level, EscalationReason Reason, Remedy? Asked, Claim? Claim, int Reminders, DateTimeOffset Due) : Stage
    {
        /// <summary>With whom it is; null for everybody on the level (R33).</summary>
        public Code? Team { get; init; }

        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public Priority Priority { get; init; }

        /// <summary>What whoever claims it has to be; null for nothing in particular (R24).</summary>
        public ReviewerNeeds? Needs { get; init; }

        /// <summary>Whom it was delegated to and who has yet to claim it; null where everybody on the level is asked (R12).</summary>
        public Code? For { get; init; }

        /// <summary>What the reviewer waits for before deciding; null when for nothing.</summary>
        public Inquiry? Inquiry { get; init; }

        /// <summary>Nobody of the ladder may review it, so the operators do (X06, X07).</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool LastStep { get; init; }
    }

    /// <summary>A remedy was granted and sent for fulfilment.</summary>
    public sealed record Settling(Grant Grant, int Reminders, DateTimeOffset Due) : Stage;

    /// <summary>The remedy is said to be carried out; the customer is asked whether that solved it (R16).</summary>
    /// <param name="Asked">How often the customer was asked.</param>
    public sealed record FollowingUp(Grant Grant, int Asked, DateTimeOffset Due) : Stage;

    public sealed record Closed(Outcome Outcome, DateTimeOffset At) : Stage;
}

/// <summary>What a reviewer asked and waits for: an answer of the customer, or advice.</summary>
/// <param name="Number">Of the round of questions, or of the request for advice.</param>
/// <param name="Adviser">The person or level asked for advice; null where the customer was asked.</param>
/// <param name="Words">What was asked.</param>
public sealed record Inquiry(int Number, Code? Adviser, TextRef Words, int Reminders);

/// <summary>An offer that ran out unanswered.</summary>
/// <param name="At">When it ran out.</param>
public sealed record LapsedOffer(int Offer, ValueList<Remedy> Options, Code Level, DateTimeOffset At);

/// <summary>A reviewer has taken a case (R10).</summary>
public sealed record Claim(Code Person, Code Level, DateTimeOffset At);

/// <summary>A remedy that was granted: the case's first has number 1.</summary>
/// <param name="Level">Whose limit covers it.</param>
public sealed record Grant(int Number, Remedy Remedy, Code Level);

/// <summary>Something promised to the customer, with a time (R14).</summary>
/// <param name="Owner">The level that has to keep it.</param>
public sealed record Promise(int Number, PromiseKind Kind, Code Owner, DateTimeOffset Due, PromiseState State);
