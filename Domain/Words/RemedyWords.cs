using Escalation.Domain.Authority;

namespace Escalation.Domain.Words;

/// <summary>How a remedy, or the reason why there is none, is told to a customer of one policy.</summary>
internal static class RemedyWords
{
    /// <summary>A self-service with where it is found (R26), as the policy stood when it was granted or offered.</summary>
    public static string Of(this Phrases phrases, Remedy remedy, Telling telling) =>
        remedy.Kind == RemedyKind.SelfService && telling.Policy.SelfServiceOf(telling.Case.Complaint.Category) is { } reference
            ? $"{phrases.Of(remedy)} ({reference})"
            : phrases.Of(remedy);

    /// <summary>What the customer would like, with all alternatives: "a replacement, or a refund of EUR 40.00".</summary>
    public static string Of(this Phrases phrases, UnderstoodWish wish) => phrases.Joined(
        "wish.or", wish.Alternatives.Select(alternative => phrases.Joined("wish.and", alternative.Parts.Select(phrases.Of))));

    private static string Joined(this Phrases phrases, string name, IEnumerable<string> pieces) => pieces.Aggregate((before, next) =>
        phrases.Of(name, before).Replace("{1}", next, StringComparison.Ordinal));

    private static string Of(this Phrases phrases, RemedyRequest request) => Remedy.MeasureOf(request.Kind) switch
    {
        RemedyMeasure.Amount when request.Amount is { Amount: > 0 } amount => phrases.Of(new Remedy(request.Kind, amount)),
        RemedyMeasure.Percent when request.Percent is { } percent => phrases.Of(new Remedy(request.Kind, percent: percent)),
        RemedyMeasure.Amount or RemedyMeasure.Percent => phrases.Of($"wish.{Remedy.Name(request.Kind)}"),
        RemedyMeasure.Count => phrases.Of(new Remedy(request.Kind, count: request.Count ?? 1)),
        _ => phrases.Of(new Remedy(request.Kind)),
    };

    /// <summary>Why the policy declined, in plain words (R07).</summary>
    public static string OfDeclined(this Phrases phrases, Basis basis)
    {
        var builtIn = basis.Rules.FirstOrDefault(Reasonableness.Rules.Contains);
        return phrases.Of(basis.Exceeded.Count > 0 ? "declined.above-limit" : builtIn is null ? "declined.rule" : $"declined.{builtIn}");
    }
}
