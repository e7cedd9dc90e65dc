namespace Escalation.Domain.Authority;

/// <summary>The most that may be granted of one kind of remedy. The limit itself is still within.</summary>
/// <param name="Currency">For kinds measured by amount; an amount in another currency is never within.</param>
/// <param name="Most">Amount, percent or count; 1 for kinds that are given or not.</param>
public sealed record Limit(RemedyKind Kind, Currency? Currency, decimal Most)
{
    public bool Covers(Remedy remedy) => remedy.Kind == Kind && Remedy.MeasureOf(Kind) switch
    {
        RemedyMeasure.Amount => remedy.Amount!.Currency == Currency && remedy.Amount.Amount <= Most,
        RemedyMeasure.Percent => remedy.Percent <= Most,
        RemedyMeasure.Count => remedy.Count <= Most,
        _ => Most > 0,
    };

    public override string ToString() => Remedy.MeasureOf(Kind) switch
    {
        RemedyMeasure.Amount => $"{Remedy.Name(Kind)} up to {Currency} {Most}",
        RemedyMeasure.Percent => $"{Remedy.Name(Kind)} up to {Most}%",
        RemedyMeasure.Count => $"{Remedy.Name(Kind)} up to {Most} times",
        _ => Remedy.Name(Kind),
    };
}

/// <summary>What may be granted, kind by kind; a kind without a limit may not be granted at all.</summary>
public sealed record Limits(ValueList<Limit> Each)
{
    /// <summary>What may be granted in sum, beside what may be granted at once (X05).</summary>
    public ValueList<CumulativeLimit> Cumulative { get; init; } = [];

    public bool Covers(Remedy remedy) => Each.Any(limit => limit.Covers(remedy));

    /// <summary>The limits that stop a remedy, in words: what may be granted of its kind.</summary>
    public string Explain(RemedyKind kind) =>
        Each.Where(l => l.Kind == kind).Select(l => l.ToString()).DefaultIfEmpty($"no {Remedy.Name(kind)} at all")
            .Aggregate((a, b) => $"{a}, {b}");
}
