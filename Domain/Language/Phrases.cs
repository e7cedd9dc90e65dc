using System.Collections.Frozen;
using System.Globalization;
using Escalation.Domain.Values;
using NodaTime;

namespace Escalation.Domain.Language;

/// <summary>Short pieces of text of one language that are put into messages: the names of remedies, questions, reasons, and how a time is
/// written.</summary>
public sealed class Phrases
{
    private const string Fallback = "en";

    private static readonly Lazy<FrozenDictionary<string, Phrases>> BuiltInOnce = new(() => EmbeddedText.Names("Phrases")
        .Select(name => new Phrases(name["Phrases/".Length..^".txt".Length], EmbeddedText.Read(name)))
        .ToFrozenDictionary(phrases => phrases.Language, StringComparer.Ordinal));

    private readonly FrozenDictionary<string, string> _texts;

    private Phrases(string language, string file)
    {
        Language = language;
        _texts = file.Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" = ", 2))
            .ToFrozenDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
    }

    public static IReadOnlyCollection<string> Languages => BuiltInOnce.Value.Keys;

    public string Language { get; }

    public IReadOnlyCollection<string> Names => _texts.Keys;

    /// <summary>The phrases of a language, by its tag ("fi", "fi-FI"); English where there are none.</summary>
    public static Phrases For(string? language)
    {
        var main = language?.Split('-', '_')[0].ToLowerInvariant();
        return main is not null && BuiltInOnce.Value.TryGetValue(main, out var phrases) ? phrases : BuiltInOnce.Value[Fallback];
    }

    /// <exception cref="KeyNotFoundException">The file of this language lacks the phrase.</exception>
    public string Of(string name) =>
        _texts.TryGetValue(name, out var text) ? text : throw new KeyNotFoundException($"There is no phrase '{name}' in {Language}.");

    public string Of(string name, string value) => Of(name).Replace("{0}", value, StringComparison.Ordinal);

    public string Of<T>(string family, T value) where T : struct, Enum =>
        Of($"{family}.{System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString())}");

    public string Of(Remedy remedy) => Of(
        $"remedy.{Remedy.Name(remedy.Kind)}",
        remedy.Amount?.ToString() ?? (remedy.Percent is { } percent ? string.Create(CultureInfo.InvariantCulture, $"{percent} %") : ""));

    /// <summary>A time as the customer's clock shows it, in the zone of the company's calendar.</summary>
    public string Of(DateTimeOffset time, string zone)
    {
        var local = Instant.FromDateTimeOffset(time).InZone(DateTimeZoneProviders.Tzdb[zone]).LocalDateTime;
        var weekday = Of("weekday").Split(' ')[(int)local.DayOfWeek % 7];
        return Of("time")
            .Replace("{weekday}", weekday, StringComparison.Ordinal)
            .Replace("{day}", Number(local.Day), StringComparison.Ordinal)
            .Replace("{monthName}", Of("month").Split(' ')[local.Month - 1], StringComparison.Ordinal)
            .Replace("{month}", Number(local.Month), StringComparison.Ordinal)
            .Replace("{year}", Number(local.Year), StringComparison.Ordinal)
            .Replace("{hour}", local.Hour.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{minute}", local.Minute.ToString("D2", CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
