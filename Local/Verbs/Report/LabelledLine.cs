using System.Globalization;
using Escalation.Domain.Values;

namespace Escalation.Local.Verbs.Report;

/// <summary>A line of text whose tone somebody else has judged: what triage is measured on.</summary>
/// <param name="IsPositive">The judgement says angry or negative.</param>
/// <param name="Kind">What the judgement was, such as "1 to 4 of 10".</param>
public sealed record LabelledLine(LabelledFormat Format, string Text, bool IsPositive, string Kind)
{
    /// <summary>Half of the lines, by a hash of their text, were looked at when the lists were mended; the other half only counts.</summary>
    public bool IsHeldOut => (Digest.Of("triage-half", Text).Text[0] & 1) == 1;

    /// <param name="fields">Of one record of a collection, as text.</param>
    /// <returns>Null where they are of no format that is known.</returns>
    public static LabelledLine? Of(IReadOnlyDictionary<string, string> fields) =>
        fields.GetValueOrDefault("reviewbody") is { } body
            && decimal.TryParse(fields.GetValueOrDefault("star"), NumberStyles.Number, CultureInfo.InvariantCulture, out var stars)
            ? new(LabelledFormat.Asap, body, stars <= 2, stars <= 2 ? "1 or 2 stars" : stars < 4 ? "3 stars" : "4 or 5 stars")
        : fields.GetValueOrDefault("review") is { } review
            && int.TryParse(fields.GetValueOrDefault("rating"), NumberStyles.None, CultureInfo.InvariantCulture, out var points)
            ? new(LabelledFormat.Nsmc, review, points <= 4, points <= 4 ? "1 to 4 of 10" : points <= 8 ? "5 to 8" : "9 or 10")
        : fields.GetValueOrDefault("sentence") is { } sentence && fields.GetValueOrDefault("labels") is { } labels ? OfXed(labels, sentence)
        : null;

    private static LabelledLine OfXed(string labels, string sentence)
    {
        var numbers = labels.Split(',', StringSplitOptions.TrimEntries);
        var angry = numbers.Contains("1", StringComparer.Ordinal);
        return new(LabelledFormat.Xed, sentence, angry, angry ? "anger" : numbers is ["0"] ? "neutral" : "another emotion");
    }
}

/// <summary>A collection of labelled lines, recognised by its fields.</summary>
/// <param name="Lines">What its lines are: none are complaints to a company.</param>
/// <param name="Judged">What a positive line is.</param>
/// <param name="IsAnger">Whether the labels say anger; else they only say that somebody was not content.</param>
public sealed record LabelledFormat(string Name, string Language, string Lines, string Judged, bool IsAnger)
{
    public static LabelledFormat Asap { get; } = new(
        "ASAP", "zh", "restaurant reviews from Dianping, not complaints", "1 or 2 of 5 stars", IsAnger: false);

    public static LabelledFormat Nsmc { get; } = new(
        "NSMC", "ko", "film reviews from Naver, not complaints", "1 to 4 of 10 points", IsAnger: false);

    public static LabelledFormat Xed { get; } = new(
        "XED", "fi", "single lines of film subtitles out of their context, not complaints", "labelled with anger", IsAnger: true);
}
