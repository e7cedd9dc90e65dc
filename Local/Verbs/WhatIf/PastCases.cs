using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Local.Verbs.Replay;

namespace Escalation.Local.Verbs.WhatIf;

/// <summary>Where past cases come from: a store, or a file of complaints that is held against a baseline.</summary>
public static class PastCases
{
    /// <summary>Every case of a store, with what its own policy decided.</summary>
    /// <returns>And how many cases no policy decided on.</returns>
    public static async Task<(IReadOnlyList<PastCase> Past, int LeftOut)> OfStore(CaseStore cases, CancellationToken stopping)
    {
        var (past, leftOut) = (new List<PastCase>(), 0);
        await foreach (var id in cases.All(stopping))
        {
            if (PastCase.Of(id, await cases.Log(id, null, stopping)) is { } one)
            {
                past.Add(one);
            }
            else
            {
                leftOut++;
            }
        }

        return (past, leftOut);
    }

    /// <summary>Every complaint of a file, decided by the baseline on the day on which it was received. Nothing is known of other cases of
    /// the same customer.</summary>
    /// <returns>And how many lines are no complaints, or stand there twice.</returns>
    public static async Task<(IReadOnlyList<PastCase> Past, int LeftOut)> OfFile(
        IAsyncEnumerable<SourceRecord> records, FieldMap? map, Policy baseline, TimeProvider clock, CancellationToken stopping)
    {
        var (past, leftOut, seen) = (new List<PastCase>(), 0, new HashSet<CaseId>());
        var reader = new ComplaintReader(PossibleTimes.For(baseline, clock));
        await foreach (var record in records.WithCancellation(stopping))
        {
            if (Form(reader, record, map) is { } form && seen.Add(form.Case))
            {
                past.Add(Assessed(form, baseline, clock.GetUtcNow()));
            }
            else
            {
                leftOut++;
            }
        }

        return (past, leftOut);
    }

    private static Registration? Form(ComplaintReader reader, SourceRecord record, FieldMap? map)
    {
        try
        {
            return reader.Read(ComplaintBody.Of(record, map), null, ComplaintBody.KeyOf(record));
        }
        catch (InvalidMessageException)
        {
            return null;
        }
    }

    private static PastCase Assessed(Registration form, Policy baseline, DateTimeOffset now)
    {
        var at = form.ReceivedAt ?? now;
        var by = new Actor(ActorKind.Upstream, form.Source);
        var registered = (Decision.Accepted)Decider.Decide(null, new Command.Register(form), new(by, baseline, Facts.None, at));
        var events = registered.Events.Select((happened, i) => new Recorded(i + 1, 1, at, by, "line", happened)).ToList();
        var assessed = Fold.Commit(form.Case, null, events);
        var undecided = new PastCase(assessed, Facts.None, at, new(CheckVerdict.Asked, null, null, []), AnswerBroken: null);
        return undecided with { Result = undecided.Under(baseline) };
    }
}
