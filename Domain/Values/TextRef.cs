namespace Escalation.Domain.Values;

/// <summary>Where in the case's partition something a person said is kept. Events hold only this, never the words.</summary>
/// <param name="Number">1 for the first text of the case.</param>
public readonly record struct TextRef(int Number);

/// <summary>Words to be kept with the events that refer to them.</summary>
public sealed record TextEntry(TextRef Ref, string Words);
