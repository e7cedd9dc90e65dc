namespace Escalation.Domain.Words;

/// <summary>Where an entry stands in a folded text; the end is exclusive.</summary>
internal readonly record struct EntryFound(int Start, int End, TriageEntry Entry);

/// <summary>Finds all entries of many lists in one pass over a text. The work at each place is bounded by the entries, not by the text.</summary>
internal sealed class TriageTrie
{
    private const int MostGapWords = 3;
    private const int MostGapHan = 6;

    private readonly Node fromWord = new();
    private readonly Node fromAnywhere = new();
    private readonly bool looseBlanks;

    /// <param name="looseBlanks">Whether a blank of an entry may be missing in a text: Korean is often written so.</param>
    public TriageTrie(IEnumerable<TriageEntry> entries, bool looseBlanks)
    {
        this.looseBlanks = looseBlanks;
        foreach (var entry in entries)
        {
            foreach (var pattern in entry.Patterns())
            {
                (pattern.FromAnywhere ? fromAnywhere : fromWord).Add(pattern.Pieces, entry);
            }
        }
    }

    public List<EntryFound> Find(TriageText text)
    {
        var found = new List<EntryFound>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text.StartsWord(at) && text[at] != ' ')
            {
                Walk(text, at, at, fromWord, found);
            }

            if (fromAnywhere.Next(text[at]) is not null)
            {
                Walk(text, text.StartOfWord(at), at, fromAnywhere, found);
            }
        }

        return found;
    }

    private void Walk(TriageText text, int start, int at, Node node, List<EntryFound> found)
    {
        if (node.Entries.Count > 0 && text.IsBoundary(at))
        {
            var end = at > start && text[at - 1] == ' ' ? at - 1 : at;
            found.AddRange(node.Entries.Select(entry => new EntryFound(start, end, entry)));
        }

        foreach (var join in node.Joins)
        {
            Walk(text, start, at, join, found);
        }

        if (at < text.Length && node.Next(text[at]) is { } next)
        {
            Walk(text, start, at + 1, next, found);
        }

        if (node.Next(' ') is { } afterBlank && MayOmitBlank(text, start, at))
        {
            Walk(text, start, at, afterBlank, found);
        }

        if (node.Next(TriagePattern.Rest) is { } rest)
        {
            Walk(text, start, text.IsLetter(at - 1) ? text.EndOfWord(at) : at, rest, found);
        }

        if (node.Next(TriagePattern.Gap) is { } gap)
        {
            foreach (var place in AfterGap(text, at))
            {
                Walk(text, start, place, gap, found);
            }
        }
    }

    /// <summary>Beside a choice that may be nothing two blanks of an entry meet: one of the text answers both.</summary>
    private bool MayOmitBlank(TriageText text, int start, int at) =>
        at == start || text[at - 1] == ' ' || (looseBlanks && (at >= text.Length || text[at] != ' '));

    /// <summary>The places at which what stands behind a gap may begin: this clause's next words, or Chinese characters.</summary>
    private static IEnumerable<int> AfterGap(TriageText text, int at)
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

    private sealed class Node
    {
        private Dictionary<char, Node>? next;
        private List<Node>? joins;

        public List<TriageEntry> Entries { get; } = [];

        /// <summary>Where it goes on without a character: behind a choice.</summary>
        public IReadOnlyList<Node> Joins => joins ?? [];

        public Node? Next(char c) => next?.GetValueOrDefault(c);

        public void Add(IReadOnlyList<IReadOnlyList<string>> pieces, TriageEntry entry)
        {
            var node = this;
            foreach (var choice in pieces)
            {
                node = choice.Count == 1 ? node.After(choice[0]) : node.AfterChoice(choice);
            }

            node.Entries.Add(entry);
        }

        private Node AfterChoice(IReadOnlyList<string> choice)
        {
            var join = new Node();
            foreach (var text in choice)
            {
                var end = After(text);
                end.joins ??= [];
                end.joins.Add(join);
            }

            return join;
        }

        private Node After(string text)
        {
            var node = this;
            foreach (var c in text)
            {
                node.next ??= [];
                if (!node.next.TryGetValue(c, out var child))
                {
                    node.next[c] = child = new Node();
                }

                node = child;
            }

            return node;
        }
    }
}
