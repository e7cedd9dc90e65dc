using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Makes a decision again from the log alone: the case before it, the command that the events tell of, and the facts they keep.</summary>
internal static class Recomputation
{
    /// <returns>The events that the decision gives today; null where the commit holds no decision.</returns>
    public static ValueList<Event>? Of(Case before, IReadOnlyList<Recorded> commit, IReadOnlyDictionary<TextRef, string?> texts)
    {
        if (CommandOf(before, [.. commit.Select(recorded => recorded.Event)], text => texts[text!.Value]!) is not { } command)
        {
            return null;
        }

        var circumstances = new Circumstances(commit[0].By, RandomLife.ItsPolicy, FactsOf(before, commit), commit[0].At);
        return Decider.Decide(before, command, circumstances) switch
        {
            Decision.Accepted accepted => accepted.Events,
            Decision.Refused refused => refused.Events,
            _ => [],
        };
    }

    private static Command? CommandOf(Case before, Event[] events, Func<TextRef?, string> words)
    {
        if (!events.Any(e => e is RemedyGranted or RemedyDeclined or OptionsOffered or Escalated or QuestionsAsked or CaseReferred))
        {
            return null;
        }

        return events.Select(e => TellingOf(before, e, words)).OfType<Command>().FirstOrDefault()
            ?? (before.Stage is Stage.Assessing assessing ? new Command.CheckAuthority(assessing.Check) : Reviewed(before, events, words));
    }

    /// <summary>What the customer or the clock brought, which stands first in its commit.</summary>
    private static Command? TellingOf(Case before, Event happened, Func<TextRef?, string> words) => happened switch
    {
        DeadlineFired e => new Command.FireDeadline(e.Arm, before.Next!.Due),
        OptionChosen e => new Command.ChooseOption(e.Offer, e.Option),
        OptionsDeclined e => new Command.DeclineOptions(e.Offer, e.Words is null ? null : words(e.Words)),
        SatisfactionAnswered e => new Command.AnswerSatisfaction(e.Grant, e.Satisfied, e.Words is null ? null : words(e.Words)),
        RestatementCorrected e => new Command.CorrectRestatement(e.Restatement, words(e.Words)),
        QuestionsAnswered e => new Command.AnswerQuestions(e.Round, words(e.Words)),
        CustomerWrote e => new Command.Write(words(e.Words)),
        TriageCorrected e => new Command.CorrectTriage(e.State, e.Flags, new HintChange(e.Hint)),
        Escalated { Reason: EscalationReason.ChosenLate } e =>
            new Command.ChooseOption(before.Lapsed!.Offer, before.Lapsed.Options.ToList().IndexOf(e.Asked!) + 1),
        _ => null,
    };

    private static Command Reviewed(Case before, Event[] events, Func<TextRef?, string> words)
    {
        var review = ((Stage.UnderReview)before.Stage).Review;
        return events.First(e => e is not (PromiseKept or PromiseBroken or PromiseVoided)) switch
        {
            CaseReferred e => new Command.Refer(review, e.To, words(e.Words)),
            RemedyDeclined e => new Command.Reject(review, words(e.Words), events.OfType<OptionsOffered>().Single().Options),
            RemedyGranted e => new Command.Approve(review, e.Remedy),
            OptionsOffered e => new Command.CounterOffer(review, e.Options),
            Rerouted e => new Command.Reroute(review, e.Team, e.Category, words(e.Words)),
            Escalated e => new Command.EscalateFurther(review, e.Emptied?[0] ?? e.Level, words(e.Words)),
            var other => throw new InvalidOperationException($"{other.GetType().Name} is no decision on a review."),
        };
    }

    private static Facts FactsOf(Case before, IReadOnlyList<Recorded> commit)
    {
        var events = commit.Select(recorded => recorded.Event).ToList();
        var used = events.Select(e => e switch
        {
            RemedyGranted x => x.Basis,
            RemedyDeclined x => x.Basis,
            OptionsOffered x => x.Basis,
            Escalated x => x.Basis,
            _ => null,
        }).FirstOrDefault(basis => basis is not null)?.Facts;
        var by = commit[0].By;
        return new(by.Kind is ActorKind.Reviewer && before.Stage is Stage.UnderReview review ? new(by.Id, review.Claim?.Level ?? review.Level) : null, null)
        {
            Roster = events.OfType<Escalated>().FirstOrDefault() is { } escalated ? RosterOf(escalated) : null,
            Named = events.Select(NamedIn).FirstOrDefault(named => named is not null) ?? [],
            Earlier = used?.Earlier ?? [],
            Repeat = used?.Repeat ?? false,
        };
    }

    /// <summary>Those who were passed over, and somebody on the level that took the case, who is what is needed unless that was waived.</summary>
    private static ValueList<Reviewer> RosterOf(Escalated e)
    {
        var skipped = (e.Skipped ?? []).Select(s => new Reviewer(s.Person, s.Level)).ToValueList();
        var somebody = new Reviewer(Code.Parse("somebody-else"), e.Level);
        return e.Emptied?.Contains(e.Level) == true ? skipped
            : e.Waived is null ? skipped.With(somebody)
            : skipped.With(somebody with { Teams = [Code.Parse("another-team")], Languages = [Code.Parse("la")] });
    }

    private static ValueList<Code>? NamedIn(Event happened) => happened switch
    {
        RestatementCorrected e => e.Named,
        QuestionsAnswered e => e.Named,
        _ => null,
    };
}
