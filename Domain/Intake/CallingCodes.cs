using System.Collections.Frozen;
using System.Globalization;
using Escalation.Domain.Words;

namespace Escalation.Domain.Intake;

/// <summary>How numbers are dialled in a country.</summary>
/// <param name="Code">Such as 44.</param>
/// <param name="Trunk">Dialled at home before a number, and left out from abroad; empty where there is none.</param>
/// <param name="Exits">Dialled to reach another country, longest first.</param>
/// <param name="LongestNational">Digits of the longest number, without the trunk prefix.</param>
internal sealed record CallingCode(string Code, string Trunk, IReadOnlyList<string> Exits, int LongestNational);

/// <summary>The table of countries, from <c>CallingCodes.txt</c>.</summary>
internal static class CallingCodes
{
    private static readonly FrozenDictionary<string, CallingCode> ByCountry = EmbeddedText.Read("Intake/CallingCodes.txt")
        .Split('\n')
        .Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(fields => fields.Length > 0)
        .ToFrozenDictionary(fields => fields[0].ToLowerInvariant(), Parse, StringComparer.Ordinal);

    /// <summary>Codes of the countries in which a zero is dialled at home and left out from abroad.</summary>
    public static IReadOnlyList<string> WithZero { get; } = [.. ByCountry.Values.Where(c => c.Trunk == "0").Select(c => c.Code).Distinct(StringComparer.Ordinal)];

    /// <summary>Two letters of ISO 3166 each.</summary>
    public static IEnumerable<string> Countries => ByCountry.Keys.Order(StringComparer.Ordinal);

    public static CallingCode? Of(Code? country) => country is null ? null : ByCountry.GetValueOrDefault(country.Text);

    private static CallingCode Parse(string[] fields) => new(
        fields[1],
        fields[2] == "-" ? "" : fields[2],
        [.. fields[3].Split(',').Append("00").Distinct(StringComparer.Ordinal).OrderByDescending(exit => exit.Length)],
        int.Parse(fields[4], NumberStyles.None, CultureInfo.InvariantCulture));
}
