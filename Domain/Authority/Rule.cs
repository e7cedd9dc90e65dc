namespace Escalation.Domain.Authority;

/// <summary>A named rule of the policy: where all its conditions hold, its ruling is applied.</summary>
public sealed record Rule(Code Name, Condition When, Ruling Then);

/// <summary>Conditions on a complaint; one that is null does not matter.</summary>
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
    /// <summary>Where the complaint comes from, as upstream states it; one that states none is in no region.</summary>
    public ValueList<Code>? Regions { get; init; }

    public bool Holds(Complaint complaint) =>
        (Regions is null || (complaint.Region is { } region && Regions.Contains(region)))
        && (Categories is null || Categories.Contains(complaint.Category))
        && (Sources is null || Sources.Contains(complaint.Source))
        && (Asked is null || AskedHolds(complaint.Requested))
        && (Amount is null || AmountHolds(complaint.Dispute))
        && (AboveAmount is null || (complaint.Dispute is { } dispute
            && dispute.Amount.Currency == AboveAmount.Currency && dispute.Amount.Amount > AboveAmount.Amount));

    private bool AskedHolds(RemedyRequest? request) =>
        request is null ? Asked!.Count == 0 : Asked!.Contains(request.Kind);

    private bool AmountHolds(Dispute? dispute) => Amount switch
    {
        AmountCondition.None => dispute is null,
        AmountCondition.Stated => dispute is { Origin: AmountOrigin.Stated },
        AmountCondition.ReadFromText => dispute is { Origin: AmountOrigin.ReadFromText },
        _ => dispute is not null,
    };
}

public enum AmountCondition
{
    Any,
    None,
    Stated,
    ReadFromText,
}

/// <summary>What a rule says.</summary>
public abstract record Ruling
{
    private Ruling()
    {
    }

    /// <summary>Hold what is asked for against the limits.</summary>
    public sealed record HoldAgainstLimits : Ruling;

    /// <summary>Grant this, where the automatic limit covers it; escalate where it does not.</summary>
    public sealed record GrantRemedy(Remedy Remedy) : Ruling;

    /// <summary>Put the category's options to the customer.</summary>
    public sealed record OfferOptions : Ruling;

    /// <summary>A person decides, at this level or above it; null for the lowest that may grant what is asked for.</summary>
    public sealed record EscalateTo(Code? Level) : Ruling;

    /// <summary>Decline, with the category's options as alternatives (R07).</summary>
    public sealed record Decline : Ruling;

    /// <summary>Ask the customer first (R03).</summary>
    public sealed record Ask(ValueList<Question> Questions) : Ruling;
}
