using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Local.Verbs.WhatIf;

/// <summary>A case as it stood when it was first held against a policy, and what that came to.</summary>
/// <param name="Assessed">With its check on the way.</param>
/// <param name="Facts">From outside the case, as the log says they were used.</param>
/// <param name="At">When it was decided.</param>
/// <param name="AnswerBroken">Whether a promise of an answer was broken later; null where there is no later.</param>
public sealed record PastCase(Case Assessed, Facts Facts, DateTimeOffset At, CheckResult Result, bool? AnswerBroken)
{
    /// <summary>The first check that a log tells of, decided by the pipeline itself.</summary>
    /// <returns>Null when none was decided yet.</returns>
    public static PastCase? Of(CaseId id, IReadOnlyList<Recorded> log)
    {
        Case? before = null;
        foreach (var commit in log.GroupBy(recorded => recorded.Commit).Select(group => group.ToList()))
        {
            if (before?.Stage is Stage.Assessing
                && commit[0].By.Kind == ActorKind.Pipeline
                && CheckResult.Of(commit.Select(recorded => recorded.Event)) is { } result)
            {
                return new(before, FactsOf(commit), commit[0].At, result, BrokeAnAnswer(log));
            }

            before = Fold.Commit(id, before, commit);
        }

        return null;
    }

    /// <summary>The same complaint held against another policy.</summary>
    public CheckResult Under(Policy policy)
    {
        var check = new Command.CheckAuthority(((Stage.Assessing)Assessed.Stage).Check);
        var assessed = Assessed with { Complaint = Assessed.Complaint with { Policy = policy.Hash } };
        return Decider.Decide(assessed, check, new(Actor.Pipeline, policy, Facts, At)) is Decision.Accepted accepted
            && CheckResult.Of(accepted.Events) is { } result
            ? result
            : throw new InvalidOperationException($"The first check of case {Assessed.Id} decides nothing under the policy {policy.Hash}.");
    }

    private static Facts FactsOf(List<Recorded> commit)
    {
        var used = commit.Select(recorded => BasisOf(recorded.Event)?.Facts).FirstOrDefault(facts => facts is not null);
        return used is null ? Facts.None : Facts.None with { Earlier = used.Earlier, Repeat = used.Repeat, Granted = used.Granted ?? [] };
    }

    private static Basis? BasisOf(Event decided) => decided switch
    {
        Event.RemedyGranted e => e.Basis,
        Event.RemedyDeclined e => e.Basis,
        Event.OptionsOffered e => e.Basis,
        Event.Escalated e => e.Basis,
        _ => null,
    };

    private static bool BrokeAnAnswer(IReadOnlyList<Recorded> log)
    {
        var answers = log.Select(recorded => recorded.Event).OfType<Event.PromiseMade>()
            .Where(made => made.About == PromiseKind.Answer).Select(made => made.Promise).ToHashSet();
        return log.Any(recorded => recorded.Event is Event.PromiseBroken broken && answers.Contains(broken.Promise));
    }
}
