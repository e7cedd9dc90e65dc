using System.Globalization;

namespace Escalation.Domain.Values;

/// <summary>What can be done for a customer (R26, R27).</summary>
public enum RemedyKind
{
    Refund,
    Voucher,
    Credit,

    /// <summary>Percent off a later purchase or the rest of this bill.</summary>
    Discount,
    Replacement,
    Repair,

    /// <summary>Doing the work again.</summary>
    Redo,

    /// <summary>Finishing what was left undone, free of charge.</summary>
    FinishForFree,

    /// <summary>The faulty goods need not be sent back.</summary>
    KeepGoods,

    /// <summary>A page, an e-mail or a recording by which the customer can help themselves (R26).</summary>
    SelfService,
}

/// <summary>How the size of a remedy is measured.</summary>
public enum RemedyMeasure
{
    Amount,
    Percent,
    Count,

    /// <summary>Given or not given.</summary>
    YesNo,
}

/// <summary>A remedy of a certain size: exactly the measure of its kind is set.</summary>
public sealed record Remedy
{
    /// <exception cref="ArgumentException">The size does not fit the kind.</exception>
    public Remedy(RemedyKind kind, Money? amount = null, decimal? percent = null, int? count = null)
    {
        if (Error(kind, amount, percent, count) is { } error)
        {
            throw new ArgumentException(error, nameof(kind));
        }

        (Kind, Amount, Percent, Count) = (kind, amount, percent, count);
    }

    public RemedyKind Kind { get; }

    public Money? Amount { get; }

    /// <summary>Above 0, at most 100.</summary>
    public decimal? Percent { get; }

    /// <summary>1 or more.</summary>
    public int? Count { get; }

    public static RemedyMeasure MeasureOf(RemedyKind kind) => kind switch
    {
        RemedyKind.Refund or RemedyKind.Voucher or RemedyKind.Credit => RemedyMeasure.Amount,
        RemedyKind.Discount => RemedyMeasure.Percent,
        RemedyKind.Replacement or RemedyKind.Repair or RemedyKind.Redo => RemedyMeasure.Count,
        _ => RemedyMeasure.YesNo,
    };

    /// <summary>What is wrong with this size, in words for the person who wrote it; null when nothing is.</summary>
    public static string? Error(RemedyKind kind, Money? amount, decimal? percent, int? count)
    {
        var measure = MeasureOf(kind);
        var fits = (measure == RemedyMeasure.Amount) == amount is not null
            && (measure == RemedyMeasure.Percent) == percent is not null
            && (measure == RemedyMeasure.Count) == count is not null;
        return measure switch
        {
            RemedyMeasure.Amount when !fits => $"a {Name(kind)} takes an amount with a currency, and nothing else",
            RemedyMeasure.Percent when !fits || percent is <= 0 or > 100 => $"a {Name(kind)} takes a percent above 0 and up to 100, and nothing else",
            RemedyMeasure.Count when !fits || count < 1 => $"a {Name(kind)} takes a count of 1 or more, and nothing else",
            RemedyMeasure.YesNo when !fits => $"{Name(kind)} takes no amount, percent or count",
            RemedyMeasure.Amount when amount!.Amount == 0 => $"a {Name(kind)} of nothing is no remedy",
            _ => null,
        };
    }

    /// <summary>The kind as written in policies and messages, such as finish-for-free.</summary>
    public static string Name(RemedyKind kind) =>
        string.Concat(kind.ToString().Select((c, i) => (i > 0 && char.IsUpper(c) ? "-" : "") + char.ToLowerInvariant(c)));

    public static bool TryParseKind(string name, out RemedyKind kind)
    {
        kind = Enum.GetValues<RemedyKind>().FirstOrDefault(k => string.Equals(Name(k), name, StringComparison.OrdinalIgnoreCase));
        return string.Equals(Name(kind), name, StringComparison.OrdinalIgnoreCase);
    }

    public override string ToString() => Amount is not null ? $"{Name(Kind)} of {Amount}"
        : Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{Name(Kind)} of {percent}%")
        : Count is > 1 ? $"{Name(Kind)} ({Count} times)"
        : Name(Kind);
}
