using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Simulation;

namespace Escalation.Functions.Tests.Simulation;

/// <summary>The row of the message is not read at load: a message that was handled looks new.</summary>
internal sealed class NoMessageRowAtLoad(IStore inner, Run run) : StoreAround(inner)
{
    public override async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var row = await base.Get(table, partition, key, stopping);
        return key.StartsWith("message-", StringComparison.Ordinal) && run.Hosts.Current?.Name != Entities.DeadLetters ? null : row;
    }
}

/// <summary>A decision without events leaves no row.</summary>
internal sealed class NoRowForEmptyDecisions(IStore inner, Run run) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        var kept = table == TableNames.Cases && !HasEvents(changes) && run.Hosts.Current?.Name != Entities.DeadLetters
            ? changes.Where(c => !IsMessage(c)).ToList()
            : changes;
        return kept.Count == 0 ? Task.CompletedTask : base.Transact(table, partition, kept, stopping);
    }
}

/// <summary>With the commit it is noted already that what it implies was sent.</summary>
internal sealed class NotesBeforeSending(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        base.Transact(table, partition, [.. changes.Select(change => table == TableNames.Cases ? Noted(change) : change)], stopping);

    private static RowChange Noted(RowChange change) =>
        IsMessage(change) && change is RowChange.Add { Body: var body } && MessageOutcome.Read(body.Span) is { LastEvent: not null } outcome
            ? new RowChange.Add(change.Key, (outcome with { SentAt = outcome.At }).Write())
            : change;
}

/// <summary>A dead message is parked without claiming it first.</summary>
internal sealed class NoClaimBeforeParking(IStore inner, Run run) : StoreAround(inner)
{
    public override async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        if (run.Hosts.Current?.Name != Entities.DeadLetters || table != TableNames.Cases || changes is not [RowChange.Add claim])
        {
            await base.Transact(table, partition, changes, stopping);
        }
        else if (await Get(table, partition, claim.Key, stopping) is not null)
        {
            throw new StoreConflictException(claim.Key, StoreConflict.Exists);
        }
    }
}

/// <summary>That a parked message was sent again is not written down, so that another operator can still give it up.</summary>
internal sealed class NoNoteOfResubmissions(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        table == TableNames.Parked && changes is [RowChange.Replace note] && CaseFormat.ReadValue<ParkedMessage>(note.Body.Span).Resubmitted is not null
            ? Task.CompletedTask
            : base.Transact(table, partition, changes, stopping);
}

/// <summary>Follow-ups are known by another key than case, arm and due time. The true row is written too, for those who look on.</summary>
/// <param name="other">The key in place of the true one.</param>
internal sealed class FollowUpsUnderOtherKeys(IStore inner, Func<string, string> other) : StoreAround(inner)
{
    public override Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) =>
        base.Get(table, partition, IsFollowUp(key) ? other(key) : key, stopping);

    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        base.Transact(table, partition, [.. changes.SelectMany(Changed)], stopping);

    private static bool IsFollowUp(string key) =>
        key.StartsWith("message-", StringComparison.Ordinal) && key.Contains(".follow-up.", StringComparison.Ordinal);

    private IEnumerable<RowChange> Changed(RowChange change) => change is RowChange.Add row && IsFollowUp(row.Key)
        ? [new RowChange.Put(row.Key, row.Body), new RowChange.Add(other(row.Key), row.Body)]
        : [change];
}

/// <summary>The sweep takes a row away once it has rung.</summary>
internal sealed class SweepDeletes(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        base.Transact(table, partition, table == TableNames.Alarms && changes.Count == 2 ? [changes[0]] : changes, stopping);
}

/// <summary>After projecting, the state is not read again: whoever projects believes that it stood still.</summary>
/// <param name="withheld">Told each time the state had gone on.</param>
internal sealed class ProjectsOnce(IStore inner, Run run, Action withheld) : StoreAround(inner)
{
    private readonly Dictionary<Activity, (bool Projecting, Row? Seen)> _seen = [];

    public override async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        if (run.Hosts.Current is not { } activity)
        {
            return await base.Get(table, partition, key, stopping);
        }

        if (table == TableNames.Views)
        {
            _seen[activity] = _seen.GetValueOrDefault(activity) with { Projecting = true };
        }

        var state = _seen.GetValueOrDefault(activity);
        if (table != TableNames.Cases || key != "case")
        {
            return await base.Get(table, partition, key, stopping);
        }

        var row = await base.Get(table, partition, key, stopping);
        if (state is { Projecting: true, Seen: { } seen })
        {
            if (!row!.Body.Span.SequenceEqual(seen.Body.Span))
            {
                withheld();
            }

            row = seen;
        }

        _seen[activity] = (false, row);
        return row;
    }

    public override async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        await base.Transact(table, partition, changes, stopping);
        if (table == TableNames.Cases && run.Hosts.Current is { } activity && changes.FirstOrDefault(c => c.Key == "case") is { } snapshot)
        {
            var body = snapshot is RowChange.Replace replaced ? replaced.Body : ((RowChange.Add)snapshot).Body;
            _seen[activity] = (false, new("case", "", body));
        }
    }
}

/// <summary>A message that was handled before is taken as handled to the end: whoever handled it is believed to have brought the lists up to date.</summary>
internal sealed class DoesNotProjectAgain(IStore inner, Run run) : StoreAround(inner)
{
    private readonly HashSet<Activity> _handledBefore = [];

    public override async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var row = await base.Get(table, partition, key, stopping);
        if (run.Hosts.Current is not { } activity)
        {
            return row;
        }

        if (table == TableNames.Cases && key.StartsWith("message-", StringComparison.Ordinal) && row is not null)
        {
            _handledBefore.Add(activity);
        }

        return table == TableNames.Views && _handledBefore.Contains(activity)
            ? new(key, "", CaseFormat.WriteValue(new ViewEntry(CaseId.Parse(key), int.MaxValue, Due: null, run.Now)))
            : row;
    }
}

/// <summary>Only the lists are written that the case is in now.</summary>
internal sealed class NoTombstones(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        table == TableNames.Views && Body(changes[0]) is { IsEmpty: false } body && JsonNode.Parse(body.Span) is JsonObject entry
            && entry.ContainsKey("case") && !entry.ContainsKey("due")
            ? Task.CompletedTask
            : base.Transact(table, partition, changes, stopping);

    private static ReadOnlyMemory<byte> Body(RowChange change) => change switch
    {
        RowChange.Add c => c.Body,
        RowChange.Replace c => c.Body,
        _ => default,
    };
}

/// <summary>A list entry is written whatever version of the case it was made from.</summary>
internal sealed class NoVersionGuard(IStore inner) : StoreAround(inner)
{
    public override async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var row = await base.Get(table, partition, key, stopping);
        return table == TableNames.Views && partition != CaseViews.HealthPartition && row is not null
            ? row with { Body = CaseFormat.WriteValue(CaseFormat.ReadValue<ViewEntry>(row.Body.Span) with { Version = 0 }) }
            : row;
    }
}

/// <summary>Every alarm row looks as if it had been armed at another time.</summary>
internal sealed class ArmedAnotherTime(IStore inner, DateTimeOffset armedAt) : StoreAround(inner)
{
    public override async Task<Row?> Get(string table, string partition, string key, CancellationToken stopping)
    {
        var row = await base.Get(table, partition, key, stopping);
        return table == TableNames.Alarms && row is not null ? row with { Body = CaseFormat.WriteValue(armedAt) } : row;
    }
}

/// <summary>The snapshot is written over whatever is there.</summary>
internal sealed class IgnoresTheETag(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        base.Transact(table, partition, table == TableNames.Cases ? [.. changes.Select(Forced)] : changes, stopping);

    private static RowChange Forced(RowChange change) => change switch
    {
        RowChange.Replace c => new RowChange.Put(c.Key, c.Body),
        RowChange.Add c when !IsMessage(c) => new RowChange.Put(c.Key, c.Body),
        _ => change,
    };
}

/// <summary>What a commit implies is sent before the commit is made.</summary>
internal sealed class PublishesBeforeCommit(IStore inner, Run run) : StoreAround(inner)
{
    public override async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        if (table == TableNames.Cases && HasEvents(changes))
        {
            var events = changes.Where(c => c.Key.StartsWith("event-", StringComparison.Ordinal)).Select(c => CaseFormat.ReadEvent(((RowChange.Add)c).Body.Span));
            var snapshot = changes.First(c => c.Key == "case");
            var after = CaseFormat.ReadCase((snapshot is RowChange.Replace replaced ? replaced.Body : ((RowChange.Add)snapshot).Body).Span)!;
            var packets = new EscalationPackets(new(new Uri("https://complaints.example/")));
            await new Publisher(new FaultySender(run), new CaseStore(Inner), packets, run.Policies, new(CaseEvents: true)).Publish(after, [.. events], stopping);
        }

        await base.Transact(table, partition, changes, stopping);
    }
}

/// <summary>Does something right after a commit with events, before anything was sent.</summary>
internal sealed class AfterCommit(IStore inner, Func<Task> act) : StoreAround(inner)
{
    public override async Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping)
    {
        await base.Transact(table, partition, changes, stopping);
        if (table == TableNames.Cases && HasEvents(changes))
        {
            await act();
        }
    }
}

/// <summary>Nothing is reserved, so every decision finds that nothing was granted before.</summary>
internal sealed class NoLedger(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        table == TableNames.Budgets ? Task.CompletedTask : base.Transact(table, partition, changes, stopping);
}

/// <summary>A sum is written whatever it has become since it was read.</summary>
internal sealed class IgnoresTheLedgersETag(IStore inner) : StoreAround(inner)
{
    public override Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
        base.Transact(table, partition, table == TableNames.Budgets ? [.. changes.Select(Forced)] : changes, stopping);

    private static RowChange Forced(RowChange change) => change switch
    {
        RowChange.Add add => new RowChange.Put(add.Key, add.Body),
        RowChange.Replace replace => new RowChange.Put(replace.Key, replace.Body),
        _ => change,
    };
}
