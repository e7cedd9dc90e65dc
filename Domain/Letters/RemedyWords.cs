using Escalation.Domain.Cases;
using Escalation.Domain.Language;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Domain.Letters;

/// <summary>How a remedy, or the reason why there is none, is told to a customer of one policy.</summary>
internal static class RemedyWords
{
    /// <summary>A self-service with where it is found (R26), as the policy stood when it was granted or offered.</summary>
    public static string Of(this Phrases phrases, Remedy remedy, Telling telling) =>
        remedy.Kind == RemedyKind.SelfService && telling.Policy.SelfServiceOf(telling.Case.Complaint.Category) is { } reference
            ? $"{phrases.Of(remedy)} ({reference})"
            : phrases.Of(remedy);

    /// <summary>Why the policy declined, in plain words (R07).</summary>
    public static string OfDeclined(this Phrases phrases, Basis basis)
    {
        var builtIn = basis.Rules.FirstOrDefault(Reasonableness.Rules.Contains);
        return phrases.Of(basis.Exceeded.Count > 0 ? "declined.above-limit" : builtIn is null ? "declined.rule" : $"declined.{builtIn}");
    }
}
