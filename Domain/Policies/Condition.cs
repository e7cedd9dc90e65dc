using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>What rules look at.</summary>
/// <param name="Repeat">Whether the customer complained of the like before (R23).</param>
/// <param name="Now">The decision's clock.</param>
public readonly record struct Matter(Complaint Complaint, bool Repeat, DateTimeOffset Now)
{
    /// <summary>Whole days since it happened, where that is known, else since the customer complained; never below 0.</summary>
    public int AgeDays => Math.Max(0, Complaint.OccurredOn is { } date
        ? DateOnly.FromDateTime(Now.UtcDateTime).DayNumber - date.DayNumber
        : (int)(Now - Complaint.ReceivedAt).TotalDays);
}

/// <summary>Conditions of a rule; one that is null does not matter, and all the others must hold.</summary>
/// <param name="Asked">The kinds of remedy asked for; an empty list for "none was asked for".</param>
/// <param name="Amount">Where the amount in dispute comes from.</param>
/// <param name="AboveAmount">The amount in dispute is above this, in the same currency.</param>
public sealed record Condition(
    ValueList<Code>? Categories,
    ValueList<Code>? Sources,
    ValueList<RemedyKind>? Asked,
    AmountCondition? Amount,
    Money? AboveAmount)
{
    /// <summary>Holds for every complaint.</summary>
    public static Condition Always { get; } = new(null, null, null, null, null);

    public ValueList<Code>? Products { get; init; }

    /// <summary>Groups of customers, as upstream names them.</summary>
    public ValueList<Code>? Groups { get; init; }

    /// <summary>Where the complaint comes from, as upstream states it; one that states none is in no region.</summary>
    public ValueList<Code>? Regions { get; init; }

    /// <summary>Main languages, such as zh: a complaint in zh-TW is one of them.</summary>
    public ValueList<Code>? Languages { get; init; }

    /// <summary>By which the complaint came.</summary>
    public ValueList<Channel>? Channels { get; init; }

    /// <summary>One of these flags is enough (R20 to R22, R28).</summary>
    public ValueList<CaseFlag>? Flags { get; init; }

    /// <summary>The customer is in one of these states (R17).</summary>
    public ValueList<CustomerState>? States { get; init; }

    /// <summary>The amount in dispute is this or less, in the same currency.</summary>
    public Money? AtMostAmount { get; init; }

    /// <summary>Whether the customer complained of the like before (R23).</summary>
    public bool? Repeat { get; init; }

    /// <summary>The matter is older than this; see <see cref="Matter.AgeDays"/>.</summary>
    public int? OlderThanDays { get; init; }

    /// <summary>The matter is this old or younger.</summary>
    public int? AtMostDays { get; init; }

    /// <summary>The conditions read one after the other. <see cref="Rulebook"/> gives the same answer, faster.</summary>
    public bool Holds(in Matter matter)
    {
        var complaint = matter.Complaint;
        return (Categories is null || Categories.Contains(complaint.Category))
            && (Sources is null || Sources.Contains(complaint.Source))
            && (Products is null || (complaint.Product is { } product && Products.Contains(product)))
            && (Groups is null || (complaint.Group is { } group && Groups.Contains(group)))
            && (Regions is null || (complaint.Region is { } region && Regions.Contains(region)))
            && (Languages is null || (complaint.Language is { } language && Languages.Contains(MainLanguage(language))))
            && (Channels is null || Channels.Contains(complaint.Channel))
            && (Flags is null || Flags.Any(complaint.Triaged.Has))
            && (States is null || States.Contains(complaint.Triaged.State))
            && (Asked is null || (complaint.AsksForRemedy ? complaint.KindsAskedFor.Any(Asked.Contains) : Asked.Count == 0))
            && (Amount is null || AmountHolds(Amount.Value, complaint.Dispute))
            && (AboveAmount is null || IsAbove(complaint.Dispute, AboveAmount))
            && (AtMostAmount is null || complaint.Dispute?.Amount.IsAtMost(AtMostAmount) == true)
            && (Repeat is null || Repeat == matter.Repeat)
            && (OlderThanDays is null || matter.AgeDays > OlderThanDays)
            && (AtMostDays is null || matter.AgeDays <= AtMostDays);
    }

    internal static bool AmountHolds(AmountCondition wanted, Dispute? dispute) => wanted switch
    {
        AmountCondition.None => dispute is null,
        AmountCondition.Stated => dispute is { Origin: AmountOrigin.Stated },
        AmountCondition.ReadFromText => dispute is { Origin: AmountOrigin.ReadFromText },
        _ => dispute is not null,
    };

    internal static bool IsAbove(Dispute? dispute, Money amount) =>
        dispute is not null && dispute.Amount.Currency == amount.Currency && dispute.Amount.Amount > amount.Amount;

    internal static Code MainLanguage(Code language)
    {
        var end = language.Text.AsSpan().IndexOfAny('-', '_');
        return end < 0 ? language : Code.Parse(language.Text[..end]);
    }
}

public enum AmountCondition
{
    Any,
    None,
    Stated,
    ReadFromText,
}
