using System.Globalization;
using System.Text;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Store;

/// <summary>A case as it was read, with what is needed to change it.</summary>
/// <param name="ETag">Of the snapshot row; null when there is none yet.</param>
/// <param name="Handled">What became of the message that is being handled, where it was handled before.</param>
public sealed record LoadedCase(Case? Case, string? ETag, MessageOutcome? Handled);

/// <summary>The events of one commit, and the case as it left it.</summary>
public sealed record ReadCommit(Case After, IReadOnlyList<Recorded> Events);

/// <summary>The cases table: snapshot, log, texts and handled messages of each case in a partition of its own.</summary>
public sealed class CaseStore(IStore store, ICaseRows rows)
{
    internal const string SnapshotKey = "case";
    internal const string EventPrefix = "event-";
    internal const string TextPrefix = "text-";
    internal const string MessagePrefix = "message-";
    internal const string TraceKey = "trace";

    /// <summary>Over a store that gives out every row anew.</summary>
    public CaseStore(IStore store)
        : this(store, new CaseRows())
    {
    }

    /// <summary>The first step of every change: the snapshot, then the row of the message.</summary>
    /// <remarks>In this order: a commit between the two reads leaves a message row that says so, never a handled message that looks new
    /// beside a snapshot that holds its effect.</remarks>
    public async Task<LoadedCase> Load(CaseId id, string message, CancellationToken stopping)
    {
        var (@case, etag) = await Snapshot(id, stopping);
        return new(@case, etag, await Outcome(id, message, stopping));
    }

    public async Task<Case?> Find(CaseId id, CancellationToken stopping) => (await Snapshot(id, stopping)).Case;

    /// <summary>The case, if it has gone on since.</summary>
    /// <returns>Null when it still has this version.</returns>
    public async Task<Case?> FindChanged(CaseId id, int version, CancellationToken stopping) =>
        await store.Get(TableNames.Cases, id.Text, SnapshotKey, stopping) is { } row && !CaseFormat.IsVersion(row.Body.Span, version)
            ? await Read(id, row, stopping)
            : null;

    public async Task<MessageOutcome?> Outcome(CaseId id, string message, CancellationToken stopping) =>
        await store.Get(TableNames.Cases, id.Text, MessagePrefix + message, stopping) is { } row ? rows.Outcome(row) : null;

    /// <summary>What became of a message by now: where it was parked and sent again by an operator, what became of that.</summary>
    public async Task<MessageOutcome?> OutcomeToDate(CaseId id, string message, CancellationToken stopping)
    {
        var outcome = await Outcome(id, message, stopping);
        for (var number = 1; outcome is { State: MessageState.Parked }; number++)
        {
            if (await Outcome(id, MessageIdentity.ResubmittedKey(message, number), stopping) is not { } later)
            {
                break;
            }

            outcome = later;
        }

        return outcome;
    }

    /// <summary>The log up to and including an event, or to its end.</summary>
    public async Task<IReadOnlyList<Recorded>> Log(CaseId id, int? upTo, CancellationToken stopping)
    {
        var log = new List<Recorded>();
        var before = upTo is { } last ? EventKey(last + 1) : EventPrefix + "~";
        await foreach (var row in store.Range(TableNames.Cases, id.Text, EventPrefix, before, stopping))
        {
            log.Add(rows.Event(row));
        }

        return log;
    }

    /// <summary>The commit that an event belongs to, in one read. The log is folded only where the case has gone on since.</summary>
    /// <returns>Null when there is no such event yet.</returns>
    public async Task<ReadCommit?> CommitOf(CaseId id, int eventNumber, CancellationToken stopping)
    {
        var (snapshot, log) = ((Row?)null, new List<Row>());
        await foreach (var row in store.Range(TableNames.Cases, id.Text, SnapshotKey, EventPrefix + "~", stopping))
        {
            if (row.Key.StartsWith(EventPrefix, StringComparison.Ordinal))
            {
                log.Add(row);
            }
            else if (row.Key == SnapshotKey)
            {
                snapshot = row;
            }
        }

        if (log.Count < eventNumber)
        {
            return null;
        }

        var commit = CommitAround(log, eventNumber);
        return snapshot is not null && CaseFormat.IsVersion(snapshot.Body.Span, commit[0].Commit)
            ? new(rows.Snapshot(snapshot)!, commit)
            : new(rows.Fold(id, log[..commit[^1].Number])!, commit);
    }

    /// <summary>Everything anybody said, by reference; an erased text is null.</summary>
    public async Task<IReadOnlyDictionary<TextRef, string?>> Texts(CaseId id, CancellationToken stopping)
    {
        var texts = new Dictionary<TextRef, string?>();
        await foreach (var row in store.Range(TableNames.Cases, id.Text, TextPrefix, TextPrefix + "~", stopping))
        {
            var number = int.Parse(row.Key.AsSpan(TextPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture);
            texts[new(number)] = row.Body.IsEmpty ? null : Encoding.UTF8.GetString(row.Body.Span);
        }

        return texts;
    }

    public async Task<string?> Text(CaseId id, TextRef text, CancellationToken stopping) =>
        await store.Get(TableNames.Cases, id.Text, TextKey(text), stopping) is { Body.IsEmpty: false } row ? Encoding.UTF8.GetString(row.Body.Span) : null;

    /// <summary>Records a decision: snapshot, events, texts and the handled message, all of it or nothing.</summary>
    /// <param name="read">What the decision was made on.</param>
    /// <param name="after">Null when the decision left no case, as for a refusal of a case that is not known.</param>
    /// <param name="trace">Where in which trace this happens; kept when the case is registered by it. Null when nobody follows it.</param>
    /// <exception cref="StoreConflictException">Another handler came first, or the message was handled meanwhile.</exception>
    public Task Commit(
        CaseId id,
        LoadedCase read,
        Case? after,
        IEnumerable<Recorded> events,
        IEnumerable<TextEntry> texts,
        string message,
        MessageOutcome outcome,
        string? trace,
        CancellationToken stopping)
    {
        List<RowChange> changes = [new RowChange.Add(MessagePrefix + message, outcome.Write())];
        if (after is not null)
        {
            var snapshot = CaseFormat.Write(after);
            changes.Add(read.ETag is null ? new RowChange.Add(SnapshotKey, snapshot) : new RowChange.Replace(SnapshotKey, read.ETag, snapshot));
            if (read.ETag is null && trace is not null)
            {
                changes.Add(new RowChange.Add(TraceKey, CaseFormat.WriteValue(new KeptTrace(trace))));
            }
        }

        changes.AddRange(events.Select(recorded => new RowChange.Add(EventKey(recorded.Number), CaseFormat.Write(recorded))));
        changes.AddRange(texts.Select(text => new RowChange.Add(TextKey(text.Ref), Encoding.UTF8.GetBytes(text.Words))));
        return store.Transact(TableNames.Cases, id.Text, changes, stopping);
    }

    /// <summary>The place in a trace at which the case was registered; null when nobody followed it then.</summary>
    public async Task<string?> Trace(CaseId id, CancellationToken stopping) =>
        await store.Get(TableNames.Cases, id.Text, TraceKey, stopping) is { } row ? CaseFormat.ReadValue<KeptTrace>(row.Body.Span).TraceParent : null;

    /// <summary>Claims a dead message before it is parked: a commit by a handler that is still alive then fails.</summary>
    /// <returns>Null when the claim was made; else what had become of the message before.</returns>
    public async Task<MessageOutcome?> ClaimAsParked(CaseId id, string message, MessageOutcome parked, CancellationToken stopping)
    {
        try
        {
            await store.Transact(TableNames.Cases, id.Text, [new RowChange.Add(MessagePrefix + message, parked.Write())], stopping);
            return null;
        }
        catch (StoreConflictException)
        {
            return await Outcome(id, message, stopping);
        }
    }

    /// <summary>Notes that what the message caused has been sent. Nobody else changes the row of a message that caused something.</summary>
    public Task NoteSent(CaseId id, string message, MessageOutcome outcome, DateTimeOffset at, CancellationToken stopping) =>
        store.Transact(TableNames.Cases, id.Text, [new RowChange.Put(MessagePrefix + message, (outcome with { SentAt = at }).Write())], stopping);

    /// <summary>The ids of all cases. Walks the whole table.</summary>
    public async IAsyncEnumerable<CaseId> All([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
    {
        await foreach (var partition in store.Partitions(TableNames.Cases, stopping))
        {
            // A message that was parked before its complaint ever came leaves a partition without a case.
            if (await store.Get(TableNames.Cases, partition, SnapshotKey, stopping) is not null)
            {
                yield return CaseId.Parse(partition);
            }
        }
    }

    private async Task<(Case? Case, string? ETag)> Snapshot(CaseId id, CancellationToken stopping) =>
        await store.Get(TableNames.Cases, id.Text, SnapshotKey, stopping) is { } row ? (await Read(id, row, stopping), row.ETag) : (null, null);

    /// <remarks>Written with another state schema: the log is the truth, and the next commit writes the snapshot anew.</remarks>
    private async Task<Case?> Read(CaseId id, Row snapshot, CancellationToken stopping) =>
        rows.Snapshot(snapshot) ?? Fold.Log(id, await Log(id, null, stopping));

    /// <summary>The events of the commit that one of them belongs to.</summary>
    private List<Recorded> CommitAround(List<Row> log, int eventNumber)
    {
        var commit = new List<Recorded> { rows.Event(log[eventNumber - 1]) };
        for (var before = eventNumber - 2; before >= 0 && rows.Event(log[before]) is var earlier && earlier.Commit == commit[0].Commit; before--)
        {
            commit.Insert(0, earlier);
        }

        for (var after = eventNumber; after < log.Count && rows.Event(log[after]) is var later && later.Commit == commit[0].Commit; after++)
        {
            commit.Add(later);
        }

        return commit;
    }

    internal static string EventKey(int number) => string.Create(CultureInfo.InvariantCulture, $"{EventPrefix}{number:D6}");

    /// <summary>Body of the row <see cref="TraceKey"/>: beside the log and the snapshot, as it is no part of what happened to the case (I8).</summary>
    private sealed record KeptTrace(string TraceParent);

    private static string TextKey(TextRef text) => string.Create(CultureInfo.InvariantCulture, $"{TextPrefix}{text.Number:D4}");
}
