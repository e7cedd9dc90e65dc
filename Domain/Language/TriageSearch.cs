namespace Escalation.Domain.Language;

/// <summary>Where an entry stands in a folded text; the end is exclusive.</summary>
/// <param name="Pattern">Which of the entry's alternatives it is.</param>
internal readonly record struct EntryFound(int Start, int End, TriageEntry Entry, string Pattern);

/// <summary>One pass over a text. The work at each place is bounded by the entries, not by the text.</summary>
internal sealed class TriageSearch
{
    private const int MostGapWords = 3;
    private const int MostGapHan = 6;

    private readonly TriageTrie trie;
    private readonly TriageText text;
    private readonly List<EntryFound> found = [];

    public TriageSearch(TriageTrie trie, TriageText text)
    {
        (this.trie, this.text) = (trie, text);
        for (var at = 0; at < text.Length; at++)
        {
            if (text.StartsWord(at) && text[at] != ' ')
            {
                Walk(at, at, trie.FromWord);
            }

            if (trie.FromAnywhere.Next(text[at]) is not null)
            {
                Walk(text.StartOfWord(at), at, trie.FromAnywhere);
            }
        }
    }

    public IReadOnlyList<EntryFound> Found => found;

    /// <summary>How many places in entries were looked at: the measure by which the tests hold the search to linear work.</summary>
    public long Steps { get; private set; }

    private void Walk(int start, int at, TriageTrie.Node node)
    {
        Steps++;
        if (node.Ends.Count > 0 && text.IsBoundary(at))
        {
            var end = at > start && text[at - 1] == ' ' ? at - 1 : at;
            found.AddRange(node.Ends.Select(ended => new EntryFound(start, end, ended.Entry, ended.Pattern)));
        }

        foreach (var join in node.Joins)
        {
            Walk(start, at, join);
        }

        if (at < text.Length && node.Next(text[at]) is { } next)
        {
            Walk(start, at + 1, next);
        }

        if (node.Next(' ') is { } afterBlank && MayOmitBlank(start, at))
        {
            Walk(start, at, afterBlank);
        }

        if (node.Next(TriagePattern.Rest) is { } rest)
        {
            Walk(start, text.IsLetter(at - 1) ? text.EndOfWord(at) : at, rest);
        }

        if (node.Next(TriagePattern.Gap) is { } gap)
        {
            foreach (var place in AfterGap(at))
            {
                Walk(start, place, gap);
            }
        }
    }

    /// <summary>Beside a choice that may be nothing two blanks of an entry meet: one of the text answers both.</summary>
    private bool MayOmitBlank(int start, int at) =>
        at == start || text[at - 1] == ' ' || (trie.LooseBlanks && (at >= text.Length || text[at] != ' '));

    /// <summary>The places at which what stands behind a gap may begin: this clause's next words, or Chinese characters.</summary>
    private IEnumerable<int> AfterGap(int at)
    {
        var (words, han) = (0, 0);
        while (at < text.Length && words <= MostGapWords && han <= MostGapHan && !text.EndsClause(at))
        {
            if (text[at] == ' ')
            {
                at++;
                continue;
            }

            yield return at;
            if (text.IsLetter(at))
            {
                at = Math.Max(text.EndOfWord(at), at + 1);
                words++;
            }
            else
            {
                at++;
                han++;
            }
        }
    }
}
