using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>Reads each row from its bytes the first time that it is given out, and remembers what it said: most of a run would else go into
/// reading the same logs again.</summary>
/// <remarks>Known by where its bytes lie: <see cref="MemoryStore"/> gives out the very bytes that were written, and nobody changes them, or what
/// is read of them. Over a store that copies them, every row is read anew.</remarks>
internal sealed class RememberedRows : ICaseRows
{
    private readonly CaseRows _read = new();
    private readonly Dictionary<ReadOnlyMemory<byte>, Case?> _snapshots = [];
    private readonly Dictionary<ReadOnlyMemory<byte>, Recorded> _events = [];
    private readonly Dictionary<ReadOnlyMemory<byte>, MessageOutcome> _outcomes = [];

    /// <summary>The case after each commit that was folded, by its last event.</summary>
    private readonly Dictionary<ReadOnlyMemory<byte>, Case> _states = [];

    public Case? Snapshot(Row row) => Once(_snapshots, row, _read.Snapshot);

    public Recorded Event(Row row) => Once(_events, row, _read.Event);

    public MessageOutcome Outcome(Row row) => Once(_outcomes, row, _read.Outcome);

    public Case? Fold(CaseId id, IReadOnlyList<Row> log)
    {
        var known = log.Count;
        while (known > 0 && !_states.ContainsKey(log[known - 1].Body))
        {
            known--;
        }

        var state = known == 0 ? null : _states[log[known - 1].Body];
        foreach (var commit in log.Skip(known).Select(Event).GroupBy(recorded => recorded.Commit))
        {
            state = Domain.Cases.Fold.Commit(id, state, [.. commit]);
            _states[log[state.LastEvent - 1].Body] = state;
        }

        return state;
    }

    private static T Once<T>(Dictionary<ReadOnlyMemory<byte>, T> known, Row row, Func<Row, T> read) =>
        known.TryGetValue(row.Body, out var said) ? said : known[row.Body] = read(row);
}
