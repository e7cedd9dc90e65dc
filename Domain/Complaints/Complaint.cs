using System.Text.Json.Serialization;
using Escalation.Domain.Values;

namespace Escalation.Domain.Complaints;

/// <summary>What is known of the complaint itself.</summary>
/// <param name="ReceivedAt">When the customer complained, which may be long before the case was registered.</param>
/// <param name="ReplyBy">The preferred channel where it can be used, else one that can.</param>
/// <param name="Missing">Particulars that were not given; they are asked for, and the case goes on without them (R01).</param>
/// <param name="AccountWords">How many words the account has: too few to act on, and questions are asked (R03).</param>
/// <param name="Triage">Null where nothing was read from the account: calm, no flags.</param>
public sealed record Complaint(
    Code Source,
    Channel Channel,
    Channel ReplyBy,
    Code? Language,
    Code Category,
    Code? Product,
    DateTimeOffset ReceivedAt,
    TextRef Contact,
    TextRef Account,
    Digest AccountDigest,
    int AccountWords,
    RemedyRequest? Requested,
    Dispute? Dispute,
    ValueList<ContactField> Missing,
    TextRef? Reference,
    TextRef? RequestedWords,
    TextRef? Extra,
    Digest Policy,
    Triage? Triage = null)
{
    /// <summary>The triage; calm and without flags where the case is older than triage.</summary>
    [JsonIgnore]
    public Triage Triaged => Triage ?? Domain.Complaints.Triage.Calm;

    /// <summary>The group of customers that upstream counts this one among, such as premium; null where it did not say.</summary>
    public Code? Group { get; init; }

    /// <summary>Reviewers whom the policy keeps from complaints of this category or source (X07); null for nobody.</summary>
    public ValueList<Code>? Excluded { get; init; }

    /// <summary>What the customer paid for what the complaint is about, as upstream knows it.</summary>
    public Money? Paid { get; init; }

    /// <summary>What percentages of limits are taken of: the amount that is stated to be in dispute, else what was paid; null where nobody
    /// knows. An amount that was only read from the account never makes a limit.</summary>
    [JsonIgnore]
    public Money? ShareBase => Dispute is { Origin: AmountOrigin.Stated } stated ? stated.Amount : Paid;

    /// <summary>The account names a sum that was not understood ("several thousand dollars"), and upstream stated none. It may be larger than
    /// <see cref="Dispute"/>: nothing is settled or offered before a person has looked at it, and no smaller sum is told in its place.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UnclearSum { get; init; }

    /// <summary>The date of the purchase or event that the complaint is about, as upstream knows it.</summary>
    public DateOnly? OccurredOn { get; init; }

    /// <summary>Who works on it; null for everybody (R33).</summary>
    public Code? Team { get; init; }

    /// <summary>Staff who had handled the matter before it was complained about, as upstream names them (X07); null when none were named.</summary>
    public ValueList<Code>? HandledBy { get; init; }

    /// <summary>Reviewers whose name or id stands in what the customer wrote (X07); null when there are none.</summary>
    public ValueList<Code>? Named { get; init; }

    /// <summary>The country or region whose law applies, as upstream states it, such as <c>gb</c> or <c>us-ca</c>.</summary>
    public Code? Region { get; init; }

    /// <summary>What the customer asks for in words (R04); null if no words ask for anything we know, or if data state the wish.</summary>
    public UnderstoodWish? Wish { get; init; }

    /// <summary>Whether the customer asks for something: stated as data, set by staff, or understood from words and confirmed (I12).</summary>
    [JsonIgnore]
    public bool AsksForRemedy => Requested is not null || Wish is { IsConfirmed: true };

    /// <summary>The kinds of remedy that the customer asks for; empty if for none.</summary>
    [JsonIgnore]
    public IEnumerable<RemedyKind> KindsAskedFor => Requested is { } request ? [request.Kind]
        : Wish is { IsConfirmed: true } wish ? wish.Alternatives.SelectMany(alternative => alternative.Parts).Select(part => part.Kind)
        : [];

    /// <summary>The largest sum that the account names. It may be a salary or a debt: it can bring a more senior person, and never a remedy.</summary>
    [JsonIgnore]
    public Money? AmountMentioned => Dispute is { Origin: AmountOrigin.ReadFromText } read ? read.Amount : null;
}
