using System.Text.Json;

namespace Escalation.Functions.Messages;

/// <summary>How names of the code are written for people and other systems: in lower case, with dashes.</summary>
public static class Words
{
    public static string Kebab<T>(T value) where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    /// <returns>False when the name is none of the enum's; numbers are never accepted.</returns>
    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(Kebab(candidate), text, StringComparison.OrdinalIgnoreCase))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All names of an enum, for an error that says what would have been right.</summary>
    public static string List<T>() where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(Kebab));
}
