using System.Text;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;

namespace Escalation.Functions.Console;

/// <summary>What is parked, as operators see it.</summary>
/// <param name="Waiting">How many nobody has decided about.</param>
/// <param name="Listed">How many there are of what was asked for; the newest of them are shown.</param>
public sealed record ParkedList(int Waiting, int Listed, IReadOnlyList<ParkedEntry> Messages)
{
    public const int MostShown = 200;

    /// <param name="all">Also those that were resubmitted or discarded.</param>
    public static ParkedList Of(IReadOnlyList<ParkedMessage> parked, bool all)
    {
        var listed = parked.Where(message => all || message.IsWaiting).ToList();
        return new(parked.Count(message => message.IsWaiting), listed.Count, [.. listed.Take(MostShown).Select(ParkedEntry.Of)]);
    }
}

/// <summary>One parked message, without its words.</summary>
/// <param name="State">waiting, resubmitted or discarded.</param>
/// <param name="Description">The reason in a sentence.</param>
/// <param name="Bytes">The length of its body as it came.</param>
public sealed record ParkedEntry(
    string Id, string State, DateTimeOffset At, string Queue, string? Case, string Kind, string Reason, string Description, int Bytes)
{
    public static ParkedEntry Of(ParkedMessage message) => new(
        message.Id,
        message.IsWaiting ? "waiting" : message.Discarded is null ? "resubmitted" : "discarded",
        message.At,
        message.Queue,
        message.Case?.Text,
        message.Subject,
        message.Reason,
        message.Description,
        Math.Max(message.Bytes, message.Body.Length));
}

/// <summary>One parked message, whole.</summary>
/// <param name="Text">The body, where it is text.</param>
/// <param name="Base64">The body, where it is none.</param>
public sealed record ParkedDetail(
    ParkedEntry Message,
    IReadOnlyDictionary<string, string> Properties,
    ParkedResubmission? Resubmitted,
    ParkedDiscard? Discarded,
    string? Text,
    string? Base64)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Null when nothing is parked under this id.</returns>
    public static async Task<ParkedDetail?> Read(ParkedId id, ParkedMessages messages, ParkedDecisions decisions, CancellationToken stopping) =>
        await messages.Find(id, stopping) is { } row
            ? Of(row.Message, await messages.BodyOf(row, stopping), await decisions.OutcomeOf(row.Message, stopping))
            : null;

    /// <param name="outcome">What became of the resubmission, where there was one and it is known.</param>
    public static ParkedDetail Of(ParkedMessage message, byte[] body, MessageOutcome? outcome)
    {
        var text = message.Discarded is null ? AsText(body) : null;
        return new(
            ParkedEntry.Of(message),
            message.Properties,
            message.Resubmitted is { } r ? ParkedResubmission.Of(r, outcome) : null,
            message.Discarded is { } d ? new(d.At, d.By.ToString(), d.Reason) : null,
            text,
            text is null && message.Discarded is null ? Convert.ToBase64String(body) : null);
    }

    private static string? AsText(byte[] body)
    {
        try
        {
            return s_strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

/// <param name="Key">Under which it was sent again.</param>
/// <param name="Status">unsent, pending, accepted, refused or parked.</param>
/// <param name="Reason">Why it was refused or parked again.</param>
public sealed record ParkedResubmission(DateTimeOffset At, string By, string Key, string Status, string? Reason, string? Words)
{
    public static ParkedResubmission Of(ResubmissionRecord record, MessageOutcome? outcome) => new(
        record.At,
        record.By.ToString(),
        record.Key,
        outcome is not null ? Functions.Messages.Words.Kebab(outcome.State) : record.Sent ? "pending" : "unsent",
        outcome?.Reason,
        outcome?.Words);
}

/// <param name="Reason">In the operator's words.</param>
public sealed record ParkedDiscard(DateTimeOffset At, string By, string Reason);

/// <param name="Key">Under which it was sent again.</param>
/// <param name="Status">Where its outcome is read.</param>
public sealed record ResubmissionAnswer(string Key, string Status)
{
    /// <summary>What others take leaves no outcome here: all there is to see is that it was sent.</summary>
    public static ResubmissionAnswer Of(ParkedId id, OutgoingMessage sent) => new(
        sent.Key,
        Entities.Given.Contains(sent.Entity, StringComparer.Ordinal) ? $"/api/parked/{id}" : Doors.StatusPath(Resubmission.CaseOf(sent), sent.Key));
}
