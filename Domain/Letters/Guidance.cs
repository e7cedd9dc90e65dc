using System.Collections.Frozen;
using System.Text.Json;
using Escalation.Domain.Language;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>The steps for staff, by the customer's state, the flags of the case and the temperament that staff take the customer for (R17, R18, R20
/// to R22), from files that anybody can mend.</summary>
public sealed class Guidance
{
    private const string Folder = "Guidance";
    private const string Fallback = "en";

    private static readonly Lazy<FrozenDictionary<string, Guidance>> BuiltInOnce = new(() => EmbeddedText.Names(Folder)
        .Select(name => new Guidance(name[(Folder.Length + 1)..^".txt".Length], EmbeddedText.Read(name)))
        .ToFrozenDictionary(guidance => guidance.Language, StringComparer.Ordinal));

    private readonly FrozenDictionary<string, ValueList<string>> steps;

    private Guidance(string language, string file)
    {
        Language = language;
        var sections = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? section = null;
        foreach (var line in file.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                sections.Add(line.Trim('[', ']'), section = []);
            }
            else
            {
                (section ?? throw new FormatException($"Guidance {language}: '{line}' stands under no heading.")).Add(line);
            }
        }

        steps = sections.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToValueList(), StringComparer.Ordinal);
    }

    public static IReadOnlyCollection<string> Languages => BuiltInOnce.Value.Keys;

    public string Language { get; }

    /// <summary>In the language of the staff, by its tag; English where there is none.</summary>
    public static Guidance For(string? language) =>
        language?.Split('-', '_')[0].ToLowerInvariant() is { } main && BuiltInOnce.Value.TryGetValue(main, out var guidance)
            ? guidance
            : BuiltInOnce.Value[Fallback];

    /// <exception cref="KeyNotFoundException">The file of this language lacks the section.</exception>
    public ValueList<string> Of<T>(T value) where T : struct, Enum =>
        steps.GetValueOrDefault(JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()))
            ?? throw new KeyNotFoundException($"There is no guidance for {value} in {Language}.");
}
