using Escalation.Domain;
using Escalation.Functions.Pipeline;

namespace Escalation.Simulation;

/// <summary>Reads each row from its bytes the first time that it is given out, and remembers what it said: most of a run would else go into
/// reading the same logs again.</summary>
/// <remarks>Sound because <see cref="MemoryStore"/> never changes a row (one that is written again is another row), and what is read of one
/// cannot be changed by its readers.</remarks>
internal sealed class RememberedRows : ICaseRows
{
    private readonly CaseRows _read = new();
    private readonly Dictionary<Row, Case?> _snapshots = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Row, Recorded> _events = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Row, MessageOutcome> _outcomes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The case after each commit that was folded, by the row of its last event.</summary>
    private readonly Dictionary<Row, Case> _states = new(ReferenceEqualityComparer.Instance);

    public Case? Snapshot(Row row) => Once(_snapshots, row, _read.Snapshot);

    public Recorded Event(Row row) => Once(_events, row, _read.Event);

    public MessageOutcome Outcome(Row row) => Once(_outcomes, row, _read.Outcome);

    public Case? Fold(CaseId id, IReadOnlyList<Row> log)
    {
        var known = log.Count;
        while (known > 0 && !_states.ContainsKey(log[known - 1]))
        {
            known--;
        }

        var state = known == 0 ? null : _states[log[known - 1]];
        foreach (var commit in log.Skip(known).Select(Event).GroupBy(recorded => recorded.Commit))
        {
            state = Domain.Fold.Commit(id, state, [.. commit]);
            _states[log[state.LastEvent - 1]] = state;
        }

        return state;
    }

    private static T Once<T>(Dictionary<Row, T> known, Row row, Func<Row, T> read) =>
        known.TryGetValue(row, out var said) ? said : known[row] = read(row);
}
