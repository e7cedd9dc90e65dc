using System.Globalization;
using System.Text;
using Escalation.Domain.Values;
using PhoneNumbers;
using Readings = PhoneNumbers.PhoneNumberUtil;

namespace Escalation.Functions.Messages;

/// <summary>Writes phone numbers in one way, E.164: a plus, the country's code, the number (R23). Read by libphonenumber.</summary>
/// <remarks>
/// The library takes much for a number that tells no customer apart. What is too short or too long, ends in a run of equal digits, or is dialled
/// only within one town gives none: a customer who is taken for another learns of the other's case. Letters do not stand for digits, because
/// the library would read "040 1234567 Anna" as a longer number.
/// </remarks>
public static class PhoneNumber
{
    /// <summary>Digits with the country's code; the longest is that of E.164.</summary>
    internal const int Shortest = 8;
    internal const int Longest = 15;
    private const int ShortestNational = 5;

    /// <summary>So many equal digits at the end are what people type who have no number to give.</summary>
    internal const int Placeholder = 7;

    private const string Abroad = "00";

    private static readonly Readings s_plans = Readings.GetInstance();

    /// <summary>Whether numbers are known to be dialled in this country: two letters of ISO 3166.</summary>
    public static bool Knows(Code country) => s_plans.GetSupportedRegions().Contains(Region(country));

    /// <param name="country">Where a number without a country is; null to leave such numbers as they were dialled.</param>
    /// <returns>Null where this is no phone number that tells a customer apart.</returns>
    public static string? Normalise(string? text, Code? country)
    {
        var dialled = Dialled(text);
        if (dialled.Length < Placeholder)
        {
            return null;
        }

        var number = Read(dialled, country) is { } read ? Written(read)
            : country is null && dialled[0] != '+' && dialled.Length <= Longest ? dialled
            : null;
        return number is null || IsPlaceholder(number) || !ReadsBack(number) ? null : number;
    }

    /// <summary>The digits of the first number in a text, with the plus before them; an extension is left out.</summary>
    internal static string Dialled(string? text)
    {
        var digits = new StringBuilder();
        foreach (var c in CustomerIdentifier.Plain(text))
        {
            if (char.IsDigit(c))
            {
                digits.Append((int)char.GetNumericValue(c));
            }
            else if (c == '+' && digits.Length == 0)
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

    /// <summary>Whether the library reads what it wrote as the same number. Of some digits that no plan knows it does not, and such a number
    /// would be another one each time it is read.</summary>
    private static bool ReadsBack(string number) => number[0] != '+' || (Read(number, null) is { } again && Written(again) == number);

    internal static bool IsPlaceholder(string number) => number[^Placeholder..].Distinct().Count() == 1;

    /// <summary>The first way to read the digits that gives a number of some country's plan; else the first that could be one.</summary>
    /// <remarks>Systems write 00 before the country in countries that dial something else, and leave out the plus. The library knows neither.</remarks>
    private static PhoneNumbers.PhoneNumber? Read(string dialled, Code? country)
    {
        // With a plus the country must count for nothing: +999 is no country, and in Finland 999 is dialled before one.
        var home = Parsed(dialled, dialled[0] == '+' ? null : country);
        var abroad = dialled[0] == '+' ? null
            : dialled.StartsWith(Abroad, StringComparison.Ordinal) ? Parsed($"+{dialled[Abroad.Length..]}", null)
            : country is { } at && dialled.StartsWith(CodeOf(at), StringComparison.Ordinal) ? Parsed($"+{dialled}", null)
            : null;
        PhoneNumbers.PhoneNumber?[] both = dialled.StartsWith(Abroad, StringComparison.Ordinal) ? [abroad, home] : [home, abroad];
        var readings = both.OfType<PhoneNumbers.PhoneNumber>().ToList();
        return readings.Find(s_plans.IsValidNumber) ?? readings.Find(s_plans.IsPossibleNumber) ?? readings.FirstOrDefault();
    }

    private static PhoneNumbers.PhoneNumber? Parsed(string dialled, Code? country)
    {
        try
        {
            return s_plans.Parse(dialled, country is null ? null : Region(country));
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    private static string? Written(PhoneNumbers.PhoneNumber number)
    {
        var written = s_plans.Format(number, PhoneNumberFormat.E164);
        return written.Length - 1 is >= Shortest and <= Longest
            && s_plans.GetNationalSignificantNumber(number).Length >= ShortestNational
            && s_plans.IsPossibleNumberWithReason(number) != Readings.ValidationResult.IS_POSSIBLE_LOCAL_ONLY
                ? written
                : null;
    }

    private static string Region(Code country) => country.Text.ToUpperInvariant();

    private static string CodeOf(Code country) => s_plans.GetCountryCodeForRegion(Region(country)).ToString(CultureInfo.InvariantCulture);

    private static bool IsSeparator(char c) =>
        char.IsWhiteSpace(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation or UnicodeCategory.Format
        || c is '(' or ')' or '.' or '/' or '\u2212';
}
