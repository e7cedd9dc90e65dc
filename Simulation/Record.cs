using System.Globalization;
using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>What was asked of a case and acknowledged.</summary>
/// <param name="Key">Where its outcome can be read.</param>
internal sealed record Acknowledged(CaseId Case, string Key);

/// <summary>Watches a run from outside: every transaction, every message, every letter. What must hold at every moment is checked here.</summary>
internal sealed class Record(Run run)
{
    private static readonly TimeSpan s_skew = TimeSpan.FromMinutes(5);

    /// <summary>Timers are down for up to 20 hours, and may go down again when they come back.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromDays(4);

    private readonly Dictionary<string, AlarmRow> _alarms = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _letters = new(StringComparer.Ordinal);
    private readonly Dictionary<(CaseId Case, string Key), int> _commits = [];

    /// <summary>When the case's next deadline became so.</summary>
    private readonly Dictionary<CaseId, DateTimeOffset> _armed = [];

    /// <summary>The newest state of every case.</summary>
    public Dictionary<CaseId, Case> Cases { get; } = [];

    /// <summary>The bodies of commands, by key, as they were first said.</summary>
    public Dictionary<string, JsonElement> Said { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of what was sent for each case.</summary>
    public Dictionary<string, SortedSet<string>> SentOf { get; } = new(StringComparer.Ordinal);

    public List<Acknowledged> Acknowledged { get; } = [];

    public List<CaseId> Complaints { get; } = [];

    /// <summary>Messages that no function can read.</summary>
    public List<string> Unreadable { get; } = [];

    public Tally Seen { get; } = new();

    public void Wrote(string table, string partition, IReadOnlyList<RowChange> changes)
    {
        foreach (var change in changes)
        {
            run.Trace($"{change.GetType().Name} {table} {partition} {change.Key}");
        }

        if (table == TableNames.Cases && CaseId.TryParse(partition, out var id))
        {
            Committed(id, changes);
        }
        else if (table == TableNames.Alarms)
        {
            Alarmed(changes);
        }
    }

    public void Sent(OutgoingMessage message)
    {
        run.Trace($"send {message.Entity} {message.Key} {message.Attempt}");
        if (message.Entity is Entities.Reviews or Entities.Updates && message.Attempt == 0 && !Said.ContainsKey(message.Key))
        {
            Said[message.Key] = JsonDocument.Parse(message.Body).RootElement;
        }

        if (!Implied.IsFromCommit(message, out var about) || message.Attempt > 0)
        {
            return;
        }

        var @case = message.Properties[MessageProperties.Case];
        (SentOf.TryGetValue(@case, out var ids) ? ids : SentOf[@case] = new(StringComparer.Ordinal)).Add(MessageIdentity.FirstKeyOf(message.Key));
        if (run.Store.Find(TableNames.Cases, @case, $"event-{about:D6}") is null)
        {
            run.Fail("I3", CaseId.Parse(@case), $"{message.Key} was sent before the event it tells of was committed.");
        }

        if (!_bodies.TryGetValue(message.Key, out var before))
        {
            _bodies[message.Key] = message.Body;
        }
        else if (!before.Span.SequenceEqual(message.Body.Span))
        {
            run.Fail("I3", CaseId.Parse(@case), $"{message.Key} was sent again with another body.");
        }
    }

    public void Delivered(Letter letter)
    {
        run.Trace($"letter {letter.Id}");
        if (!_letters.TryAdd(letter.Id, letter.Body) && _letters[letter.Id] != letter.Body)
        {
            run.Fail("I3", letter.Case, $"The letter {letter.Id} was sent again in other words.");
        }
    }

    /// <summary>When the first alarm row wakes its case; null when there is none.</summary>
    public DateTimeOffset? EarliestWake() => _alarms.Count == 0 ? null : _alarms.Values.Min(row => row.Wake);

    /// <summary>Alarm rows whose deadline has passed: somebody still has to look at their case.</summary>
    public IEnumerable<AlarmRow> Overdue() => _alarms.Values.Where(row => row.Due <= run.Now);

    /// <summary>Alarm rows of deadlines that their cases do not wait for: overtaken, or of a commit that never came.</summary>
    public IEnumerable<AlarmRow> Strays() =>
        _alarms.Values.Where(row => Cases.GetValueOrDefault(row.Case)?.Next is not { } next || next.Arm != row.Arm || next.Due != row.Due);

    private void Committed(CaseId id, IReadOnlyList<RowChange> changes)
    {
        var before = Cases.GetValueOrDefault(id);
        foreach (var change in changes.Where(c => c.Key.StartsWith("event-", StringComparison.Ordinal)))
        {
            Happened(id, before, run.CaseRows.Event(Written(change)));
        }

        if (changes.FirstOrDefault(c => c.Key == "case") is { } snapshot && run.CaseRows.Snapshot(Written(snapshot)) is { } after)
        {
            Cases[id] = after;
            if (after.Next != before?.Next)
            {
                _armed[id] = run.Now;
            }

            if (after.Next is { } next && !HasAlarm(id, next))
            {
                run.Fail("I4", id, $"commit {after.Version} waits for {next.Deadline} without an alarm row.");
            }
        }
    }

    private void Happened(CaseId id, Case? before, Recorded recorded)
    {
        Seen.Saw(recorded.Event);
        if (!_commits.TryAdd((id, MessageIdentity.FirstKeyOf(recorded.Message)), recorded.Commit)
            && _commits[(id, MessageIdentity.FirstKeyOf(recorded.Message))] != recorded.Commit)
        {
            run.Fail("I2", id, $"message {recorded.Message} changed the case a second time, in commit {recorded.Commit}.");
        }

        if (recorded.At > run.Now + s_skew)
        {
            run.Fail("time", id, $"event {recorded.Number} is dated {recorded.At:O}, which is in the future.");
        }

        ClockInvariants.Happened(run, id, recorded);
        if (recorded.Event is Event.DeadlineFired)
        {
            // A clock's time may have passed before anything could ring for it: while an authority check was stuck.
            var due = before?.Next?.Due ?? run.Now;
            var late = run.Now - (before is not null && _armed.GetValueOrDefault(id) > due ? _armed[id] : due);
            if (late < -s_skew || late > s_tolerance)
            {
                run.Fail("I6", id, $"the deadline {before?.Next?.Deadline} was seen {late} after it was due.");
            }
        }
    }

    private void Alarmed(IReadOnlyList<RowChange> changes)
    {
        foreach (var change in changes)
        {
            if (change is RowChange.Remove)
            {
                continue;
            }

            var row = AlarmRow.Parse(Written(change));
            _alarms[change.Key] = row;
            run.Timer.Nudge(row.Wake);
        }

        foreach (var change in changes.OfType<RowChange.Remove>())
        {
            if (_alarms.Remove(change.Key, out var row)
                && Cases.GetValueOrDefault(row.Case)?.Next is { } next && next.Arm == row.Arm && next.Due == row.Due && !HasAlarm(row.Case, next))
            {
                run.Fail("I4", row.Case, $"the alarm row for {next.Deadline} was removed while the case waits for it.");
            }
        }
    }

    private bool HasAlarm(CaseId id, Alarm alarm) =>
        _alarms.Values.Any(row => row.Case == id && row.Arm == alarm.Arm && row.Due == alarm.Due && row.Wake >= row.Due);

    private static Row Written(RowChange change) => new(change.Key, "", change switch
    {
        RowChange.Add c => c.Body,
        RowChange.Replace c => c.Body,
        RowChange.Put c => c.Body,
        _ => default,
    });
}

/// <summary>Messages that a commit implies, told by their ids.</summary>
internal static class Implied
{
    private static readonly int s_idLength = CaseId.For("a", "b").Text.Length;

    /// <param name="about">The number of the event it tells of.</param>
    public static bool IsFromCommit(OutgoingMessage message, out int about)
    {
        about = 0;
        return message.Entity is Entities.AuthorityChecks or Entities.Notifications or Entities.Remedies or Entities.Escalations or Entities.CaseEvents
            && message.Key.Length > s_idLength + 7
            && int.TryParse(message.Key.AsSpan(s_idLength + 1, 6), NumberStyles.None, CultureInfo.InvariantCulture, out about);
    }
}

/// <summary>How often each thing occurred.</summary>
internal sealed class Tally
{
    public SortedDictionary<string, long> Events { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Outcomes { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Levels { get; } = new(StringComparer.Ordinal);

    /// <summary>What operators did with parked messages.</summary>
    public SortedDictionary<string, long> Decisions { get; } = new(StringComparer.Ordinal);

    public void Decided(string decision) => Count(Decisions, decision);

    public void Saw(Event happened)
    {
        Count(Events, happened.GetType().Name);
        switch (happened)
        {
            case Event.CaseClosed e:
                Count(Outcomes, e.Outcome.ToString());
                break;
            case Event.Escalated e:
                Count(Levels, e.Level.Text);
                break;
            case Event.RemedyGranted e:
                Count(Levels, e.Level.Text);
                break;
            default:
                break;
        }
    }

    public void Add(Tally other)
    {
        Add(Events, other.Events);
        Add(Outcomes, other.Outcomes);
        Add(Levels, other.Levels);
        Add(Decisions, other.Decisions);
    }

    private static void Add(SortedDictionary<string, long> counts, SortedDictionary<string, long> more)
    {
        foreach (var (name, count) in more)
        {
            counts[name] = counts.GetValueOrDefault(name) + count;
        }
    }

    private static void Count(SortedDictionary<string, long> counts, string name) => counts[name] = counts.GetValueOrDefault(name) + 1;
}
