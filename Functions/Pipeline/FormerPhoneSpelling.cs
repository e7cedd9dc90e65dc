using System.Collections.Frozen;
using System.Globalization;
using Escalation.Domain;

namespace Escalation.Functions.Pipeline;

/// <summary>Writes a phone number as keys were made of it until November 2026, so that customers from then are known again (R23).</summary>
/// <remarks>
/// A key is a hash and cannot be made again from itself, so the old rules stay, and only for this. They go once no case is kept that was
/// registered under them. They did not know the numbering plans: Argentina's 9, carrier codes, or a country's code without a plus before a
/// short number got a spelling of their own. No number is read by them for any other use.
/// </remarks>
internal static class FormerPhoneSpelling
{
    private const int ShortestNational = 5;

    /// <summary>The country, its code, the trunk prefix ("-" for none), the prefixes for a call abroad, the digits of the longest number.</summary>
    private const string Table = """
        AE 971 0 00 9
        AR 54 0 00 11
        AT 43 0 00 11
        AU 61 0 0011 9
        BD 880 0 00 10
        BE 32 0 00 9
        BG 359 0 00 9
        BR 55 0 00 11
        CA 1 1 011 10
        CH 41 0 00 9
        CL 56 - 00 9
        CN 86 0 00 11
        CO 57 - 00 10
        CY 357 - 00 8
        CZ 420 - 00 9
        DE 49 0 00 11
        DK 45 - 00 8
        EE 372 - 00 8
        EG 20 0 00 10
        ES 34 - 00 9
        FI 358 0 00,990,994,999 10
        FR 33 0 00 9
        GB 44 0 00 10
        GR 30 - 00 10
        HK 852 - 001 8
        HR 385 0 00 9
        HU 36 06 00 9
        ID 62 0 001,007,008 12
        IE 353 0 00 9
        IL 972 0 00 9
        IN 91 0 00 10
        IS 354 - 00 9
        IT 39 - 00 11
        JP 81 0 010 10
        KE 254 0 000 9
        KR 82 0 001,002,00700 10
        KZ 7 8 810 10
        LT 370 0 00 8
        LU 352 - 00 11
        LV 371 - 00 8
        MT 356 - 00 8
        MX 52 - 00 10
        MY 60 0 00 10
        NG 234 0 009 10
        NL 31 0 00 9
        NO 47 - 00 8
        NZ 64 0 00 10
        PE 51 0 00 9
        PH 63 0 00 10
        PK 92 0 00 10
        PL 48 - 00 9
        PT 351 - 00 9
        RO 40 0 00 9
        RS 381 0 00 9
        RU 7 8 810 10
        SA 966 0 00 9
        SE 46 0 00 10
        SG 65 - 001 8
        SI 386 0 00 8
        SK 421 0 00 9
        TH 66 0 001 9
        TR 90 0 00 10
        TW 886 0 002 9
        UA 380 0 00 9
        US 1 1 011 10
        VN 84 0 00 10
        ZA 27 0 00 9
        """;

    private static readonly FrozenDictionary<string, CallingCode> s_countries = Table
        .Split('\n')
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .ToFrozenDictionary(fields => fields[0].ToLowerInvariant(), Parse, StringComparer.Ordinal);

    /// <summary>Codes of the countries in which a zero is dialled at home and left out from abroad.</summary>
    private static readonly string[] s_withZero =
        [.. s_countries.Values.Where(c => c.Trunk == "0").Select(c => c.Code).Distinct(StringComparer.Ordinal)];

    /// <param name="country">Where a number without a country is; null to leave such numbers as they were dialled.</param>
    /// <returns>Null where the old rules saw no phone number.</returns>
    public static string? Of(string? text, Code? country)
    {
        var dialled = PhoneNumber.Dialled(text);
        var number = dialled.StartsWith('+') ? International(dialled[1..])
            : country is not null && s_countries.TryGetValue(country.Text, out var home) ? FromHome(dialled, home)
            : dialled.StartsWith("00", StringComparison.Ordinal) ? International(dialled[2..])
            : dialled.Length is >= PhoneNumber.Placeholder and <= PhoneNumber.Longest ? dialled
            : null;
        return number is null || PhoneNumber.IsPlaceholder(number) ? null : number;
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

        return dialled.Length > home.LongestNational && dialled.StartsWith(home.Code, StringComparison.Ordinal)
            ? International(dialled)
            : National(dialled, home);
    }

    private static string? National(string digits, CallingCode home) => digits.Length >= ShortestNational ? International(home.Code + digits) : null;

    private static string? International(string digits)
    {
        var code = s_withZero.FirstOrDefault(c => digits.StartsWith(c, StringComparison.Ordinal));
        var number = code is null ? digits : code + digits[code.Length..].TrimStart('0');
        return number.Length is >= PhoneNumber.Shortest and <= PhoneNumber.Longest && number[0] != '0' ? $"+{number}" : null;
    }

    private static CallingCode Parse(string[] fields) => new(
        fields[1],
        fields[2] == "-" ? "" : fields[2],
        [.. fields[3].Split(',').Append("00").Distinct(StringComparer.Ordinal).OrderByDescending(exit => exit.Length)],
        int.Parse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture));

    /// <param name="Exits">Longest first.</param>
    private sealed record CallingCode(string Code, string Trunk, IReadOnlyList<string> Exits, int LongestNational);
}
