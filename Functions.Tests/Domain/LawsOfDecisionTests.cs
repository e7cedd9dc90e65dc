using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Letters;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;
using static Escalation.Domain.Cases.Event;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What holds for every decision of every case (I5, R11, R34, X03, X07).</summary>
public sealed class LawsOfDecisionTests
{
    [Fact]
    public void Every_decision_recomputed_from_the_log_alone_is_the_same() => Holds(life => life.Steps.Where(Changed).All(step =>
        Recomputation.Of(step.Before!, step.Commit, life.Texts) is not { } again || again.Equals(EventsOf(step))));

    [Fact]
    public void Most_kinds_of_decisions_are_among_those_that_are_recomputed()
    {
        var seen = RandomLife.Same(300)
            .SelectMany(life => life.Steps.Where(Changed).Where(step => Recomputation.Of(step.Before!, step.Commit, life.Texts) is not null))
            .Select(step => step.Command.GetType().Name)
            .ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "CheckAuthority", "FireDeadline", "Approve", "Reject", "CounterOffer", "EscalateFurther", "Refer", "Reroute", "ChooseOption", "DeclineOptions",
                "AnswerSatisfaction", "CorrectRestatement",
            },
            seen);
    }

    /// <summary>Whatever their order: what answers one review, or one offer, takes effect once.</summary>
    [Fact]
    public void Of_two_commands_with_the_same_intent_one_takes_effect_at_most() => Holds(life => life.Steps
        .Where(step => step.Commit.Count > 0 && step.After!.Stage is Stage.UnderReview { Claim: not null } or Stage.Offered)
        .All(step => Intents(step.After!).All(first => Intents(step.After!).All(second => !BothTakeEffect(step.After!, first, second)))));

    [Fact]
    public void One_agreement_brings_one_remedy() => Holds(life =>
    {
        var agreements = life.Steps.Where(step => step.Commit.Any(recorded => recorded.Event is RemedyGranted)).Select(Agreement).ToList();
        return agreements.Distinct(StringComparer.Ordinal).Count() == agreements.Count;
    });

    [Fact]
    public void Nobody_takes_or_decides_a_review_they_have_a_part_in() => Holds(life => life.Steps.Where(Changed).All(step =>
        step.Commit[0].By is not { Kind: ActorKind.Reviewer, Id: var person }
        || step.Before!.Stage is not Stage.UnderReview
        || !step.Commit.Any(recorded => recorded.Event is ReviewClaimed or RemedyGranted or RemedyDeclined or OptionsOffered or CaseReferred or AdviceGiven)
        || step.Before.ConflictOf(person) is null));

    [Fact]
    public void A_case_goes_to_a_level_on_which_somebody_may_review_it_or_to_the_operators() => Holds(life => life.Steps.Where(Changed).All(step =>
        step.Commit.Select(recorded => recorded.Event).OfType<Escalated>().All(escalated =>
            escalated.Emptied?.Contains(escalated.Level) == true
            || RandomLife.Roster.Any(person => person.Level == escalated.Level && step.After!.ConflictOf(person.Id) is null))));

    [Fact]
    public void Whoever_waits_for_a_review_is_promised_an_answer_unless_they_owe_one() => Holds(life => life.Steps.All(step =>
        step.After?.Stage is not Stage.UnderReview review
        || review.Inquiry is { Adviser: null }
        || step.After.OpenPromise(PromiseKind.Answer) is not null));

    [Fact]
    public void What_was_refused_grants_nothing() => Holds(life => life.Steps.All(step =>
        step.Decision is not Decision.Refused || !step.Commit.Any(recorded => recorded.Event is RemedyGranted or OptionsOffered or CaseClosed)));

    [Fact]
    public void Every_decision_is_explained_and_nothing_else_is() => Holds(life =>
    {
        var explained = Explanation.Of(RandomLife.Id, life.Log, life.Texts, _ => "tests");
        var decided = life.Steps.Where(step => step.Commit.Any(recorded => recorded.Event is RemedyGranted or RemedyDeclined or OptionsOffered or Escalated
            or QuestionsAsked or CustomerAsked or AdviceAsked or CaseReferred or DecisionRefused)).ToList();
        return explained.Count == decided.Count
            && explained.All(decision => decision.Sentences.Count >= 4 && decision.Sentences.All(sentence => sentence.Length > 0));
    });

    private static void Holds(Func<RandomLife, bool> law) =>
        Prop.ForAll(RandomLife.Any, law).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static bool Changed(RandomLife.Step step) => step is { Commit.Count: > 0, Before: not null };

    private static ValueList<Event> EventsOf(RandomLife.Step step) => step.Commit.Select(recorded => recorded.Event).ToValueList();

    private static string Agreement(RandomLife.Step step) =>
        step.Commit.Select(recorded => recorded.Event).OfType<OptionChosen>().FirstOrDefault() is { } chosen ? $"offer {chosen.Offer}"
        : step.Before!.Stage is Stage.UnderReview review ? $"review {review.Review}"
        : $"check {step.Before.Numbers.Checks}";

    private static IEnumerable<(Command Command, Circumstances Circumstances)> Intents(Case c)
    {
        IEnumerable<Command> commands = c.Stage switch
        {
            Stage.UnderReview r =>
            [
                new Command.Approve(r.Review, new(RemedyKind.Redo, count: 1)),
                new Command.Reject(r.Review, "No.", [new(RemedyKind.Redo, count: 1), new(RemedyKind.Discount, percent: 5)]),
                new Command.CounterOffer(r.Review, [new(RemedyKind.Redo, count: 2), new(RemedyKind.Discount, percent: 5)]),
                new Command.EscalateFurther(r.Review, null, "Above."),
                new Command.Refer(r.Review, Code.Parse("police"), "See them."),
            ],
            Stage.Offered o => [new Command.ChooseOption(o.Offer, 1), new Command.ChooseOption(o.Offer, 2), new Command.DeclineOptions(o.Offer, null)],
            _ => [],
        };
        var claim = (c.Stage as Stage.UnderReview)?.Claim;
        var by = claim is null ? Actor.Customer : Actor.Reviewer(claim.Person);
        var facts = new Facts(claim is null ? null : new(claim.Person, claim.Level), null) { Roster = RandomLife.Roster };
        return commands.Select(command => (command, new Circumstances(by, RandomLife.ItsPolicy, facts, c.LastAt)));
    }

    private static bool BothTakeEffect(Case c, (Command Command, Circumstances Circumstances) first, (Command Command, Circumstances Circumstances) second)
    {
        if (Decider.Decide(c, first.Command, first.Circumstances) is not Decision.Accepted accepted)
        {
            return false;
        }

        var commit = accepted.Events.Select((happened, i) =>
            new Recorded(c.LastEvent + 1 + i, c.Version + 1, c.LastAt, first.Circumstances.By, "first", happened)).ToList();
        return Decider.Decide(Fold.Commit(RandomLife.Id, c, commit), second.Command, second.Circumstances) is Decision.Accepted;
    }
}
