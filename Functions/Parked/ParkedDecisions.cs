using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Parked;

/// <summary>What became of an operator's decision about a parked message.</summary>
public abstract record ParkedDecision
{
    private ParkedDecision()
    {
    }

    /// <param name="Message">As it now is, without a long body.</param>
    /// <param name="Resubmission">What was sent; null for a discard.</param>
    public sealed record Done(ParkedMessage Message, OutgoingMessage? Resubmission) : ParkedDecision;

    /// <summary>Nothing is parked under this id.</summary>
    public sealed record Unknown : ParkedDecision;

    /// <param name="Words">Why not, in a sentence.</param>
    public sealed record Refused(string Words) : ParkedDecision;
}

/// <summary>What operators decide about parked messages. Each step can be done again: a crash in between leaves the message waiting, and whoever
/// decides the same again goes on where it stopped.</summary>
public sealed class ParkedDecisions(ParkedMessages messages, CaseStore cases, PromptSender sender, TimeProvider clock)
{
    public const int LongestReason = 500;
    private const int Tries = 5;

    /// <summary>Sends a parked message to its queue once more. Done again, it sends the same, which takes effect once.</summary>
    /// <remarks>What is about to be sent is written down first: from then on nobody can discard it, and everybody sends it under the same key.</remarks>
    /// <exception cref="SendFailedException">It may or may not have been sent; the message still waits, so decide the same again.</exception>
    /// <exception cref="MessageTooLargeException">Its queue does not take it.</exception>
    public Task<ParkedDecision> Resubmit(ParkedId id, Actor by, CancellationToken stopping) => Decide(id, row => Resubmit(row, by, stopping), stopping);

    /// <summary>Gives a parked message up for good. Who, when and why stay; the body goes.</summary>
    public Task<ParkedDecision> Discard(ParkedId id, Actor by, string reason, CancellationToken stopping) =>
        Decide(id, row => Discard(row, by, reason, stopping), stopping);

    /// <summary>What became of a resubmission; null while that is not known.</summary>
    public async Task<MessageOutcome?> OutcomeOf(ParkedMessage message, CancellationToken stopping) =>
        message.Resubmitted is { } resubmitted && ParkedId.TryParse(message.Id, out var id)
            ? await cases.Outcome(Resubmission.CaseOf(Resubmission.Of(message, id, default)), resubmitted.Key, stopping)
            : null;

    /// <summary>Somebody else's decision about the same message may come in between: then it is looked at anew.</summary>
    private async Task<ParkedDecision> Decide(ParkedId id, Func<ParkedRow, Task<ParkedDecision?>> decide, CancellationToken stopping)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await messages.Find(id, stopping) is not { } row)
            {
                return new ParkedDecision.Unknown();
            }

            if (await decide(row) is { } decision)
            {
                return decision;
            }
        }

        throw new StoreUnavailableException($"The parked message {id} was changed by others at every try.");
    }

    private async Task<ParkedDecision?> Resubmit(ParkedRow row, Actor by, CancellationToken stopping)
    {
        if (row.Message.Discarded is { } discarded)
        {
            return new ParkedDecision.Refused($"It was discarded by {discarded.By} on {discarded.At:u}: its body is gone.");
        }

        if (!Entities.Resubmitted.Contains(row.Message.Queue, StringComparer.Ordinal))
        {
            return new ParkedDecision.Refused($"It came from '{row.Message.Queue}', to which nothing can be sent again.");
        }

        var outcome = await OutcomeOf(row.Message, stopping);
        var again = Resubmission.Of(row.Message, row.Id, await messages.BodyOf(row, stopping));
        if (outcome is { State: MessageState.Parked })
        {
            var parked = ParkedId.Of(outcome.At, Resubmission.CaseOf(again), again.Key);
            return new ParkedDecision.Refused($"It was sent again and parked again, as {parked}: decide about that one.");
        }

        var begun = row.Message.Resubmitted is null
            ? await messages.Replace(row, row.Message with { Resubmitted = new(again.Key, clock.GetUtcNow(), by, Sent: false) }, stopping)
            : row;
        if (begun is null)
        {
            return null;
        }

        await sender.Send([again], stopping);
        var sent = begun.Message.Resubmitted is { Sent: false } record
            ? await messages.Replace(begun, begun.Message with { Resubmitted = record with { Sent = true } }, stopping)
            : begun;
        return sent is null ? null : new ParkedDecision.Done(sent.Message, again);
    }

    private async Task<ParkedDecision?> Discard(ParkedRow row, Actor by, string reason, CancellationToken stopping)
    {
        if (row.Message is { Resubmitted: { } resubmitted, Discarded: null } && !await IsThrough(row.Message, resubmitted, stopping))
        {
            return new ParkedDecision.Refused(resubmitted.Sent
                ? $"It was sent again by {resubmitted.By} on {resubmitted.At:u}, and is not handled yet."
                : $"{resubmitted.By} began to send it again on {resubmitted.At:u}: do that again to finish it.");
        }

        var discarded = row.Message.Discarded is null
            ? await messages.Replace(row, row.Message with { Body = [], Discarded = new(clock.GetUtcNow(), by, reason) }, stopping)
            : row;
        if (discarded is null)
        {
            return null;
        }

        await messages.RemoveBody(discarded.Id, discarded.Message.BodyRows, stopping);
        return new ParkedDecision.Done(discarded.Message, null);
    }

    /// <summary>Whether a resubmission needs its message no more. What others take leaves no outcome here.</summary>
    private async Task<bool> IsThrough(ParkedMessage message, ResubmissionRecord resubmitted, CancellationToken stopping) =>
        Entities.Given.Contains(message.Queue, StringComparer.Ordinal) ? resubmitted.Sent : await OutcomeOf(message, stopping) is not null;
}
