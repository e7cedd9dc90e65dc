using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>What must hold whenever nothing is on its way, looked up in the store alone and compared with what was seen from outside.</summary>
internal sealed class Invariants(Run run)
{
    private bool _atEnd;
    private GrantedSums _sums = new(run.Policies.Current);

    public void CheckAll()
    {
        _sums = new(run.Policies.Current);
        foreach (var id in run.Record.Cases.Keys)
        {
            Check(id);
        }

        if (_sums.FindExcess() is { } excess)
        {
            run.Fail("I9", excess.Case, excess.What);
        }

        foreach (var acknowledged in run.Record.Acknowledged)
        {
            CheckOutcome(acknowledged);
        }
    }

    /// <summary>At the very end, when every case is closed and every parked message was looked at.</summary>
    public void CheckEnd()
    {
        _atEnd = true;
        CheckAll();
        var parked = ParkedInvariants.Check(run, FindOutcome);
        foreach (var id in run.Record.Complaints.Where(id => !run.Record.Cases.ContainsKey(id) && !ParkedInvariants.IsGivenUp(id, parked)))
        {
            run.Fail("I1", id, "the complaint was accepted, nobody gave it up, and there is no case.");
        }

        foreach (var key in run.Record.Unreadable)
        {
            if (!parked.Any(p => p.Key == key && p.Reason.Length > 0 && p.Description.Length > 0))
            {
                run.Fail("I1", null, $"the complaint {key} was rejected, and does not lie parked with its reason.");
            }
        }

        foreach (var row in AlarmClock.AllShards.SelectMany(shard => run.Store.Rows(TableNames.Alarms, shard)).Select(AlarmRow.Parse))
        {
            if (run.Record.Cases.GetValueOrDefault(row.Case)?.Next is not { } next || next.Arm != row.Arm || next.Due != row.Due)
            {
                run.Fail("alarms", row.Case, $"the alarm row of arm {row.Arm} is still there, and no case waits for it.");
            }
        }

        foreach (var (id, @case) in run.Record.Cases)
        {
            if (@case.Promises.Any(p => p.State == PromiseState.Open))
            {
                run.Fail("I6", id, "a promise is still open in a closed case.");
            }
        }
    }

    private void Check(CaseId id)
    {
        var log = run.Store.Page(TableNames.Cases, id.Text, "event-", "event-~", int.MaxValue).Select(run.CaseRows.Event).ToList();
        Case? state = null;
        var expected = new SortedSet<string>(StringComparer.Ordinal);
        var owed = new SortedSet<string>(StringComparer.Ordinal);
        var agreements = new HashSet<string>(StringComparer.Ordinal);
        var number = 0;
        while (number < log.Count && run.Problem is null)
        {
            var commit = log.Skip(number).TakeWhile(r => r.Commit == log[number].Commit).ToList();
            var before = state;
            try
            {
                state = Fold.Commit(id, state, commit);
            }
            catch (InvalidOperationException e)
            {
                run.Fail("I8", id, $"the log does not fold: {e.Message}");
                return;
            }

            expected.UnionWith(Outbound.From(state, commit).Select(outbound => outbound.IdIn(id)));
            if (_atEnd || !IsOfParkedLetter(id, commit[0].Message))
            {
                expected.Add(string.Create(CultureInfo.InvariantCulture, $"{id}.{commit[^1].Number:D6}.case-events"));
            }
            else
            {
                owed.Add(string.Create(CultureInfo.InvariantCulture, $"{id}.{commit[^1].Number:D6}.case-events"));
            }

            commit.ForEach(recorded => _sums.Add(id, before, recorded));
            CheckLimits(id, before, commit, agreements);
            CheckReviewer(id, before, commit);
            CheckSaid(id, commit);
            CheckClaim(id, before, commit);
            CheckHandled(id, commit);
            TriageInvariants.Check(run, id, before, commit);
            number += commit.Count;
        }

        if (state is not null && run.Problem is null)
        {
            CheckState(id, state);
            ClockInvariants.Check(run, id, state, log);
            CheckSent(id, expected, owed);
            CheckViews(id, state);
            CheckCustomers(id, state);
        }
    }

    private void CheckState(CaseId id, Case state)
    {
        if (!CaseFormat.Write(state).AsSpan().SequenceEqual(run.Store.Find(TableNames.Cases, id.Text, "case")!.Body.Span))
        {
            run.Fail("I8", id, "the log does not fold to the snapshot.");
        }

        if (state.Stage is Stage.Closed && (state.Cause is null || state.Next is not null))
        {
            run.Fail("I7", id, "the case is closed without a cause, or still waits for something.");
        }

        var rows = run.Store.Rows(TableNames.Alarms, AlarmClock.ShardOf(id)).Select(AlarmRow.Parse).Where(row => row.Case == id).ToList();
        if (state.Next is { } next && rows.Count(row => row.Arm == next.Arm && row.Due == next.Due && row.Wake >= row.Due) != 1)
        {
            run.Fail("I4", id, $"there is not exactly one alarm row for {next.Deadline} of arm {next.Arm}.");
        }

        if (state.IsOpen && state.Stage is not Stage.Assessing && state.Next is null)
        {
            run.Fail("I4", id, $"the case is {state.Stage.Name} and waits for nothing.");
        }
    }

    private void CheckSent(CaseId id, SortedSet<string> expected, SortedSet<string> owed)
    {
        var sent = run.Record.SentOf.GetValueOrDefault(id.Text) ?? [];
        if (expected.Except(sent, StringComparer.Ordinal).FirstOrDefault() is { } missing)
        {
            run.Fail("I3", id, $"{missing} was never sent.");
        }

        if (sent.Except(expected, StringComparer.Ordinal).Except(owed, StringComparer.Ordinal).FirstOrDefault() is { } surplus)
        {
            run.Fail(surplus.Contains(".remedy", StringComparison.Ordinal) ? "I5" : "I3", id, $"{surplus} was sent, and no event implies it.");
        }

        foreach (var letter in expected.Where(key => key.EndsWith(".customer", StringComparison.Ordinal)))
        {
            if (!IsParked(id, letter) && FindOutcome(id, $"{letter}.sent") is null)
            {
                run.Fail("I3", id, $"{letter} was handled, and the case does not know what became of the letter.");
            }
        }
    }

    private void CheckViews(CaseId id, Case state)
    {
        var expected = ViewRow.Of(state).ToDictionary(row => row.Partition, StringComparer.Ordinal);
        foreach (var partition in run.Store.PartitionsOf(TableNames.Views))
        {
            var entry = run.Store.Find(TableNames.Views, partition, id.Text) is { } row ? CaseFormat.ReadValue<ViewEntry>(row.Body.Span) : null;
            if (entry?.Row(partition) != expected.GetValueOrDefault(partition))
            {
                run.Fail("views", id, $"the list {partition} shows {entry}; version {state.Version} belongs there as {expected.GetValueOrDefault(partition)}.");
            }

            expected.Remove(partition);
        }

        if (expected.Count > 0)
        {
            run.Fail("views", id, $"the case is missing in the list {expected.Keys.First()}.");
        }
    }

    /// <summary>A customer is known again by every key the case holds, and by no other.</summary>
    private void CheckCustomers(CaseId id, Case state)
    {
        var listed = run.Store.PartitionsOf(TableNames.Customers).Where(key => run.Store.Find(TableNames.Customers, key, id.Text) is not null);
        if (!listed.ToHashSet(StringComparer.Ordinal).SetEquals(state.CustomerKeys.Select(key => key.ToString())))
        {
            run.Fail("customers", id, $"it is listed under {string.Join(", ", listed)}, and holds the keys {state.CustomerKeys}.");
        }
    }

    /// <summary>Nobody takes a review who is not what the policy requires.</summary>
    private void CheckClaim(CaseId id, Case? before, List<Recorded> commit)
    {
        if (before?.Stage is Stage.UnderReview { Needs: { } needs }
            && commit.Select(recorded => recorded.Event).OfType<Event.ReviewClaimed>().FirstOrDefault() is { } claimed
            && claimed.Waived is null
            && !needs.AreMetBy(new Functions.Policies.People(run.Staff).Find(claimed.Person)!))
        {
            run.Fail("teams", id, $"{claimed.Person} claimed a review for somebody who {needs}.");
        }
    }

    /// <summary>I5: within the limit of whoever grants or offers, and one remedy for one agreement.</summary>
    private void CheckLimits(CaseId id, Case? before, List<Recorded> commit, HashSet<string> agreements)
    {
        var policy = run.Policies.Current;
        foreach (var recorded in commit)
        {
            var (level, remedies) = recorded.Event switch
            {
                Event.RemedyGranted e => (e.Level, [e.Remedy]),
                Event.OptionsOffered e => (e.Level, e.Options),
                _ => (Policy.AutomaticLevel, default(ValueList<Remedy>)!),
            };
            if (remedies?.FirstOrDefault(remedy => !policy.LimitsOf(level).Covers(remedy)) is { } above)
            {
                run.Fail("I5", id, $"a {above} is above the limit of {level}.");
            }

            if (recorded.Event is Event.RemedyGranted && !agreements.Add(Agreement(before, commit)))
            {
                run.Fail("I5", id, $"the agreement {Agreement(before, commit)} brought a second remedy.");
            }
        }
    }

    /// <summary>I5: nobody reviews what they proposed, handled or are named in (X07).</summary>
    private void CheckReviewer(CaseId id, Case? before, List<Recorded> commit)
    {
        var by = commit[0].By;
        if (by.Kind == ActorKind.Reviewer && before?.Stage is Stage.UnderReview && before.ConflictOf(by.Id) is { } why
            && commit.Exists(r => r.Event is Event.ReviewClaimed or Event.RemedyGranted or Event.RemedyDeclined or Event.OptionsOffered or Event.CaseReferred))
        {
            run.Fail("I5", id, $"{by.Id} reviewed the case, who {why.Words()}.");
        }
    }

    private static string Agreement(Case? before, List<Recorded> commit) =>
        commit.Select(r => r.Event).OfType<Event.OptionChosen>().FirstOrDefault() is { } chosen ? $"offer {chosen.Offer}"
        : before?.Stage is Stage.UnderReview review ? $"review {review.Review}"
        : $"check {before?.Numbers.Checks}";

    /// <summary>What happened is what was said: a command never takes effect on anything but what it named.</summary>
    private void CheckSaid(CaseId id, List<Recorded> commit)
    {
        if (!run.Record.Said.TryGetValue(MessageIdentity.FirstKeyOf(commit[0].Message), out var said))
        {
            return;
        }

        foreach (var recorded in commit)
        {
            var (name, number) = recorded.Event switch
            {
                Event.OptionChosen e => ("offer", e.Offer),
                Event.OptionsDeclined e => ("offer", e.Offer),
                Event.RestatementConfirmed e => ("restatement", e.Restatement),
                Event.RestatementCorrected e => ("restatement", e.Restatement),
                Event.QuestionsAnswered e => ("round", e.Round),
                Event.ReviewClaimed e => ("review", e.Review),
                Event.Rerouted e => ("review", e.Review),
                Event.ReviewReleased { Forgotten: false } e => ("review", e.Review),
                Event.ReviewDelegated e => ("review", e.Review),
                Event.CaseReferred e => ("review", e.Review),
                Event.CustomerAsked e => ("review", e.Review),
                Event.AdviceAsked e => ("review", e.Review),
                Event.AdviceGiven e => ("advice", e.Advice),
                Event.RemedyFulfilled e => ("grant", e.Grant),
                Event.SatisfactionAnswered e => ("grant", e.Grant),
                _ => ("", 0),
            };
            if (name.Length > 0 && said.TryGetProperty(name, out var named) && named.ValueKind == JsonValueKind.Number && named.GetInt32() != number)
            {
                run.Fail("intent", id, $"{recorded.Message} named {name} {named}, and took effect on {name} {number}.");
            }
        }
    }

    /// <summary>I2: the row of the message says what it caused, so that no delivery of it causes it again.</summary>
    private void CheckHandled(CaseId id, List<Recorded> commit)
    {
        var outcome = FindOutcome(id, commit[0].Message);
        if (outcome is not { State: MessageState.Accepted or MessageState.Refused } || outcome.Commit != commit[0].Commit)
        {
            run.Fail("I2", id, $"commit {commit[0].Commit} was caused by {commit[0].Message}, whose row says {outcome?.State.ToString() ?? "nothing"}, commit {outcome?.Commit}.");
        }

        if (IsParked(id, commit[0].Message))
        {
            run.Fail("I2", id, $"{commit[0].Message} changed the case, and lies parked as if it had not.");
        }
    }

    /// <summary>Whoever was told that a command was accepted can learn what became of it.</summary>
    private void CheckOutcome(Acknowledged acknowledged)
    {
        var outcome = FindOutcome(acknowledged.Case, acknowledged.Key);
        if (outcome is null)
        {
            run.Fail("outcome", acknowledged.Case, $"{acknowledged.Key} was acknowledged, and nothing became of it.");
        }
        else if (outcome.State == MessageState.Parked && !IsParked(acknowledged.Case, acknowledged.Key))
        {
            run.Fail("outcome", acknowledged.Case, $"{acknowledged.Key} is said to be parked, and lies nowhere.");
        }
        else if (outcome is { Commit: { } number, LastEvent: { } last })
        {
            var row = run.Store.Find(TableNames.Cases, acknowledged.Case.Text, $"event-{last:D6}");
            if (row is null || run.CaseRows.Event(row) is var recorded && (recorded.Commit != number || recorded.Message != acknowledged.Key))
            {
                run.Fail("I2", acknowledged.Case, $"{acknowledged.Key} made events, and they are gone.");
            }
        }
    }

    private MessageOutcome? FindOutcome(CaseId id, string key) =>
        run.Store.Find(TableNames.Cases, id.Text, $"message-{key}") is { } row ? run.CaseRows.Outcome(row) : null;

    /// <summary>The report on a letter whose message was given up: an operator owes it another try, and what the report implies comes with that.</summary>
    private bool IsOfParkedLetter(CaseId id, string message) =>
        message.EndsWith(".sent", StringComparison.Ordinal) && IsParked(id, string.Join('.', message.Split('.').Take(3)));

    private bool IsParked(CaseId id, string key) =>
        run.Store.PartitionsOf(TableNames.Parked).Any(day => run.Store.Find(TableNames.Parked, day, $"{id}_{key}") is not null);
}
