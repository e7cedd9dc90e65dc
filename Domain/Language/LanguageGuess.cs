namespace Escalation.Domain.Language;

/// <summary>The language of a text among the four the house writes in.</summary>
public static class LanguageGuess
{
    /// <summary>A character of an East Asian script says as much as three Latin letters, so that brand names do not outvote it.</summary>
    private const int EastAsianWeight = 3;

    private const int MostWords = 400;

    /// <summary>zh, ko, fi or en; null where the text is another language, too short or evenly mixed.</summary>
    public static string? Of(string text) => OfComposed(TriageText.Composed(text));

    private static string? OfComposed(string text)
    {
        var (han, hangul, kana, latin, other) = (0, 0, 0, 0, 0);
        foreach (var c in text)
        {
            _ = c switch
            {
                >= '\u4E00' and <= '\u9FFF' => han++,
                (>= '\uAC00' and <= '\uD7A3') or (>= '\u3131' and <= '\u318E') => hangul++,
                >= '\u3040' and <= '\u30FF' => kana++,
                (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '\u00C0' and <= '\u024F') => latin++,
                _ => char.IsLetter(c) ? other++ : 0,
            };
        }

        if (other > han + hangul + latin)
        {
            return null;
        }

        if (kana * 10 > han + hangul)
        {
            return kana > latin / 10 ? null : OfLatin(text);
        }

        return hangul >= han && hangul * EastAsianWeight > latin ? "ko"
            : han > hangul && han * EastAsianWeight > latin ? "zh"
            : latin > 0 ? OfLatin(text)
            : null;
    }

    private static string? OfLatin(string text)
    {
        var scores = EverydayWords.Languages.ToDictionary(language => language, _ => 0.0, StringComparer.Ordinal);
        foreach (var word in Words(text).Take(MostWords))
        {
            foreach (var language in EverydayWords.Languages.Where(language => EverydayWords.Known(language, word)))
            {
                scores[language] += 1;
            }

            scores["fi"] += FinnishShape(word);
        }

        var best = scores.OrderByDescending(score => score.Value).Take(2).ToArray();
        return best[0].Key is "en" or "fi" && best[0].Value >= 1 && best[0].Value >= 1.3 * best[1].Value ? best[0].Key : null;
    }

    /// <summary>Finnish shows in its case endings and double vowels, also where no everyday word is present; ä and ö make it surer.</summary>
    private static double FinnishShape(string word)
    {
        if (word.Length < 5)
        {
            return word is { Length: >= 3 } && (word.Contains("ää", StringComparison.Ordinal) || word.Contains("yö", StringComparison.Ordinal)) ? 0.5 : 0;
        }

        string[] endings = ["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle", "nen", "set", "vat", "vät", "mme", "tte", "ksi", "nut", "nyt", "taa", "tää", "een", "iin", "aan", "ään", "ista", "kö", "ä"];
        string[] pairs = ["ää", "yy", "uu", "aa", "ii", "äy", "yö", "öö", "uo", "kk", "äi"];
        var ends = endings.Any(ending => word.EndsWith(ending, StringComparison.Ordinal)) ? 0.4 : 0;
        var holds = pairs.Any(pair => word.Contains(pair, StringComparison.Ordinal)) ? 0.4 : 0;
        var dotted = ends + holds > 0 && word.AsSpan().ContainsAny('ä', 'ö') ? 0.3 : 0;
        return ends + holds + dotted;
    }

    private static IEnumerable<string> Words(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetter(text[at]))
            {
                at++;
            }

            if (at > start && at - start <= 40)
            {
                yield return text[start..at].ToLowerInvariant();
            }
        }
    }
}
