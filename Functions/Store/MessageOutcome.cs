using System.Text.Json.Serialization;
using Escalation.Domain.Cases;

namespace Escalation.Functions.Store;

/// <summary>What became of a message: the row that keeps it from being handled twice, and that its sender can ask for.</summary>
/// <param name="Events">How many events it caused; 0 for a refusal, but for one that is to be seen in the log.</param>
/// <param name="Commit">The commit that holds them, where there are any.</param>
/// <param name="LastEvent">The number of the newest of them.</param>
/// <param name="Reason">Why it was refused or parked.</param>
/// <param name="Words">The same in a sentence.</param>
public sealed record MessageOutcome(
    MessageState State,
    DateTimeOffset At,
    int Events = 0,
    int? Commit = null,
    int? LastEvent = null,
    string? Reason = null,
    string? Words = null)
{
    /// <summary>When a later delivery had sent everything that the events imply: the deliveries after it need not. Null until then; whoever
    /// recorded the events may have sent it, or may have died first.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why it was refused; null where it was not.</summary>
    [JsonIgnore]
    public string? Refusal => State == MessageState.Refused ? Reason : null;

    public byte[] Write() => CaseFormat.WriteValue(this);

    public static MessageOutcome Read(ReadOnlySpan<byte> row) => CaseFormat.ReadValue<MessageOutcome>(row);
}

public enum MessageState
{
    Accepted,
    Refused,

    /// <summary>It could not be handled, and lies whole where an operator can look at it.</summary>
    Parked,
}
