using System.Text.RegularExpressions;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>Reads what a customer asks for in words: "I want a new one, or 40 EUR back" (R04, I12).</summary>
/// <remarks>What is read is restated and counts for nothing until the customer confirms it or staff set it. So it may be wrong, and never
/// be lost: words that ask for something of no known kind give no wish, and stay in the account.</remarks>
public static partial class WishReader
{
    private const int MostAlternatives = 3;
    private const int MostParts = 3;

    /// <summary>The alternatives that an account asks for; empty if it asks for nothing of a known kind.</summary>
    /// <param name="assumed">The currency of an amount that names none of its own.</param>
    /// <param name="language">Such as fi, if known.</param>
    public static ValueList<Wish> In(string account, Currency assumed, string? language = null) =>
        Read(account, assumed, language, isWish: false);

    /// <summary>The same for words that are known to be a wish, such as the field of a form.</summary>
    public static ValueList<Wish> Of(string words, Currency assumed, string? language = null) =>
        Read(words, assumed, language, isWish: true);

    private static ValueList<Wish> Read(string text, Currency assumed, string? language, bool isWish) =>
        Sentences.Of(CleanText.Of(text, keepLines: true, keepPictures: false))
            .SelectMany(sentence => WishesIn(sentence, isWish))
            .SelectMany(part => OrBetween().Split(part))
            .Select(alternative => Parts(alternative, assumed, language))
            .Where(parts => parts.Count > 0)
            .Select(parts => new Wish(parts))
            .Distinct()
            .Take(MostAlternatives)
            .ToValueList();

    /// <summary>The clauses of a sentence that ask for something. A wish goes on until something else is said to be no wish.</summary>
    private static List<string> WishesIn(string sentence, bool isWish)
    {
        var (isWishing, wishes) = (isWish, new List<string>());
        foreach (var clause in ClauseEnds().Split(sentence))
        {
            if (WishWords.BuiltIn.OnlyLooksLikeWish(clause))
            {
                isWishing = false;
                continue;
            }

            var opening = WishWords.BuiltIn.Opening(clause);
            isWishing |= opening is not null;
            if (isWishing && opening is null && wishes.Count > 0 && !NamesRemedy(clause) && !OrBetween().IsMatch(clause))
            {
                // "My money back, 40 euros": the size of what was named before.
                wishes[^1] += clause;
            }
            else if (isWishing)
            {
                wishes.Add(opening is null ? clause : clause[From(clause, opening)..]);
            }
        }

        return wishes;
    }

    /// <summary>Where the wish begins: behind "I would like", and with an opening that names the remedy itself, such as "refund me". Korean and
    /// Chinese put it before.</summary>
    private static int From(string clause, WishOpening opening) =>
        opening.IsBehindTheWish ? 0 : NamesRemedy(clause[opening.Start..opening.End]) ? opening.Start : opening.End;

    private static bool NamesRemedy(string text) => WishWords.BuiltIn.Kinds.Any(kind => WishWords.BuiltIn.Names(kind, text));

    private static ValueList<RemedyRequest> Parts(string alternative, Currency assumed, string? language) => AndBetween()
        .Split(alternative)
        .Select(part => Part(part, assumed, language))
        .OfType<RemedyRequest>()
        .DistinctBy(request => request.Kind)
        .Take(MostParts)
        .ToValueList();

    /// <summary>One remedy, with its size if it is there; null if the words name none.</summary>
    private static RemedyRequest? Part(string words, Currency assumed, string? language)
    {
        var amount = AmountReader.Read(words, assumed, language).Read.Select(found => found.Money).FirstOrDefault(money => money.Amount > 0)
            ?? BareAmount(words, assumed);
        var named = WishWords.BuiltIn.Kinds.Where(kind => WishWords.BuiltIn.Names(kind, words)).Select(kind => (RemedyKind?)kind).FirstOrDefault();
        var kind = named ?? (amount is not null ? RemedyKind.Refund : null);
        return kind is null ? null : Remedy.MeasureOf(kind.Value) switch
        {
            RemedyMeasure.Amount => new(kind.Value, amount),
            RemedyMeasure.Percent => new(kind.Value, Percent: Percent(words)),
            RemedyMeasure.Count => new(kind.Value, Count: Count(words)),
            _ => new(kind.Value),
        };
    }

    /// <summary>"I would like 40 back" names no currency: in a wish for money it is the house's own.</summary>
    private static Money? BareAmount(string words, Currency assumed) =>
        WishWords.BuiltIn.SaysBack(words)
        && BareNumber().Match(words) is { Success: true } number
        && decimal.TryParse(number.Value.Replace(',', '.'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var value)
        && value > 0
        && Money.Error(value, assumed) is null
            ? new(value, assumed)
            : null;

    private static decimal? Percent(string words) =>
        PercentNumber().Match(words) is { Success: true } found && decimal.Parse(found.Groups["number"].Value, System.Globalization.CultureInfo.InvariantCulture) is > 0 and <= 100 and var percent
            ? percent
            : null;

    private static int? Count(string words) =>
        CountNumber().Match(words) is { Success: true } found && int.Parse(found.Value, System.Globalization.CultureInfo.InvariantCulture) is > 0 and var count ? count : null;

    [GeneratedRegex(@"(?<![0-9])[,，、](?![0-9])|\bbut\b|\bmutta\b|但是|하지만", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ClauseEnds();

    [GeneratedRegex(@"\bor\b|\btai\b|或者|或|또는|아니면", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OrBetween();

    [GeneratedRegex(@"\band\b|\bplus\b|\bja\b|\bsekä\b|和|并且|그리고|및", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex AndBetween();

    [GeneratedRegex(@"(?<![0-9.,])[0-9]{1,7}([.,][0-9]{1,2})?(?![0-9.,%])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BareNumber();

    [GeneratedRegex(@"(?<number>[0-9]{1,3})\s?(%|percent|prosent|퍼센트)", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex PercentNumber();

    [GeneratedRegex(@"(?<![0-9.,])[1-9][0-9]?(?=\s?(new|replacement|repair|uutta|kpl|개|个|個|台|件|次))", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CountNumber();
}
