namespace Escalation.Domain.Language;

/// <summary>All entries of many lists, by their beginnings, so that one pass over a text finds all of them.</summary>
internal sealed class TriageTrie
{
    /// <param name="looseBlanks">Whether a blank of an entry may be missing in a text: Korean is often written so.</param>
    public TriageTrie(IEnumerable<TriageEntry> entries, bool looseBlanks)
    {
        LooseBlanks = looseBlanks;
        foreach (var entry in entries)
        {
            foreach (var pattern in entry.Patterns())
            {
                (pattern.FromAnywhere ? FromAnywhere : FromWord).Add(pattern, entry);
            }
        }
    }

    public bool LooseBlanks { get; }

    /// <summary>Where entries begin that may only begin where a word does.</summary>
    public Node FromWord { get; } = new();

    public Node FromAnywhere { get; } = new();

    /// <summary>A place in entries: what has been read so far, and how it may go on.</summary>
    internal sealed class Node
    {
        private Dictionary<char, Node>? next;
        private List<Node>? joins;
        private List<(TriageEntry Entry, string Pattern)>? ends;

        /// <summary>Entries that end here.</summary>
        public IReadOnlyList<(TriageEntry Entry, string Pattern)> Ends => ends ?? [];

        /// <summary>Where it goes on without a character: behind a choice.</summary>
        public IReadOnlyList<Node> Joins => joins ?? [];

        public Node? Next(char c) => next?.GetValueOrDefault(c);

        public void Add(TriagePattern pattern, TriageEntry entry)
        {
            var node = this;
            foreach (var choice in pattern.Pieces)
            {
                node = choice.Count == 1 ? node.After(choice[0]) : node.AfterChoice(choice);
            }

            node.ends ??= [];
            node.ends.Add((entry, pattern.Written));
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
