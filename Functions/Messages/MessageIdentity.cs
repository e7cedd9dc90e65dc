using System.Globalization;
using Azure.Messaging.ServiceBus;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Tells which case a message is for and by which key it is known, the same way wherever it is asked.</summary>
/// <remarks>A system that posts straight to the queue sets no properties of ours: its complaints are known by what they say, and one that says
/// nothing readable by its MessageId.</remarks>
public sealed class MessageIdentity(ComplaintReader complaints)
{
    /// <summary>The source of the case numbers under which messages that name no case, and are no complaint, leave their outcome.</summary>
    internal const string NoCase = "message";

    public (CaseId Case, string Key) Of(string queue, ServiceBusReceivedMessage message)
    {
        var key = IncomingMessage.KeyOf(message);
        if (IncomingMessage.CaseOf(message) is { } named)
        {
            return (named, key);
        }

        if (queue == Entities.Complaints)
        {
            try
            {
                var form = Complaint(message);
                return (form.Case, KeyOf(form, message));
            }
            catch (InvalidMessageException)
            {
                // Not readable: falls through to what every message has.
            }
        }

        return (CaseId.For(NoCase, key), key);
    }

    /// <summary>A door that let the complaint in has told its sender the case number already: where the form names no number of its own, that
    /// one counts.</summary>
    /// <exception cref="InvalidMessageException">Names every field that is wrong, and the rule.</exception>
    public Registration Complaint(ServiceBusReceivedMessage message)
    {
        var form = complaints.Read(
            message.Body.ToMemory(),
            IncomingMessage.ActorOf(message) is { Kind: ActorKind.Upstream } upstream ? upstream.Id : null,
            IncomingMessage.KeyOf(message));
        return IncomingMessage.CaseOf(message) is { } told ? form with { Case = told } : form;
    }

    /// <summary>The same complaint with another account is another message for the same case.</summary>
    public static string KeyOf(Registration form) => $"{form.Case}.{form.AccountDigest}";

    /// <summary>A complaint that was parked and is sent once more comes under that key with <c>~n</c>: as itself it counts as handled.</summary>
    public static string KeyOf(Registration form, ServiceBusReceivedMessage message)
    {
        var (key, said) = (KeyOf(form), IncomingMessage.KeyOf(message));
        return said.StartsWith($"{key}~", StringComparison.Ordinal) ? said : key;
    }

    /// <summary>The key under which a parked message is sent once more.</summary>
    /// <param name="first">The key of the message that was sent by others.</param>
    /// <param name="number">1 for the first resubmission.</param>
    public static string ResubmittedKey(string first, int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"~{number}");
        return (first.Length + suffix.Length <= IncomingMessage.LongestKey ? first : $"id-{Digest.Of(first)}") + suffix;
    }

    /// <summary>The key a message had before it was parked and sent once more as <c>key~n</c>.</summary>
    public static string FirstKeyOf(string key) =>
        key.LastIndexOf('~') is > 0 and var mark && mark < key.Length - 1 && key.AsSpan(mark + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? key[..mark] : key;
}
