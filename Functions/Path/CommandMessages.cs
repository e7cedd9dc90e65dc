using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
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

/// <summary>What the properties of a message say.</summary>
public static class IncomingMessage
{
    /// <summary>In characters; a longer one is known by its digest.</summary>
    public const int LongestKey = 100;

    /// <summary>Whether it may stand in a key: others are known by their digest.</summary>
    public static bool IsKeyCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_' or '~';

    /// <summary>The idempotency key; a sender that sets none is known by its MessageId.</summary>
    public static string KeyOf(ServiceBusReceivedMessage message) => Printable(Property(message, MessageProperties.Key) ?? message.MessageId);

    public static int AttemptOf(ServiceBusReceivedMessage message) =>
        int.TryParse(Property(message, MessageProperties.Attempt), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt) ? attempt : 0;

    /// <summary>Null when no property names a case.</summary>
    public static CaseId? CaseOf(ServiceBusReceivedMessage message) =>
        CaseId.TryParse(Property(message, MessageProperties.Case), out var id) ? id : null;

    /// <exception cref="InvalidMessageException">No property names a case.</exception>
    public static CaseId RequiredCase(ServiceBusReceivedMessage message) =>
        CaseOf(message) ?? throw new InvalidMessageException(MessageProperties.Case, "must be a property of the message, with the case number");

    /// <summary>Who sent it, as the door that let it in wrote down; null when no door did.</summary>
    public static Actor? ActorOf(ServiceBusReceivedMessage message) =>
        Words.TryParse<ActorKind>(Property(message, MessageProperties.ActorKind), out var kind)
        && Code.TryParse(Property(message, MessageProperties.Actor), out var id)
            ? new(kind, id)
            : null;

    /// <exception cref="InvalidMessageException">No property says who sent it.</exception>
    public static Actor RequiredActor(ServiceBusReceivedMessage message) =>
        ActorOf(message) ?? throw new InvalidMessageException(
            MessageProperties.Actor, $"and {MessageProperties.ActorKind} must be properties of the message; kinds are {Words.List<ActorKind>()}");

    /// <summary>Reads the body of a message that another part of the pipeline sent.</summary>
    /// <exception cref="InvalidMessageException">It is not what this queue takes.</exception>
    public static T BodyOf<T>(ServiceBusReceivedMessage message)
    {
        try
        {
            return CaseFormat.ReadValue<T>(message.Body.ToMemory().Span);
        }
        catch (JsonException e)
        {
            throw new InvalidMessageException("body", $"is not what this queue takes: {e.Message}");
        }
    }

    /// <summary>The same message once more, under the same key.</summary>
    public static OutgoingMessage Copy(string queue, ServiceBusReceivedMessage message, int attempt) => new(
        queue,
        KeyOf(message),
        message.Subject ?? "",
        message.Body.ToMemory(),
        message.ApplicationProperties
            .Where(p => p.Key is not (MessageProperties.Key or MessageProperties.Attempt or MessageProperties.DeadSource or MessageProperties.DeadReason or MessageProperties.DeadDescription)
                && !p.Key.StartsWith("DeadLetter", StringComparison.Ordinal))
            .ToDictionary(p => p.Key, p => Convert.ToString(p.Value, CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal))
    {
        Attempt = attempt,
    };

    /// <summary>Why a message is dead: from the broker, or from the copy that was made when it could not be parked at once.</summary>
    public static (string Queue, string Reason, string Description) DeathOf(ServiceBusReceivedMessage message) => (
        message.DeadLetterSource ?? Property(message, MessageProperties.DeadSource) ?? Entities.DeadLetters,
        message.DeadLetterReason ?? Property(message, MessageProperties.DeadReason) ?? "unknown",
        message.DeadLetterErrorDescription ?? Property(message, MessageProperties.DeadDescription) ?? "The broker gave no description.");

    /// <summary>A copy of a dead letter, which would else forget where it came from and why.</summary>
    public static OutgoingMessage DeadCopy(ServiceBusReceivedMessage message, int attempt)
    {
        var copy = Copy(Entities.DeadLetters, message, attempt);
        var (queue, reason, description) = DeathOf(message);
        return copy with
        {
            Properties = new Dictionary<string, string>(copy.Properties, StringComparer.Ordinal)
            {
                [MessageProperties.DeadSource] = queue,
                [MessageProperties.DeadReason] = reason,
                [MessageProperties.DeadDescription] = description,
            },
        };
    }

    private static string? Property(ServiceBusReceivedMessage message, string name) =>
        message.ApplicationProperties.TryGetValue(name, out var value) ? Convert.ToString(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A row key may not hold every character that others put into a key or a MessageId.</summary>
    private static string Printable(string key) =>
        key.Length is > 0 and <= LongestKey && key.All(IsKeyCharacter)
            ? key
            : $"id-{Digest.Of(key)}";
}
