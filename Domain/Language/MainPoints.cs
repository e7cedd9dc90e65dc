using System.Text;

namespace Escalation.Domain.Language;

/// <summary>What is known about a complaint beside its account, in words the caller chose; each is restated as it is.</summary>
public sealed record StatedFacts(string? Category = null, string? Product = null, string? Amount = null, string? Remedy = null);

/// <summary>The main points of an account in neutral words, to be read back to the customer (R02).</summary>
/// <remarks>
/// It picks and shortens, it never words anything anew: each point is one of the stated facts, or a sentence of the account that
/// states one, without the heated words, with shouting lowered and surplus punctuation gone. No point holds a word of
/// <see cref="Lexicon.Heated"/>. An account that states nothing gives no points.
/// </remarks>
public static class MainPoints
{
    public const int LongestPoint = 200;

    private const int LongestSentence = 600;
    private const int MostRemovals = 8;

    /// <param name="most">How many sentences of the account; the stated facts come on top, and first.</param>
    public static IReadOnlyList<string> Of(string account, StatedFacts facts, int most = 5)
    {
        var stated = new[] { facts.Category, facts.Product, facts.Amount, facts.Remedy }
            .Select(fact => Neutral(CleanText.Of(fact ?? "", keepLines: false, keepPictures: false)))
            .OfType<string>();

        var sentences = Sentences.Of(CleanText.Of(account, keepLines: true, keepPictures: false))
            .Select((sentence, order) => (Point: PointOf(sentence), order))
            .Where(candidate => candidate.Point is not null)
            .Select(candidate => (Text: candidate.Point!, Weight: Weight(candidate.Point!), candidate.order))
            .Where(candidate => candidate.Weight > 0)
            .DistinctBy(candidate => candidate.Text, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(candidate => candidate.Weight)
            .ThenBy(candidate => candidate.order)
            .Take(Math.Max(0, most))
            .OrderBy(candidate => candidate.order)
            .Select(candidate => candidate.Text);

        return [.. stated.Concat(sentences).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>A sentence that loses more than two words and a third of them was anger more than fact.</summary>
    private static string? PointOf(string sentence)
    {
        var whole = Cut(sentence.Trim(), LongestSentence);
        var calm = Calm(whole);
        var words = CountOfWords(whole);
        return words - CountOfWords(calm) <= Math.Max(2, words / 3) ? Tidy(calm) : null;
    }

    private static string? Neutral(string text) => Tidy(Calm(text));

    private static string Calm(string text)
    {
        var calm = text;
        for (var i = 0; i < MostRemovals && HeatedIn(calm) is { Count: > 0 } heated; i++)
        {
            calm = Without(calm, heated);
        }

        return calm;
    }

    /// <summary>Null where nothing neutral is left.</summary>
    private static string? Tidy(string calm)
    {
        var point = Cut(Punctuation.Trimmed(Shouting.Lowered(calm)), LongestPoint);
        return point.Any(char.IsLetterOrDigit) && HeatedIn(point).Count == 0 ? point : null;
    }

    private static IReadOnlyList<(int Start, int Length)> HeatedIn(string text) =>
        Lexicon.Heated.Find(text) is { Count: > 0 } found ? found : MaskedSwearing(text);

    /// <summary>f***, s**t: a word whose letters somebody starred out.</summary>
    private static List<(int Start, int Length)> MaskedSwearing(string text)
    {
        var found = new List<(int Start, int Length)>();
        for (var at = 0; at < text.Length;)
        {
            var end = at;
            while (end < text.Length && (text[end] == '*' || char.IsLetter(text[end])))
            {
                end++;
            }

            if (end - at is > 1 and <= 16 && char.IsLetter(text[at]) && text.AsSpan(at, end - at).Contains('*'))
            {
                found.Add((at, end - at));
            }

            at = end + 1;
        }

        return found;
    }

    private static string Without(string text, IReadOnlyList<(int Start, int Length)> spans)
    {
        var into = new StringBuilder(text.Length);
        var from = 0;
        foreach (var (start, length) in spans)
        {
            into.Append(text, from, start - from);
            from = start + length;
        }

        return into.Append(text, from, text.Length - from).ToString();
    }

    /// <summary>An amount says most, then a number that is no mask, then a word that tells what happened.</summary>
    private static int Weight(string point) =>
        (AmountReader.Read(point, assumed: null).Read.Count > 0 ? 3 : 0)
        + (point.Any(char.IsDigit) ? 2 : 0)
        + Math.Min(2, Lexicon.Events.Find(point).Count);

    private static int CountOfWords(string text)
    {
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var starts = Lexicon.IsHan(text[i]) || (Lexicon.IsWordLetter(text[i]) && (i == 0 || !Lexicon.IsWordLetter(text[i - 1])));
            count += starts ? 1 : 0;
        }

        return count;
    }

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }

        var end = longest - 1;
        var blank = text.LastIndexOf(' ', end, end / 2);
        end = blank > 0 ? blank : char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;
        return text[..end].TrimEnd(' ', ',', '，', '-') + "…";
    }
}
