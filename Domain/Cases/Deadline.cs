using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;

namespace Escalation.Domain.Cases;

/// <summary>What a case waits for.</summary>
public enum DeadlineKind
{
    /// <summary>The customer owes an answer to questions (R03).</summary>
    Questions,

    /// <summary>The customer has options to choose from (R08).</summary>
    Offer,

    /// <summary>Nobody has claimed the review (R10).</summary>
    Claim,

    /// <summary>Whoever claimed the review owes a decision (X08).</summary>
    Decision,

    /// <summary>The remedy should have been carried out (R05).</summary>
    Fulfilment,

    /// <summary>The customer is to be asked, or asked again, whether it was solved (R16).</summary>
    Satisfaction,

    /// <summary>A promise to the customer falls due (R14).</summary>
    Promise,

    /// <summary>Somebody was asked for advice and owes it (R09).</summary>
    Advice,

    /// <summary>The people and the operators are to be warned of a legal date (X01).</summary>
    LegalWarning,

    /// <summary>A legal date passes (X01).</summary>
    Legal,

    /// <summary>The company's own time for settling the complaint is used up (X01).</summary>
    Service,
}

/// <summary>A time at which something has to be done about a case unless it happens before.</summary>
/// <param name="Promise">The number of the promise, where it is one.</param>
public sealed record Deadline(DeadlineKind Kind, DateTimeOffset Due, int? Promise = null)
{
    /// <summary>Which legal time in the order of the case, or the round of the service clock, where it is one of a clock.</summary>
    public int? Clock { get; init; }

    /// <summary>All deadlines of a case, in no order: what its stage waits for, its promises, its clocks. A closed case has none.</summary>
    public static IEnumerable<Deadline> Of(Case @case) => Of(@case.Stage, @case.Promises).Concat(Domain.Cases.ClockDeadlines.Of(@case));

    /// <summary>Those of a case's stage and promises: what somebody waits for, whatever the clocks say.</summary>
    public static IEnumerable<Deadline> Of(Stage stage, IEnumerable<Promise> promises)
    {
        Deadline? own = stage switch
        {
            Stage.Clarifying s => new(DeadlineKind.Questions, s.Due),
            Stage.Offered s => new(DeadlineKind.Offer, s.Due),
            Stage.UnderReview { Inquiry: { } inquiry } s => new(inquiry.Adviser is null ? DeadlineKind.Questions : DeadlineKind.Advice, s.Due),
            Stage.UnderReview { Claim: null } s => new(DeadlineKind.Claim, s.Due),
            Stage.UnderReview s => new(DeadlineKind.Decision, s.Due),
            Stage.Settling s => new(DeadlineKind.Fulfilment, s.Due),
            Stage.FollowingUp s => new(DeadlineKind.Satisfaction, s.Due),
            _ => null,
        };
        if (own is not null)
        {
            yield return own;
        }

        foreach (var promise in promises.Where(p => p.State == PromiseState.Open))
        {
            yield return new(DeadlineKind.Promise, promise.Due, promise.Number);
        }
    }
}

/// <summary>The case's next deadline, and the number of the commit that made it so.</summary>
/// <remarks>Arm and due time together name a deadline once and for all: an alarm for any other pair is overtaken and does nothing.
/// Firing ends the arm, even where the next deadline falls due at the same time.</remarks>
public sealed record Alarm(int Arm, Deadline Deadline)
{
    [JsonIgnore]
    public DateTimeOffset Due => Deadline.Due;
}
