using System.Text.Json.Serialization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Cases;

/// <summary>A complaint as it stands: a stage, and beside it what runs in parallel (promises, restatement, contact).</summary>
/// <remarks>Nothing in here is anything but the fold of the case's log: two folds of one log are equal byte for byte (I8).</remarks>
/// <param name="Version">The number of commits so far.</param>
/// <param name="LastEvent">The number of the newest event.</param>
/// <param name="LastText">The number of the newest text.</param>
/// <param name="LastAt">When the newest event happened; time never runs backwards within a case.</param>
/// <param name="Restatement">The version the customer was last told; null before the first.</param>
/// <param name="Numbers">How many checks, offers, reviews and grants there were: what commands name.</param>
/// <param name="Round">How often the case was re-opened.</param>
/// <param name="LastLevel">Who granted, offered or was last asked: a re-opened case goes one level above.</param>
/// <param name="Views">Every view partition the case was ever in, so that none keeps an old row.</param>
public sealed record Case(
    CaseId Id,
    int Version,
    int LastEvent,
    int LastText,
    DateTimeOffset LastAt,
    Complaint Complaint,
    Stage Stage,
    Restatement? Restatement,
    Numbers Numbers,
    ValueList<Promise> Promises,
    CauseFinding? Cause,
    int Round,
    Code LastLevel,
    Alarm? Next,
    ValueList<string> Views)
{
    /// <summary>Raised whenever this record or what it holds changes its shape: an older snapshot is then folded anew from the log.</summary>
    public const int Schema = 2;

    /// <summary>Every key by which the customer of this case is known (R23); they only grow.</summary>
    public ValueList<CustomerKey> CustomerKeys { get; init; } = [];

    /// <summary>The legal clocks and the company's own (X01); null where the policy set none.</summary>
    public Domain.Cases.Clocks? Clocks { get; init; }

    [JsonIgnore]
    public bool IsOpen => Stage is not Stage.Closed;

    /// <summary>Those who proposed or decided something in this case, who therefore review no more of it (X07); null when there are none.</summary>
    public ValueList<Conflict>? Conflicts { get; init; }

    /// <summary>The newest offer, where it ran out unanswered: whoever chooses from it after all is heard by a person. Else null.</summary>
    public LapsedOffer? Lapsed { get; init; }

    /// <summary>Nobody talks with the customer any more (R20); null while somebody does.</summary>
    public EndedContact? ContactEnded { get; init; }

    /// <summary>Authorities that the matter was passed to (R21); null when it was to none.</summary>
    public ValueList<Referral>? Referrals { get; init; }

    public Promise? OpenPromise(PromiseKind about) => Promises.LastOrDefault(p => p.About(about));
}

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

/// <summary>The remedy a customer asks for, which may lack its size ("a refund").</summary>
public sealed record RemedyRequest(RemedyKind Kind, Money? Amount = null, decimal? Percent = null, int? Count = null);

/// <summary>The main points as told to the customer (R02).</summary>
/// <param name="Confirmed">Null while the customer has not said.</param>
/// <param name="ToldBy">The event whose message was the first to the customer since: that message tells the points. Null until then.</param>
public sealed record Restatement(int Version, TextRef Points, bool? Confirmed = null, int? ToldBy = null);

/// <summary>How many of each there were so far; the newest of each has this number.</summary>
public sealed record Numbers(int Checks, int Rounds, int Offers, int Reviews, int Grants)
{
    /// <summary>How often a reviewer asked for advice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Advices { get; init; }

    public static Numbers None { get; } = new(0, 0, 0, 0, 0);
}

/// <param name="Presumed">Taken from the policy's category, because nobody stated one before the case closed.</param>
public sealed record CauseFinding(Cause Cause, bool Presumed);

internal static class PromiseQueries
{
    public static bool About(this Promise promise, PromiseKind about) => promise.State == PromiseState.Open && promise.Kind == about;
}
