using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>What the rows of one case, by themselves, show to be right or wrong. Pure.</summary>
internal static class AuditRules
{
    /// <summary>A message that was put back is given up after little more than an hour; a case that nothing wakes for longer than this is
    /// stuck.</summary>
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromDays(1);

    public static IEnumerable<AuditViolation> Check(AuditedCase found, DateTimeOffset now)
    {
        foreach (var key in found.Unreadable)
        {
            yield return Violation(found, "I8", $"The row '{key}' cannot be read by this version of the program.");
        }

        if (found.Unreadable.Count > 0 || (found.Stored is null && found.Events.Count == 0 && !found.Messages.Values.Any(m => m.Commit is not null)))
        {
            // What follows would only repeat it; and a message that was parked before its complaint came leaves no case.
            yield break;
        }

        var (folded, fault) = Folded(found);
        if (folded is null)
        {
            yield return Violation(found, "I8", fault!);
            yield break;
        }

        var state = found.Snapshot ?? folded;
        foreach (var violation in (AuditViolation[])
            [.. Snapshot(found, folded), .. Messages(found), .. Texts(found), .. Promises(found, state, now), .. Closing(found, state), .. Quiet(found, state, now)])
        {
            yield return violation;
        }
    }

    /// <summary>The case that the log tells of, or why the log cannot be.</summary>
    private static (Case? Case, string? Fault) Folded(AuditedCase found)
    {
        foreach (var (index, (key, recorded)) in found.Events.Index())
        {
            if (recorded.Number != index + 1 || key != CaseStore.EventKey(recorded.Number))
            {
                return (null, $"The log has a gap: event {index + 1} is missing, and the row '{key}' stands in its place.");
            }
        }

        if (found.Events.Count == 0)
        {
            return (null, "There is no log: every event is missing.");
        }

        try
        {
            return (Domain.Cases.Fold.Log(CaseId.Parse(found.Partition), found.Events.Select(e => e.Recorded)), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A log that was tampered with can break any rule of the fold, and the fold answers with whatever it trips over.
            return (null, $"The log cannot be folded: {e.Message}");
        }
    }

    private static IEnumerable<AuditViolation> Snapshot(AuditedCase found, Case folded)
    {
        if (found.Stored is not { } stored)
        {
            yield return Violation(found, "I8", $"There is a log of {found.Events.Count} events and no snapshot.");
        }
        else if (found.Snapshot is { } snapshot && !stored.Span.SequenceEqual(CaseFormat.Write(folded)))
        {
            yield return Violation(
                found,
                "I8",
                snapshot.LastEvent != folded.LastEvent
                    ? $"The snapshot ends with event {snapshot.LastEvent}, the log with event {folded.LastEvent}."
                    : "Folding the log does not give the snapshot.");
        }
    }

    /// <summary>One commit a message, one message a commit, and each says of the other what the other says of itself (I2).</summary>
    private static IEnumerable<AuditViolation> Messages(AuditedCase found)
    {
        var commits = found.Events.Select(e => e.Recorded).GroupBy(e => e.Commit).ToDictionary(commit => commit.Key, commit => commit.ToList());
        foreach (var twice in commits.GroupBy(commit => commit.Value[0].Message, StringComparer.Ordinal).Where(same => same.Count() > 1))
        {
            yield return Violation(found, "I2", $"The message {twice.Key} changed the case in the commits {string.Join(" and ", twice.Select(c => c.Key).Order())}.");
        }

        foreach (var (number, events) in commits)
        {
            var key = events[0].Message;
            if (events.Exists(e => e.Message != key))
            {
                yield return Violation(found, "I2", $"Commit {number} was caused by more than one message.");
            }
            else if (!found.Messages.TryGetValue(key, out var outcome))
            {
                yield return Violation(found, "I2", $"Commit {number} has no message row: the message {key} could be handled a second time.");
            }
            else if (outcome.State == MessageState.Parked || outcome.Commit != number || outcome.Events != events.Count || outcome.LastEvent != events[^1].Number)
            {
                yield return Violation(found, "I2", $"The row of the message {key} does not tell of its commit {number}.");
            }
        }

        foreach (var (key, outcome) in found.Messages)
        {
            if (outcome.Commit is { } number && !commits.ContainsKey(number))
            {
                yield return Violation(found, "I2", $"The message {key} is said to have made commit {number}, which is not in the log.");
            }
        }
    }

    private static IEnumerable<AuditViolation> Texts(AuditedCase found) => found.Events
        .SelectMany(e => TextReferences.In(e.Recorded.Event).Select(text => (e.Recorded.Number, Text: text)))
        .Where(reference => !found.Texts.Contains(reference.Text.Number))
        .Select(reference => Violation(
            found, "I8", $"Event {reference.Number} refers to text {reference.Text.Number}, which is neither there nor erased."));

    /// <summary>Broken promises are seen by the alarm of the case's next deadline, so that must not lie behind them (I6).</summary>
    private static IEnumerable<AuditViolation> Promises(AuditedCase found, Case state, DateTimeOffset now)
    {
        foreach (var promise in state.Promises.Where(p => p.State == PromiseState.Open))
        {
            if (!state.IsOpen)
            {
                yield return Violation(found, "I6", $"Promise {promise.Number} is still open, and the case is closed.");
            }
            else if (promise.Due < now - AlarmClock.HandlerLifetime && !(state.Next?.Due <= promise.Due))
            {
                yield return Violation(found, "I6", $"Promise {promise.Number} was due {Time(promise.Due)}, and no deadline of the case looks at it.");
            }
        }
    }

    private static IEnumerable<AuditViolation> Closing(AuditedCase found, Case state)
    {
        if (state is { IsOpen: false, Cause: null })
        {
            yield return Violation(found, "I7", "The case is closed and has no cause.");
        }

        var caused = false;
        foreach (var (_, recorded) in found.Events)
        {
            caused |= recorded.Event is Event.CauseRecorded;
            if (recorded.Event is Event.CaseClosed && !caused && state.Cause is not null)
            {
                yield return Violation(found, "I7", $"The case was closed by event {recorded.Number} before a cause was known.");
            }
        }
    }

    private static IEnumerable<AuditViolation> Quiet(AuditedCase found, Case state, DateTimeOffset now)
    {
        // The date of a law, months away, wakes nobody for what the case waits for now.
        if (state.IsOpen && !Deadline.Of(state.Stage, state.Promises).Any() && state.LastAt < now - LongestQuiet)
        {
            yield return Violation(
                found,
                "I4",
                $"The case is {state.Stage.Name} since {Time(state.LastAt)}, and no deadline wakes it: look among the parked messages for what it waits for.");
        }
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static AuditViolation Violation(AuditedCase found, string invariant, string words) => new(found.Partition, invariant, words);
}
