using System.Diagnostics;
using Azure.Messaging.ServiceBus;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Escalation.Functions.Path;

/// <summary>Takes a message from a queue through the one path and settles it: completed, put back with a delay, or dead-lettered with a
/// reason a person understands.</summary>
/// <remarks>
/// A message that fails for now is not abandoned: that would burn its ten deliveries in a second. A copy is scheduled and the message
/// completed. The copy has the same key, so that even if both live it takes effect once.
/// </remarks>
public sealed class CommandMessages(
    CaseProcessor processor,
    CaseStore cases,
    ISender sender,
    Traces traces,
    Meters meters,
    TimeProvider clock,
    ILogger<CommandMessages> logger)
{
    /// <summary>Put back this often, with waits from one second to a quarter of an hour, a message has been tried for over an hour.</summary>
    public const int MostAttempts = 14;

    private const int LongestDescription = 2_000;
    private const int LongestWait = 15 * 60;

    /// <param name="read">Makes the command out of the message.</param>
    public Task Handle(
        string queue,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        Func<ServiceBusReceivedMessage, CaseCommand> read,
        CancellationToken stopping) =>
        Settle(queue, message, actions, () => HandleCommand(read(message), stopping), stopping);

    /// <summary>Runs any work on a message and settles it.</summary>
    /// <param name="work">Returns why the message has to wait; null when it is done.</param>
    public async Task Settle(
        string queue,
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        Func<Task<string?>> work,
        CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        using var span = traces.Processing(queue, message, await KeptPlace(queue, message, stopping));
        try
        {
            var end = Words.Kebab(await Settled(queue, message, actions, work, stopping));
            span?.SetTag(Attributes.Outcome, end);
            meters.Processed(queue, end, clock.GetElapsedTime(started), fault: null);
        }
        catch (Exception e)
        {
            Traces.Failed(span, e);
            meters.Processed(queue, "failed", clock.GetElapsedTime(started), e);
            throw;
        }
    }

    /// <summary>What became of a delivery.</summary>
    private enum Settlement
    {
        Completed,

        /// <summary>A copy comes later.</summary>
        PutBack,

        /// <summary>A follow-up that could not be handled for now: its alarm row sends another.</summary>
        LeftToAlarm,
        DeadLettered,
    }

    private async Task<Settlement> Settled(
        string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, Func<Task<string?>> work, CancellationToken stopping)
    {
        string? wait;
        try
        {
            wait = await work();
        }
        catch (InvalidMessageException e)
        {
            // Not which: the name of a field that nobody knows is whatever its sender wrote.
            logger.LogWarning("A message in {Queue} cannot be used: {Count} fields are wrong. It is parked with the reasons.", queue, e.Errors.Count);
            await DeadLetter(message, actions, "invalid", e.Message, stopping);
            return Settlement.DeadLettered;
        }
        catch (DecisionFailedException e)
        {
            logger.LogError("A message in {Queue} cannot be decided: {Reason} It is parked.", queue, e.Message);
            await DeadLetter(message, actions, "decision-failed", e.Message, stopping);
            return Settlement.DeadLettered;
        }
        catch (Exception e) when (e is StoreUnavailableException or SendFailedException or TooManyConflictsException or DeliveryFailedException)
        {
            wait = e.Message;
        }

        // A follow-up is not put back: the alarm row that sent it sends it again.
        if (wait is null || queue == Entities.FollowUps)
        {
            await actions.CompleteMessageAsync(message, stopping);
            return wait is null ? Settlement.Completed : Settlement.LeftToAlarm;
        }

        return await PutBack(queue, message, actions, wait, stopping);
    }

    /// <summary>Where the message's case was registered in its trace. Looked up only while somebody listens; the handler itself says when the
    /// store is out of reach.</summary>
    private async Task<ActivityContext?> KeptPlace(string queue, ServiceBusReceivedMessage message, CancellationToken stopping)
    {
        try
        {
            return traces.AsksForCase(queue) && IncomingMessage.CaseOf(message) is { } id ? TraceParent.Read(await cases.Trace(id, stopping)) : null;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<string?> HandleCommand(CaseCommand command, CancellationToken stopping) =>
        await processor.Handle(command, stopping) is Handled.CaseUnknown
            ? $"No complaint with the case number {command.Case} has been registered."
            : null;

    private async Task<Settlement> PutBack(
        string queue, ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, CancellationToken stopping)
    {
        var attempt = IncomingMessage.AttemptOf(message) + 1;
        // Not its key, which another system may have made of anything.
        logger.LogInformation("A message for case {Case} in {Queue} waits (attempt {Attempt}).", IncomingMessage.CaseOf(message)?.Text, queue, attempt);
        if (attempt > MostAttempts && queue != Entities.DeadLetters)
        {
            await DeadLetter(message, actions, "gave-up", $"Tried {attempt} times over an hour. {reason}", stopping);
            return Settlement.DeadLettered;
        }

        var delay = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, attempt - 1), LongestWait));
        var copy = queue == Entities.DeadLetters ? IncomingMessage.DeadCopy(message, attempt) : IncomingMessage.Copy(queue, message, attempt);

        // Whoever lost the message while waiting for a slow store leaves it to whoever has it now: else each delivery would leave a copy, and
        // those copies theirs.
        await actions.RenewMessageLockAsync(message, stopping);
        await sender.Send([copy with { EnqueueAt = clock.GetUtcNow() + delay }], stopping);
        await actions.CompleteMessageAsync(message, stopping);
        return Settlement.PutBack;
    }

    /// <summary>The reason goes under names of our own too: the broker's client refuses it twice under the same ones.</summary>
    private static Task DeadLetter(
        ServiceBusReceivedMessage message, ServiceBusMessageActions actions, string reason, string description, CancellationToken stopping)
    {
        var words = description.Length > LongestDescription ? description[..LongestDescription] : description;
        return actions.DeadLetterMessageAsync(
            message,
            new Dictionary<string, object>(StringComparer.Ordinal) { [MessageProperties.DeadReason] = reason, [MessageProperties.DeadDescription] = words },
            reason,
            words,
            stopping);
    }
}
