using System.Globalization;
using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Functions.Pipeline;

namespace Escalation.Functions.Policies;

/// <summary>Reads what a policy says about knowing a customer again: <c>country: GB</c> and <c>repeat: { within: 90d, same: category }</c>.</summary>
internal static class MemoryReader
{
    private const int MostDays = 3_650;

    public static Code? Country(YamlMap root) => root.ParseOr<Code>(
        "country",
        TryCountry,
        "is not the two letters of a country (ISO 3166), such as GB",
        null);

    public static RepeatRule Repeat(YamlMap root)
    {
        if (root.OptionalMap("repeat") is not { } map)
        {
            return RepeatRule.Default;
        }

        var rule = new RepeatRule(
            map.Has("within") ? map.Parse<int>("within", TryDays, $"is not a number of days from 1d to {MostDays}d, such as 90d") : RepeatRule.Default.WithinDays,
            map.Has("same") ? map.Parse<Likeness>("same", Words.TryParse, $"is none of {Words.List<Likeness>()}") : RepeatRule.Default.Same);
        map.EndOfFields();
        return rule;
    }

    private static bool TryCountry(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Code? country) =>
        Code.TryParse(text.ToLowerInvariant(), out country) && PhoneNumber.Knows(country);

    private static bool TryDays(string text, out int days) =>
        int.TryParse(text.EndsWith('d') ? text[..^1] : "", NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is >= 1 and <= MostDays;
}
