using System.Globalization;

namespace Escalation.Domain.Values;

/// <summary>An amount in a currency: zero or more, at most <see cref="Largest"/>, with no more decimals than the currency has.</summary>
/// <remarks>The domain never converts between currencies.</remarks>
public sealed record Money
{
    /// <summary>A thousand million million: above this an amount is a typing error, not a claim.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    /// <exception cref="ArgumentOutOfRangeException">Negative, above <see cref="Largest"/>, or too many decimals.</exception>
    public Money(decimal amount, Currency currency)
    {
        if (Error(amount, currency) is { } error)
        {
            throw new ArgumentOutOfRangeException(nameof(amount), error);
        }

        Amount = decimal.Round(amount, currency.Decimals) + new decimal(0, 0, 0, false, (byte)currency.Decimals);
        Currency = currency;
    }

    /// <summary>In whole units of the currency, always written with the currency's number of decimals.</summary>
    public decimal Amount { get; }

    public Currency Currency { get; }

    /// <summary>What is wrong with this amount, in words for the person who wrote it; null when nothing is.</summary>
    public static string? Error(decimal amount, Currency currency) =>
        amount < 0 ? "must not be negative"
        : amount > Largest ? $"must not be above {Largest:0}"
        : decimal.Round(amount, currency.Decimals) != amount ? $"has more than the {currency.Decimals} decimals that {currency} has"
        : null;

    /// <summary>Whether both are in the same currency and this one is not larger.</summary>
    public bool IsAtMost(Money other) => Currency == other.Currency && Amount <= other.Amount;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Currency} {Amount}");
}
