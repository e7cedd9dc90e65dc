using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Store;

/// <summary>What the rows of a case say.</summary>
/// <remarks>A port, because a row of the database is read once, while a store in memory gives out the same row thousands of times: whoever
/// brings such a store, as the simulator does, can also bring a reader that remembers.</remarks>
public interface ICaseRows
{
    /// <inheritdoc cref="CaseFormat.ReadCase"/>
    Case? Snapshot(Row row);

    /// <inheritdoc cref="CaseFormat.ReadEvent"/>
    Recorded Event(Row row);

    /// <inheritdoc cref="MessageOutcome.Read"/>
    MessageOutcome Outcome(Row row);

    /// <summary>The case as the last of these rows left it.</summary>
    /// <param name="log">The events of whole commits, from the first on.</param>
    /// <exception cref="InvalidOperationException">The log cannot be.</exception>
    Case? Fold(CaseId id, IReadOnlyList<Row> log);
}

/// <summary>Reads each row from its bytes.</summary>
public sealed class CaseRows : ICaseRows
{
    public Case? Snapshot(Row row) => CaseFormat.ReadCase(row.Body.Span);

    public Recorded Event(Row row) => CaseFormat.ReadEvent(row.Body.Span);

    public MessageOutcome Outcome(Row row) => MessageOutcome.Read(row.Body.Span);

    public Case? Fold(CaseId id, IReadOnlyList<Row> log) => Domain.Cases.Fold.Log(id, log.Select(Event));
}
