using System.Collections.Frozen;

namespace Escalation.Domain.Language;

/// <summary>What one language's lists find in a text, list by list.</summary>
/// <param name="Clear">How many different words show it by themselves; forms of one word that the list takes together count once.</param>
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
    /// <summary>Of marks and faces, which mean the same everywhere.</summary>
    public const string AnyLanguage = "any";

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
        var found = Search(text).Found;
        var hidden = found.Where(match => match.Entry.Weight == EntryWeight.Apart).ToLookup(match => match.Entry.List, StringComparer.Ordinal);
        var covers = hidden.ToDictionary(list => list.Key, list => new Cover(list), StringComparer.Ordinal);
        var seen = found.Where(match => match.Entry.Weight != EntryWeight.Apart && covers.GetValueOrDefault(match.Entry.List)?.Hides(match) != true).ToList();
        var denials = new Denials(text, denial, seen.Where(match => match.Entry.List == Negation));
        return seen.Where(match => match.Entry.List != Negation)
            .GroupBy(match => match.Entry.List, StringComparer.Ordinal)
            .ToDictionary(list => list.Key, list => Weighed(text, list, denials), StringComparer.Ordinal);
    }

    internal TriageSearch Search(TriageText text) => new(trie, text);

    private static ListReading Weighed(TriageText text, IEnumerable<EntryFound> matches, Denials denials)
    {
        var effective = matches
            .Select(match => (Match: match, Weight: Effect(match, denials)))
            .Where(pair => pair.Weight is not null);
        var words = new Dictionary<EntryWeight, HashSet<string>>();
        var places = new List<(int, int)>();
        foreach (var (match, weight) in Apart(effective.Select(pair => (pair.Match, pair.Weight!.Value))))
        {
            (words.TryGetValue(weight, out var known) ? known : words[weight] = new(StringComparer.Ordinal))
                .Add(match.Pattern);
            if (weight is not EntryWeight.Against)
            {
                places.Add(text.Written(match.Start, match.End));
            }
        }

        return new(Count(EntryWeight.Clear), Count(EntryWeight.Faint), Count(EntryWeight.Against), places);

        int Count(EntryWeight weight) => words.GetValueOrDefault(weight)?.Count ?? 0;
    }

    /// <summary>What is denied shows nothing, save that denied praise is blame.</summary>
    private static EntryWeight? Effect(EntryFound match, Denials denials) => (match.Entry.Weight, match.Entry.Even || !denials.Deny(match)) switch
    {
        (EntryWeight.Praise, true) => EntryWeight.Against,
        (EntryWeight.Praise, false) => EntryWeight.Faint,
        (var weight, true) => weight,
        _ => null,
    };

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

    /// <summary>Answers in logarithmic time whether a place is covered by one of many.</summary>
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

        /// <summary>Whether one of them covers the last character.</summary>
        public bool Hides(EntryFound match)
        {
            var first = Array.BinarySearch(starts, match.End);
            for (first = first < 0 ? ~first : first; first > 0 && starts[first - 1] == match.End;)
            {
                first--;
            }

            return first > 0 && furthest[first - 1] >= match.End;
        }
    }
}
