using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads remedies, amounts and percents.</summary>
/// <param name="currency">Of an amount that names none.</param>
internal sealed class RemedyReader(Currency currency)
{
    internal const string AmountRule = "is not an amount, such as 50 or 50 EUR";

    public Remedy? Remedy(YamlMap map)
    {
        var kind = map.Parse<RemedyKind>("kind", Domain.Values.Remedy.TryParseKind, $"is not a kind of remedy; kinds are {Words.List<RemedyKind>()}");
        var amount = Amount(map, "amount");
        var percent = map.Has("percent") ? map.Parse<decimal>("percent", TryPercent, "is not a percent") : (decimal?)null;
        var count = map.Has("count") ? map.Whole("count", 1) : Domain.Values.Remedy.MeasureOf(kind) == RemedyMeasure.Count ? 1 : (int?)null;
        map.EndOfFields();
        if (map.HasErrors)
        {
            return null;
        }

        if (Domain.Values.Remedy.Error(kind, amount, percent, count) is { } error)
        {
            map.Fail(null, error);
            return null;
        }

        return new(kind, amount, percent, count);
    }

    /// <summary>An amount; null where there is none, or a wrong one.</summary>
    public Money? Amount(YamlMap map, string name) =>
        HasUnknownCurrency(map, name) ? null : map.ParseOr<Money>(name, TryMoney, AmountRule, null);

    /// <summary>Reports an amount, or one of a list, in a currency that nobody uses.</summary>
    public static bool HasUnknownCurrency(YamlMap map, string name)
    {
        var unknown = (map.Texts(name) ?? [])
            .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(part => part.Length > 2 && part.All(char.IsLetter) && !Currency.TryParse(part, out _))
            .ToList();
        if (unknown.Count == 0 || map.Texts(name)!.All(text => text.All(c => !char.IsDigit(c))))
        {
            return false;
        }

        map.Fail(name, $"names '{unknown[0]}', which is not the ISO 4217 code of a currency in use", "unknown-currency");
        return true;
    }

    public bool TryMoney(string text, [NotNullWhen(true)] out Money? money)
    {
        money = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var number = parts.FirstOrDefault(part => !char.IsLetter(part[0])) ?? "";
        var unit = parts.FirstOrDefault(part => char.IsLetter(part[0]));
        var named = (Currency?)currency;
        if (parts.Length is 0 or > 2
            || (unit is not null && !Currency.TryParse(unit, out named))
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || Money.Error(amount, named!) is not null)
        {
            return false;
        }

        money = new(amount, named!);
        return true;
    }

    public static bool TryPercent(string text, out decimal percent) =>
        decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent) && percent <= 100;
}
