using System.Globalization;
using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

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
