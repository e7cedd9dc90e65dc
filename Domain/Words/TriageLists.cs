using System.Collections.Frozen;

namespace Escalation.Domain.Words;

/// <summary>What one language's lists find in a text, list by list.</summary>
/// <param name="Clear">How many different entries show it by themselves.</param>
/// <param name="Faint">How many more speak for it.</param>
/// <param name="Against">How many speak against it.</param>
/// <param name="Places">Where the entries that speak for it stand, in the text as it was written.</param>
internal sealed record ListReading(int Clear, int Faint, int Against, IReadOnlyList<(int Start, int Length)> Places)
{
    /// <summary>A clear entry weighs as much as three faint ones.</summary>
    public const int ClearWeight = 3;

    public static ListReading None { get; } = new(0, 0, 0, []);

    public int Score => ClearWeight * Clear + Faint - Against;

    public static ListReading operator +(ListReading one, ListReading other) => new(
        one.Clear + other.Clear,
        one.Faint + other.Faint,
        one.Against + other.Against,
        [.. one.Places.Concat(other.Places).Distinct().Order()]);
}

/// <summary>The triage lists of one language: what shows each sign, and what denies it. docs/triage.md says how the files are written.</summary>
internal sealed class TriageLists
{
    private const string Folder = "Triage";
    private const string Negation = "negation";

    private static readonly Lazy<FrozenDictionary<string, TriageLists>> BuiltInOnce = new(() => EmbeddedText.Names(Folder)
        .Select(name => (Name: name, Parts: name[(Folder.Length + 1)..].Split('.')))
        .Where(file => file.Parts[0] != "traditional")
        .GroupBy(file => file.Parts[1], StringComparer.Ordinal)
        .ToFrozenDictionary(
            language => language.Key,
            language => new TriageLists(language.Key, language.SelectMany(file => TriageEntry.Read(file.Parts[0], EmbeddedText.Read(file.Name)))),
            StringComparer.Ordinal));

    private readonly TriageTrie trie;
    private readonly Denial denial;

    public TriageLists(string language, IEnumerable<TriageEntry> entries)
    {
        Entries = [.. entries];
        trie = new(Entries, looseBlanks: language == "ko");
        denial = Denial.Of(language);
    }

    /// <summary>The lists that travel with the program, by language.</summary>
    public static IReadOnlyDictionary<string, TriageLists> BuiltIn => BuiltInOnce.Value;

    public IReadOnlyList<TriageEntry> Entries { get; }

    public IReadOnlyDictionary<string, ListReading> Read(TriageText text)
    {
        var found = trie.Find(text);
        var hidden = found.Where(match => match.Entry.Weight == EntryWeight.Apart).ToLookup(match => match.Entry.List, StringComparer.Ordinal);
        var covers = hidden.ToDictionary(list => list.Key, list => new Cover(list), StringComparer.Ordinal);
        var seen = found.Where(match => match.Entry.Weight != EntryWeight.Apart && covers.GetValueOrDefault(match.Entry.List)?.Holds(match) != true).ToList();
        var denials = new Denials(text, denial, seen.Where(match => match.Entry.List == Negation));
        return seen.Where(match => match.Entry.List != Negation)
            .GroupBy(match => match.Entry.List, StringComparer.Ordinal)
            .ToDictionary(list => list.Key, list => Weighed(text, list, denials), StringComparer.Ordinal);
    }

    private static ListReading Weighed(TriageText text, IEnumerable<EntryFound> matches, Denials denials)
    {
        var effective = matches
            .Select(match => (Match: match, Weight: Effect(match, denials)))
            .Where(pair => pair.Weight is not null);
        var (clear, faint, against) = (new HashSet<TriageEntry>(), new HashSet<TriageEntry>(), new HashSet<TriageEntry>());
        var places = new List<(int, int)>();
        foreach (var (match, weight) in Apart(effective.Select(pair => (pair.Match, pair.Weight!.Value))))
        {
            (weight switch { EntryWeight.Clear => clear, EntryWeight.Faint => faint, _ => against }).Add(match.Entry);
            if (weight is not EntryWeight.Against)
            {
                places.Add(text.Written(match.Start, match.End));
            }
        }

        return new(clear.Count, faint.Count, against.Count, places);
    }

    /// <summary>What is denied shows nothing; where something against a sign is denied, that speaks faintly for it ("not good").</summary>
    private static EntryWeight? Effect(EntryFound match, Denials denials) =>
        match.Entry.Even || !denials.Deny(match) ? match.Entry.Weight
        : match.Entry.Weight == EntryWeight.Against ? EntryWeight.Faint
        : null;

    /// <summary>Of entries that overlap the clear one counts, else the longest.</summary>
    private static List<(EntryFound Match, EntryWeight Weight)> Apart(IEnumerable<(EntryFound Match, EntryWeight Weight)> matches)
    {
        var kept = new List<(EntryFound Match, EntryWeight Weight)>();
        foreach (var next in matches.OrderBy(pair => pair.Match.Start).ThenByDescending(pair => pair.Match.End).ThenBy(pair => pair.Weight))
        {
            if (kept.Count == 0 || kept[^1].Match.End <= next.Match.Start)
            {
                kept.Add(next);
            }
            else if (IsBetter(next, kept[^1]))
            {
                kept[^1] = next;
            }
        }

        return kept;

        static bool IsBetter((EntryFound Match, EntryWeight Weight) one, (EntryFound Match, EntryWeight Weight) other)
        {
            var (oneClear, otherClear) = (one.Weight == EntryWeight.Clear, other.Weight == EntryWeight.Clear);
            return oneClear != otherClear ? oneClear : one.Match.End - one.Match.Start > other.Match.End - other.Match.Start;
        }
    }

    /// <summary>Answers in logarithmic time whether a place lies inside one of many.</summary>
    private sealed class Cover
    {
        private readonly int[] starts;
        private readonly int[] furthest;

        public Cover(IEnumerable<EntryFound> places)
        {
            var ordered = places.OrderBy(place => place.Start).ToArray();
            starts = [.. ordered.Select(place => place.Start)];
            furthest = new int[ordered.Length];
            for (var (i, end) = (0, 0); i < ordered.Length; i++)
            {
                furthest[i] = end = Math.Max(end, ordered[i].End);
            }
        }

        public bool Holds(EntryFound match)
        {
            var last = Array.BinarySearch(starts, match.Start);
            last = last < 0 ? ~last - 1 : Last(last);
            return last >= 0 && furthest[last] >= match.End;
        }

        /// <summary>Of several with the same start the last one, whose reach includes the others'.</summary>
        private int Last(int index)
        {
            while (index + 1 < starts.Length && starts[index + 1] == starts[index])
            {
                index++;
            }

            return index;
        }
    }
}
