using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Domain.Language;

/// <summary>What a customer would like, told back in their language.</summary>
internal static class WishPhrases
{
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
}
