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
