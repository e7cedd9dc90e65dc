using System.Globalization;
using System.Text.RegularExpressions;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>Finds amounts that a person reads otherwise than a program: <c>1.000 EUR</c> is a thousand to many, and one euro to a program.</summary>
internal static partial class WrittenAmountCheck
{
    private const string Rule = "written-amount";
    private const int Thousandth = 3;

    /// <param name="currency">Of an amount that names none.</param>
    public static void Run(YamlMap root, Currency currency)
    {
        foreach (var value in root.Scalars(except: PolicyText.Section))
        {
            if (Grouped().Match(value.Text) is { Success: true } grouped && !IsThousandths(grouped, currency))
            {
                root.FailAt(value, $"can be read in two ways: did you mean {Plain(grouped)}? Write amounts without a mark between thousands", Rule);
            }
            else if (Remainder().IsMatch(value.Text))
            {
                root.FailAt(value, "begins with a zero: in a list a comma parts two values, so write 1000 EUR and not 1,000 EUR", Rule);
            }
        }
    }

    private static string Plain(Match grouped)
    {
        var number = string.Concat(grouped.Groups["number"].Value.Where(char.IsAsciiDigit));
        return $"{number} {grouped.Groups["unit"].Value}".TrimEnd();
    }

    /// <summary>A few currencies have three decimals: 1.250 KWD is one dinar and a quarter.</summary>
    private static bool IsThousandths(Match grouped, Currency assumed)
    {
        var unit = grouped.Groups["unit"].Value;
        var currency = unit.Length > 0 && Currency.TryParse(unit, out var named) ? named : assumed;
        return currency.Decimals == Thousandth
            && decimal.TryParse(grouped.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);
    }

    [GeneratedRegex(@"^(?:(?<unit>[A-Z]{3}) )?(?<number>[1-9][0-9]{0,2}(?:[.,'\u00a0 ][0-9]{3})+)(?: (?<unit>[A-Z]{3}))?$", RegexOptions.None, 1000)]
    private static partial Regex Grouped();

    [GeneratedRegex("^0[0-9]{2}(?: [A-Z]{3})?$", RegexOptions.None, 1000)]
    private static partial Regex Remainder();
}
