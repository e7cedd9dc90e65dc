using Azure.Messaging.ServiceBus;
using Escalation.Domain;
using Escalation.Domain.Intake;
using Escalation.Functions.Intake;

namespace Escalation.Functions.Pipeline;

/// <summary>Tells which case a message is for and by which key it is known, the same way wherever it is asked.</summary>
/// <remarks>A system that posts straight to the queue sets no properties of ours: its complaints are known by what they say, and one that says
/// nothing readable by its MessageId.</remarks>
public sealed class MessageIdentity(ComplaintReader complaints)
{
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
                return (form.Case, KeyOf(form));
            }
            catch (InvalidMessageException)
            {
                // Not readable: falls through to what every message has.
            }
        }

        return (CaseId.For("message", key), key);
    }

    /// <exception cref="InvalidMessageException">Names every field that is wrong, and the rule.</exception>
    public Registration Complaint(ServiceBusReceivedMessage message) => complaints.Read(
        message.Body.ToMemory(),
        IncomingMessage.ActorOf(message) is { Kind: ActorKind.Upstream } upstream ? upstream.Id : null,
        IncomingMessage.KeyOf(message));

    /// <summary>The same complaint with another account is another message for the same case.</summary>
    public static string KeyOf(Registration form) => $"{form.Case}.{form.AccountDigest}";
}
