namespace Escalation.Domain.Language;

/// <summary>What an entry finds: pieces in a row, each a choice of texts. The texts are folded as accounts are.</summary>
/// <param name="Written">As it stands in the list.</param>
/// <param name="FromAnywhere">May begin inside a word.</param>
internal sealed record TriagePattern(string Written, bool FromAnywhere, IReadOnlyList<IReadOnlyList<string>> Pieces)
{
    /// <summary>In a piece: up to three words, or six Chinese characters. Accounts hold no such character once they are folded.</summary>
    public const char Gap = '\uE000';

    /// <summary>In a piece: the rest of a word, which may be nothing.</summary>
    public const char Rest = '\uE001';

    /// <exception cref="FormatException">Empty, or a star where it can find nothing.</exception>
    public static TriagePattern Read(string written)
    {
        var anywhere = written.StartsWith('*');
        var pieces = new List<IReadOnlyList<string>>();
        for (var at = anywhere ? 1 : 0; at < written.Length;)
        {
            var isChoice = written[at] == '(';
            var end = isChoice ? written.IndexOf(')', at) : written.IndexOf('(', at);
            end = end < 0 ? written.Length : end;
            pieces.Add(isChoice ? [.. written[(at + 1)..end].Split('|').Select(Folded)] : [Folded(written[at..end])]);
            at = isChoice ? end + 1 : end;
        }

        return pieces.Any(piece => piece.All(text => text.Trim(' ', Gap, Rest).Length > 0))
            ? new(written, anywhere, pieces)
            : throw new FormatException("it can be empty");
    }

    private static string Folded(string piece)
    {
        var texts = piece.Split('*').Select(part => string.Join(Gap, part.Split('~').Select(WithEdges))).ToList();
        if (texts.Skip(1).Any(text => text.Length > 0 && text[0] is not (' ' or Gap)))
        {
            throw new FormatException("a star stands inside a word");
        }

        return string.Join(Rest, texts)
            .Replace($" {Gap}", $"{Gap}", StringComparison.Ordinal)
            .Replace($"{Gap} ", $"{Gap}", StringComparison.Ordinal);
    }

    /// <summary>Folded, with the blanks at its ends, which folding by itself would lose.</summary>
    private static string WithEdges(string part)
    {
        var folded = TriageText.Fold(part).Trim();
        return folded.Length == 0 ? part.Length > 0 ? " " : "" : $"{(part[0] == ' ' ? " " : "")}{folded}{(part[^1] == ' ' ? " " : "")}";
    }
}
