using System.Globalization;
using System.Text;

namespace Escalation.Domain.Intake;

/// <summary>Writes phone numbers in one way, close to E.164: a plus, the country's code, the number (R23).</summary>
/// <remarks>
/// By a table of countries (<c>CallingCodes.txt</c>), not by the numbering plans themselves: it does not know which numbers exist, carrier
/// codes, numbers that were moved, letters in place of digits, or the digits that some countries put between code and mobile number
/// (Argentina's 9). Such a number may get a second spelling, and its owner is then not known again; it never becomes another's.
/// </remarks>
public static class PhoneNumber
{
    /// <summary>With the country's code; the longest is that of E.164.</summary>
    private const int Shortest = 8;
    private const int Longest = 15;
    private const int ShortestNational = 5;

    /// <summary>So many equal digits at the end are what people type who have no number to give.</summary>
    private const int Placeholder = 7;

    /// <summary>The countries whose numbers are known: two letters of ISO 3166 each, in lower case.</summary>
    public static IEnumerable<string> Countries => CallingCodes.Countries;

    /// <param name="country">Where a number without a country is; null to leave such numbers as they were dialled.</param>
    /// <returns>Null where this is no phone number.</returns>
    public static string? Normalise(string? text, Code? country)
    {
        var dialled = Dialled(CustomerIdentifier.Plain(text));
        var number = dialled.StartsWith('+') ? International(dialled[1..])
            : CallingCodes.Of(country) is { } home ? FromHome(dialled, home)
            : dialled.StartsWith("00", StringComparison.Ordinal) ? International(dialled[2..])
            : dialled.Length is >= Placeholder and <= Longest ? dialled
            : null;
        return number is null || number[^Placeholder..].Distinct().Count() == 1 ? null : number;
    }

    private static string? FromHome(string dialled, CallingCode home)
    {
        if (home.Exits.FirstOrDefault(exit => dialled.StartsWith(exit, StringComparison.Ordinal)) is { } abroad)
        {
            return International(dialled[abroad.Length..]);
        }

        if (home.Trunk.Length > 0 && dialled.StartsWith(home.Trunk, StringComparison.Ordinal))
        {
            return National(dialled[home.Trunk.Length..], home);
        }

        // Without a plus, as many systems keep them: longer than any number at home, and it begins with the country's own code.
        return dialled.Length > home.LongestNational && dialled.StartsWith(home.Code, StringComparison.Ordinal)
            ? International(dialled)
            : National(dialled, home);
    }

    private static string? National(string digits, CallingCode home) => digits.Length >= ShortestNational ? International(home.Code + digits) : null;

    /// <summary>Who writes the country's code often writes the zero too that is dialled at home: +44 (0)20.</summary>
    private static string? International(string digits)
    {
        var code = CallingCodes.WithZero.FirstOrDefault(c => digits.StartsWith(c, StringComparison.Ordinal));
        var number = code is null ? digits : code + digits[code.Length..].TrimStart('0');
        return number.Length is >= Shortest and <= Longest && number[0] != '0' ? $"+{number}" : null;
    }

    /// <summary>The digits of the first number in a text, with the plus before them; an extension is left out.</summary>
    private static string Dialled(string text)
    {
        var digits = new StringBuilder();
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c) || (c == '+' && digits.Length == 0))
            {
                digits.Append(c);
            }
            else if (digits.Length > 0 && !IsSeparator(c))
            {
                break;
            }
        }

        return digits.ToString();
    }

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || c is '(' or ')' or '.' or '/' or '\u2212';
}
