using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Parked;

/// <summary>A message that could not be handled, whole, with the reason, and what operators decided about it since.</summary>
/// <param name="Id">See <see cref="ParkedId"/>.</param>
/// <param name="At">When it was parked.</param>
/// <param name="Case">The case it named; null where it named none.</param>
/// <param name="Body">Its bytes as they came; none once it was discarded.</param>
/// <param name="BodyRows">How many rows of their own the bytes take where they are too many for this one; 0 when all are here.</param>
/// <param name="Bytes">How many bytes it had.</param>
public sealed record ParkedMessage(
    string Id,
    DateTimeOffset At,
    string Queue,
    CaseId? Case,
    string Key,
    string Subject,
    string Reason,
    string Description,
    IReadOnlyDictionary<string, string> Properties,
    byte[] Body,
    int BodyRows = 0,
    int Bytes = 0)
{
    /// <summary>Set before it is sent once more, so that whoever tries again sends the same.</summary>
    public ResubmissionRecord? Resubmitted { get; init; }

    public DiscardRecord? Discarded { get; init; }

    /// <summary>Nobody has decided about it yet, or a resubmission was begun and may not have been sent.</summary>
    public bool IsWaiting => Discarded is null && Resubmitted is not { Sent: true };
}

/// <summary>A message was sent once more.</summary>
/// <param name="Key">Under this key.</param>
/// <param name="At">When that was decided.</param>
/// <param name="Sent">False until the queue has taken it.</param>
public sealed record ResubmissionRecord(string Key, DateTimeOffset At, Actor By, bool Sent);

/// <summary>A message was given up for good; its body is gone.</summary>
/// <param name="Reason">In the operator's words.</param>
public sealed record DiscardRecord(DateTimeOffset At, Actor By, string Reason);

/// <summary>Where a parked message lies: the day it was parked, the case under whose rows it was claimed, and its key.</summary>
public sealed record ParkedId(string Day, CaseId Case, string Key)
{
    private const string DayFormat = "yyyy-MM-dd";
    private const int MostKeyCharacters = 300;

    public static ParkedId Of(DateTimeOffset at, CaseId id, string key) => new(at.UtcDateTime.ToString(DayFormat, CultureInfo.InvariantCulture), id, key);

    public static bool TryParse(string? text, [NotNullWhen(true)] out ParkedId? id)
    {
        id = (text ?? "").Split('_', 3) is [var day, var @case, { Length: > 0 and <= MostKeyCharacters } key]
            && DateOnly.TryParseExact(day, DayFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
            && CaseId.TryParse(@case, out var number)
            && number.Text == @case
            && key.All(IncomingMessage.IsKeyCharacter)
                ? new(day, number, key)
                : null;
        return id is not null;
    }

    /// <summary>The key of its row within the day.</summary>
    public string RowKey => $"{Case}_{Key}";

    public override string ToString() => $"{Day}_{RowKey}";
}
