using Escalation.Domain.Complaints;

namespace Escalation.Domain.Policies;

/// <summary>Which earlier complaint of the same customer makes this one a repeat (R23).</summary>
/// <param name="WithinDays">So many days of 24 hours at most lie between the two.</param>
public sealed record RepeatRule(int WithinDays, Likeness Same)
{
    public static RepeatRule Default { get; } = new(90, Likeness.Any);

    public bool Holds(Complaint complaint, IEnumerable<EarlierCase> earlier) => earlier.Any(other => IsLike(complaint, other));

    private bool IsLike(Complaint complaint, EarlierCase other) =>
        other.ReceivedAt <= complaint.ReceivedAt
        && complaint.ReceivedAt - other.ReceivedAt <= TimeSpan.FromDays(WithinDays)
        && Same switch
        {
            Likeness.Category => other.Category == complaint.Category,
            Likeness.Product => complaint.Product is not null && other.Product == complaint.Product,
            _ => true,
        };
}

/// <summary>In what an earlier complaint has to be like this one.</summary>
public enum Likeness
{
    /// <summary>It is the same customer's; that is enough.</summary>
    Any,
    Category,

    /// <summary>The same product, which has to be known.</summary>
    Product,
}
