using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>A registration form as it came in, already of the right shape (R01).</summary>
/// <param name="Reference">The complaint's number in the system it comes from.</param>
/// <param name="Account">In the customer's own words, at most <see cref="LongestAccount"/> characters.</param>
/// <param name="AmountInDispute">As stated by the upstream system; null to read it from the account.</param>
/// <param name="Extra">Fields of the form that this pipeline does not know, as JSON: kept, and handed on.</param>
public sealed record Registration(
    CaseId Case,
    Code Source,
    string? Reference,
    Channel Channel,
    string? Language,
    DateTimeOffset? ReceivedAt,
    ContactDetails Contact,
    string? Category,
    string? Product,
    string Account,
    Money? AmountInDispute,
    RemedyRequest? Requested,
    string? RequestedWords,
    string? Extra)
{
    /// <summary>The country or region whose law applies; null where nobody stated one.</summary>
    public Code? Region { get; init; }

    /// <summary>In Unicode characters: 32,000 emoji are allowed as well as 32,000 letters.</summary>
    public const int LongestAccount = 32_000;

    /// <summary>Staff who handled the matter before it was complained about, by their ids in people.yaml (X07); null when none are named.</summary>
    public ValueList<Code>? HandledBy { get; init; }

    /// <summary>The group of customers this one belongs to, as upstream names it.</summary>
    public Code? Group { get; init; }

    /// <summary>What was paid for what the complaint is about.</summary>
    public Money? Paid { get; init; }

    /// <summary>The date of the purchase or event that the complaint is about.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>Tells the same complaint sent twice from one with another account.</summary>
    public Digest AccountDigest => Digest.Of("account", Account);

    /// <summary>How far ahead of our clock a complaint may say it was received: other systems' clocks differ.</summary>
    public static TimeSpan ClockTolerance { get; } = TimeSpan.FromHours(24);
}
