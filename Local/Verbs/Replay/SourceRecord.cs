namespace Escalation.Local.Verbs.Replay;

/// <summary>One record of a file.</summary>
/// <param name="Line">Where it begins; 1 for the first line.</param>
/// <param name="Raw">As it stands in the file.</param>
/// <param name="IsJson">Whether the raw record is a JSON object, which needs no map where it is a complaint as it stands.</param>
/// <param name="Fields">By name, as text; null where the record cannot be read, and <paramref name="Problem"/> says why.</param>
public sealed record SourceRecord(int Line, ReadOnlyMemory<byte> Raw, bool IsJson, IReadOnlyDictionary<string, string>? Fields, string? Problem);
