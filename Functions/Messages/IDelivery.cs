using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>A message to a person, ready to go out.</summary>
/// <param name="Id">The same for every try: a gateway that knows it sends once.</param>
/// <param name="Address">E-mail address, phone number or postal address, as the channel needs; null where the channel needs none.</param>
public sealed record Letter(string Id, CaseId Case, Channel Channel, string? Address, string Subject, string Body);

/// <summary>The gateway could not be reached; the same letter may be sent again.</summary>
public sealed class DeliveryFailedException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Hands messages to whatever carries them: mail, text messages, the help desk.</summary>
public interface IDelivery
{
    /// <returns>Null when it was taken; else why it never will be, as a code.</returns>
    /// <exception cref="DeliveryFailedException">Not for now.</exception>
    Task<Code?> Send(Letter letter, CancellationToken stopping);
}
