using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>People who work on complaints of some kind or language, across all levels (R24, R33).</summary>
/// <param name="Title">As customers and staff are told: "the cards team".</param>
public sealed record Team(Code Id, string Title)
{
    /// <summary>The categories it takes; none for all, where it has languages.</summary>
    public ValueList<Code> Categories { get; init; } = [];

    /// <summary>The languages it takes; none for all.</summary>
    public ValueList<Code> Languages { get; init; } = [];

    /// <summary>By whose hours it works; null for the policy's own.</summary>
    public Code? Calendar { get; init; }

    /// <summary>Only its people may claim what is with it.</summary>
    public bool MembersOnly { get; init; } = true;

    /// <summary>Null for what the policy says of all teams.</summary>
    public Strictness? ReviewerSpeaks { get; init; }

    /// <summary>Whether two tags name one language: what follows the first dash, such as the country, does not matter.</summary>
    public static bool IsSame(Code language, Code other) => Main(language).Equals(Main(other), StringComparison.Ordinal);

    internal bool Takes(Code category, Code? language, bool isTheCategorys) =>
        (isTheCategorys || (Categories.Count == 0 ? Languages.Count > 0 : Categories.Contains(category)))
        && (Languages.Count == 0 || (language is not null && Languages.Any(spoken => IsSame(spoken, language))));

    private static string Main(Code language) => language.Text.Split('-', '_')[0];
}

/// <summary>How a wish of the policy is meant.</summary>
public enum Strictness
{
    /// <summary>Those who fit are asked first; anybody may.</summary>
    Preferred,

    /// <summary>Nobody else may.</summary>
    Required,
}
