namespace Escalation.Domain.Policies;

/// <summary>How long after it happened something may still be claimed.</summary>
public sealed record ClaimWindow(int Months, int Days)
{
    /// <summary>The last day on which a claim is in time.</summary>
    public DateOnly LastDay(DateOnly happened) =>
        happened.Year + (Months / 12) + (Days / 365) > 9_000 ? DateOnly.MaxValue : happened.AddMonths(Months).AddDays(Days);

    public override string ToString() => Months > 0 ? $"{Months} months" : $"{Days} days";
}
