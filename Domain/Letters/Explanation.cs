using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Domain.Letters;

/// <summary>A decision told so that somebody who was not there understands it (R11).</summary>
/// <param name="Number">Of the event that is the decision.</param>
/// <param name="Kind">Such as <c>granted</c>, <c>escalated</c>, <c>declined</c> or <c>refused</c>.</param>
/// <param name="Rules">Of the policy, that fired.</param>
/// <param name="StoppedBy">The limits that what was asked for is above.</param>
/// <param name="Policy">Its hash; null where no policy decided anything.</param>
/// <param name="Told">The words the customer was told; null where they were told nothing, not yet, or the words were erased.</param>
public sealed record ExplainedDecision(
    int Number,
    DateTimeOffset At,
    string By,
    string Kind,
    ValueList<string> Rules,
    ValueList<string> StoppedBy,
    string? Policy,
    string? PolicyName,
    ValueList<string> Sentences,
    string? Told);

/// <summary>Tells of every decision in a log what was asked, what decided it, and what the customer heard of it (R11).</summary>
/// <remarks>For staff, in English, as the log is; customers have it in their letters. From the log alone.</remarks>
public static class Explanation
{
    private static readonly HashSet<string> s_toCustomer =
        [.. Enum.GetNames<CustomerMessage>().Select(System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName)];

    /// <param name="policyName">The name of the policy with a hash; null where it is not known.</param>
    public static IReadOnlyList<ExplainedDecision> Of(
        CaseId id, IReadOnlyList<Recorded> log, IReadOnlyDictionary<TextRef, string?> texts, Func<Digest, string?> policyName)
    {
        var told = new List<ExplainedDecision>();
        Case? before = null;
        foreach (var commit in log.GroupBy(recorded => recorded.Commit).Select(group => group.ToList()))
        {
            var after = Fold.Commit(id, before, commit);
            if (commit.Select(recorded => (Recorded: recorded, Kind: KindOf(recorded.Event)))
                .Where(pair => pair.Kind is not null).OrderBy(pair => pair.Kind!.Value.Rank).FirstOrDefault() is { Kind: { } kind } main)
            {
                told.Add(Explain(before, after, commit, main.Recorded, kind.Name, log, texts, policyName));
            }

            before = after;
        }

        return told;
    }

    private static ExplainedDecision Explain(
        Case? before,
        Case after,
        List<Recorded> commit,
        Recorded main,
        string kind,
        IReadOnlyList<Recorded> log,
        IReadOnlyDictionary<TextRef, string?> texts,
        Func<Digest, string?> policyName)
    {
        var basis = BasisOf(main.Event);
        var policy = basis?.Policy ?? before?.Complaint.Policy;
        var name = policy is null ? null : policyName(policy);
        var (heard, words) = Heard(after, commit, log, texts);
        List<string> sentences =
        [
            .. before is null ? [] : Asked(before),
            .. commit.Where(recorded => KindOf(recorded.Event) is not null).Select(recorded => Narrative.Tell(recorded.Event)),
            .. Because(before, basis),
            .. Said(main.Event, texts),
            $"Decided by {Who(main.By)} at {Time(main.At)}.",
            .. policy is null ? [] : new[] { $"The policy is {(name is null ? "" : $"\"{name}\", ")}{policy}." },
            heard,
        ];
        return new(
            main.Number,
            main.At,
            main.By.ToString(),
            kind,
            (basis?.Rules ?? []).Select(rule => rule.Text).ToValueList(),
            (StoppedBy(main.Event, basis) ?? []).Select(limit => limit.ToString()).ToValueList(),
            policy?.Text,
            name,
            sentences.ToValueList(),
            words);
    }

    private static IEnumerable<string> Asked(Case before)
    {
        yield return WishTold.Of(before.Complaint);
        if (!before.Complaint.AsksForRemedy && before.Complaint.AmountMentioned is { } mentioned)
        {
            yield return before.Complaint.UnclearSum
                ? $"The account names a sum that was not understood, so the amount is not known; it is at least {mentioned}. Nobody asked for that."
                : $"The account mentions {mentioned}; nobody asked for that.";
        }
        else if (before.Complaint is { UnclearSum: true, Requested: null })
        {
            yield return "The account names a sum that was not understood, so the amount is not known.";
        }

        if (before.Stage is Stage.UnderReview review)
        {
            yield return $"Review {review.Review} at level {review.Level} was {(review.Claim is { } claim ? $"with {claim.Person}" : "with nobody yet")}"
                + $"{(review.Asked is null ? "" : $", about: {review.Asked}")}.";
        }
    }

    private static IEnumerable<string> Because(Case? before, Basis? basis)
    {
        if (basis is null)
        {
            yield break;
        }

        if (before?.Stage is Stage.Assessing)
        {
            yield return basis.Rules.Count == 0
                ? "No rule of the policy matched, so what was asked for was held against the limits."
                : $"The rule {string.Join(" and ", basis.Rules)} of the policy matched first.";
        }

        if (basis.StoppedBy is { } limits)
        {
            yield return $"What was asked for is above: {string.Join("; ", limits)}.";
        }

        yield return Facts(basis.Facts);
    }

    private static string Facts(UsedFacts? facts) => facts is null
        ? "No facts from outside the case were used."
        : $"Facts from outside the case: {facts.Earlier.Count} earlier cases of the same customer"
            + $"{(facts.Earlier.Count == 0 ? "" : $" ({string.Join(", ", facts.Earlier.Select(earlier => earlier.Case))})")}{(facts.Repeat ? ", a repeat" : "")}.";

    /// <summary>The reason in the words of whoever decided.</summary>
    private static IEnumerable<string> Said(Event decision, IReadOnlyDictionary<TextRef, string?> texts) =>
        Narrative.TextOf(decision) is { } text && texts.GetValueOrDefault(text) is { } words ? [$"In their words: {words}"] : [];

    private static (string Sentence, string? Words) Heard(Case after, List<Recorded> commit, IReadOnlyList<Recorded> log, IReadOnlyDictionary<TextRef, string?> texts)
    {
        if (Outbound.CustomerMessageOf(after, commit) is not { } message)
        {
            return ("The customer was not written to about it.", null);
        }

        foreach (var recorded in log)
        {
            switch (recorded.Event)
            {
                case MessageDelivered e when e.Of == message.About && s_toCustomer.Contains(e.Kind.Text):
                    return ($"The customer was told by {Lower(e.Channel)} at {Time(recorded.At)}.", texts.GetValueOrDefault(e.Words));
                case MessageRejected e when e.Of == message.About && s_toCustomer.Contains(e.Kind.Text):
                    return ($"The customer could not be told by {Lower(e.Channel)}: {e.Reason}.", null);
                default:
                    break;
            }
        }

        return ("The customer has not been told yet.", null);
    }

    /// <summary>The kind of a decision; of several in one commit the one of the lowest rank names it. Null for what is none.</summary>
    private static (int Rank, string Name)? KindOf(Event happened) => happened switch
    {
        CaseReferred => (1, "referred"),
        RemedyGranted => (2, "granted"),
        RemedyDeclined => (3, "declined"),
        OptionsOffered => (4, "offered"),
        Escalated { Reason: EscalationReason.Undecided } => (5, "undecided"),
        Escalated => (6, "escalated"),
        QuestionsAsked or CustomerAsked => (7, "clarification"),
        AdviceAsked => (8, "advice"),
        DecisionRefused => (9, "refused"),
        _ => null,
    };

    private static Basis? BasisOf(Event happened) => happened switch
    {
        RemedyGranted e => e.Basis,
        RemedyDeclined e => e.Basis,
        OptionsOffered e => e.Basis,
        Escalated e => e.Basis,
        _ => null,
    };

    private static ValueList<StoppingLimit>? StoppedBy(Event decision, Basis? basis) => decision is DecisionRefused e ? e.StoppedBy : basis?.StoppedBy;

    private static string Who(Actor by) => by.Kind switch
    {
        ActorKind.Pipeline => "the pipeline",
        ActorKind.Customer => "the customer",
        _ => by.Id.Text,
    };

    private static string Lower(Channel channel) => channel.ToString().ToLowerInvariant();

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
