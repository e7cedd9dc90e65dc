using System.Collections.Frozen;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>The words of a clause that open a wish, such as "I would like".</summary>
/// <param name="End">Exclusive.</param>
/// <param name="IsBehindTheWish">Whether the wish may stand before these words, as in Korean and Chinese.</param>
internal sealed record WishOpening(int Start, int End, bool IsBehindTheWish);

/// <summary>The words by which customers ask for something, in all four languages: customers mix them.</summary>
internal sealed class WishWords
{
    private const string WishSection = "wish";
    private const string NoWishSection = "no-wish";
    private const string BackSection = "back";

    private static readonly Lazy<WishWords> s_once = new(() => new(EmbeddedText.Names("Wishes").SelectMany(Lines)));

    private readonly FrozenDictionary<string, Lexicon> _sections;
    private readonly string[] _openings;
    private readonly string[] _looksOnly;

    private WishWords(IEnumerable<(string Section, string Entry)> lines)
    {
        var all = lines.ToLookup(line => line.Section, line => line.Entry, StringComparer.Ordinal);
        _sections = all.ToFrozenDictionary(section => section.Key, section => new Lexicon(section), StringComparer.Ordinal);
        _openings = [.. all[WishSection].Where(IsKorean)];
        _looksOnly = [.. all[NoWishSection].Where(IsKorean)];
        Kinds = [.. Enum.GetValues<RemedyKind>().Where(kind => _sections.ContainsKey(Remedy.Name(kind)))];
    }

    public static WishWords BuiltIn => s_once.Value;

    /// <summary>The kinds of remedy that have words of their own.</summary>
    public IReadOnlyList<RemedyKind> Kinds { get; }

    /// <summary>The words that open a wish in a clause; null if it has none.</summary>
    public WishOpening? Opening(string clause) =>
        _sections[WishSection].Find(clause) is [var (start, length), ..] ? new(start, start + length, Lexicon.IsHan(clause[start]) || IsKorean(clause[start..]))
        : _openings.Any(opening => clause.Contains(opening, StringComparison.Ordinal)) ? new(clause.Length, clause.Length, IsBehindTheWish: true)
        : null;

    /// <summary>Whether a clause has words that look like a wish and are none: "I want to know", "I do not want".</summary>
    public bool OnlyLooksLikeWish(string clause) =>
        _sections[NoWishSection].IsIn(clause) || _looksOnly.Any(words => clause.Contains(words, StringComparison.Ordinal));

    public bool Names(RemedyKind kind, string text) => _sections[Remedy.Name(kind)].IsIn(text);

    /// <summary>Whether a text says that something comes back, as in "40 EUR back".</summary>
    public bool SaysBack(string text) => _sections[BackSection].IsIn(text);

    /// <summary>Korean puts endings on its words, so its openings may stand anywhere in one.</summary>
    private static bool IsKorean(string entry) => entry[0] is >= '\uAC00' and <= '\uD7A3';

    private static IEnumerable<(string Section, string Entry)> Lines(string file)
    {
        var section = "";
        foreach (var line in EmbeddedText.Read(file).Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == '[')
            {
                section = line.Trim('[', ']');
            }
            else
            {
                yield return (section, line);
            }
        }
    }
}
