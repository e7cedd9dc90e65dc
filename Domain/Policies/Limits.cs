using System.Globalization;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>The most that may be granted of one kind of remedy. The limit itself is still within.</summary>
/// <param name="Currency">For kinds measured by amount; an amount in another currency is never within.</param>
/// <param name="Most">Amount, percent or count; 1 for kinds that are given or not.</param>
public sealed record Limit(RemedyKind Kind, Currency? Currency, decimal Most)
{
    /// <summary>The limit on a sum that leaves no more than this (X05); null for a limit as the policy states it.</summary>
    public CumulativeLimit? LeftOf { get; init; }

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

/// <summary>The most of a kind measured by amount, as a share of the amount in dispute, or of what was paid where nothing is stated to be in
/// dispute.</summary>
/// <param name="Percent">Above 0, at most 100.</param>
public sealed record ShareLimit(RemedyKind Kind, decimal Percent)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Remedy.Name(Kind)} up to {Percent}% of the amount in dispute");
}

/// <summary>Other limits for some complaints: they stand in place of the usual ones for the kinds they name.</summary>
public sealed record LimitException(Scope When, ValueList<Limit> Each, ValueList<ShareLimit> Shares)
{
    public bool Names(RemedyKind kind) => Each.Any(limit => limit.Kind == kind) || Shares.Any(share => share.Kind == kind);
}

/// <summary>What may be granted, kind by kind; a kind without a limit may not be granted at all.</summary>
public sealed record Limits(ValueList<Limit> Each)
{
    /// <summary>What may be granted in sum, beside what may be granted at once (X05).</summary>
    public ValueList<CumulativeLimit> Cumulative { get; init; } = [];

    /// <summary>Shares of what is in dispute, each beside the amounts of its kind: both must hold.</summary>
    public ValueList<ShareLimit> Shares { get; init; } = [];

    /// <summary>In order: the first that holds and names a kind decides on that kind.</summary>
    public ValueList<LimitException> Exceptions { get; init; } = [];

    /// <summary>Whether the limits are the same whatever the complaint.</summary>
    public bool AreFixed => Shares.Count == 0 && Exceptions.Count == 0;

    /// <summary>Held against these limits, and nothing else: shares and exceptions count only once <see cref="For"/> has applied them.</summary>
    public bool Covers(Remedy remedy)
    {
        for (var i = 0; i < Each.Count; i++)
        {
            if (Each[i].Covers(remedy))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The limits that hold for one complaint: exceptions applied, shares as amounts.</summary>
    /// <param name="byPerson">A person may go up to the amounts where nobody knows what is in dispute; the pipeline may not.</param>
    public Limits For(Complaint complaint, bool byPerson)
    {
        if (AreFixed)
        {
            return this;
        }

        var exceptions = ExceptionsFor(complaint);
        var shares = exceptions.Count == 0 ? Shares : SharesFor(complaint);
        if (exceptions.Count == 0 && shares.Count == 0)
        {
            return this;
        }

        var each = exceptions.Aggregate(
            Each.AsEnumerable(), (limits, exception) => [.. limits.Where(limit => !exception.Names(limit.Kind)), .. exception.Each]);
        var whole = complaint.ShareBase;
        var resolved = shares.Aggregate(each, (limits, share) => Narrowed([.. limits], share, whole, byPerson));
        return new([.. resolved]) { Cumulative = Cumulative };
    }

    /// <summary>The limits that are left of these once what was granted before is taken off (X05): a kind of which nothing is left may not be
    /// granted at all.</summary>
    /// <param name="granted">A sum that is missing counts as nothing granted.</param>
    public Limits Within(IReadOnlyCollection<GrantedSum> granted) =>
        Cumulative.Count == 0 ? this : this with { Each = [.. Each.Select(limit => Cumulative.Aggregate(limit, (left, sum) => sum.Left(left, granted)))] };

    /// <summary>Whether a remedy fits into all sums on top of what was granted before (X05), whatever the limits on one remedy say.</summary>
    /// <param name="granted">A sum that is missing counts as nothing granted.</param>
    public bool LeaveRoomFor(Remedy remedy, IReadOnlyCollection<GrantedSum> granted) => Cumulative.All(limit => limit.Allows(remedy, granted));

    /// <summary>The shares that hold for one complaint: exceptions applied.</summary>
    public ValueList<ShareLimit> SharesFor(Complaint complaint)
    {
        var shares = Shares.AsEnumerable();
        foreach (var exception in ExceptionsFor(complaint))
        {
            shares = shares.Where(share => !exception.Names(share.Kind)).Concat(exception.Shares);
        }

        return [.. shares];
    }

    /// <summary>The limits that stop a remedy, in words: what may be granted of its kind.</summary>
    public string Explain(RemedyKind kind) =>
        Each.Where(l => l.Kind == kind).Select(l => l.LeftOf is null ? l.ToString() : $"{l} (left of {l.LeftOf})").DefaultIfEmpty($"no {Remedy.Name(kind)} at all")
            .Aggregate((a, b) => $"{a}, {b}");

    /// <summary>The last one first, so that the first one has the last word.</summary>
    private List<LimitException> ExceptionsFor(Complaint complaint)
    {
        var holding = new List<LimitException>();
        for (var i = Exceptions.Count - 1; i >= 0; i--)
        {
            if (Exceptions[i].When.Holds(complaint))
            {
                holding.Add(Exceptions[i]);
            }
        }

        return holding;
    }

    private static IEnumerable<Limit> Narrowed(IReadOnlyList<Limit> limits, ShareLimit share, Money? whole, bool byPerson)
    {
        if (whole is null)
        {
            return byPerson ? limits : limits.Where(limit => limit.Kind != share.Kind);
        }

        var most = decimal.Round(whole.Amount * share.Percent / 100, whole.Currency.Decimals, MidpointRounding.ToZero);
        var amounts = limits.Where(limit => limit.Kind == share.Kind).ToList();
        var narrowed = amounts.Count == 0
            ? [new Limit(share.Kind, whole.Currency, most)]
            : amounts.Where(limit => limit.Currency == whole.Currency).Select(limit => limit with { Most = Math.Min(limit.Most, most) });
        return limits.Where(limit => limit.Kind != share.Kind).Concat(narrowed);
    }
}
