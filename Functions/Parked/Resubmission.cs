using System.Globalization;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Parked;

/// <summary>How a parked message is sent once more: the same message under the key <c>key~1</c>, and were that one parked, under <c>key~2</c>.
/// As itself it counts as handled; and whoever resubmits the same message, or does it again, gives the same key, so that it takes effect once.</summary>
/// <remarks>The number stands in a property too: others' keys may end in <c>~1</c> by themselves.</remarks>
public static class Resubmission
{
    /// <summary>The message that sends a parked one once more.</summary>
    public static OutgoingMessage Of(ParkedMessage parked, ParkedId id, ReadOnlyMemory<byte> body)
    {
        var number = NumberOf(parked) + 1;
        var properties = new Dictionary<string, string>(parked.Properties, StringComparer.Ordinal)
        {
            [MessageProperties.Resubmission] = number.ToString(CultureInfo.InvariantCulture),
        };

        // A complaint that named no number of its own became a case by its old key: under the new one it would become another.
        if (id.Case != CaseId.For(MessageIdentity.NoCase, parked.Key))
        {
            properties[MessageProperties.Case] = id.Case.Text;
        }

        return new(parked.Queue, MessageIdentity.ResubmittedKey(FirstKeyOf(parked), number), parked.Subject, body, properties);
    }

    /// <summary>The case under whose rows the outcome of a resubmission is kept.</summary>
    public static CaseId CaseOf(OutgoingMessage resubmission) =>
        CaseId.TryParse(resubmission.Properties.GetValueOrDefault(MessageProperties.Case), out var id) ? id : CaseId.For(MessageIdentity.NoCase, resubmission.Key);

    private static int NumberOf(ParkedMessage parked) =>
        int.TryParse(parked.Properties.GetValueOrDefault(MessageProperties.Resubmission), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static string FirstKeyOf(ParkedMessage parked) =>
        NumberOf(parked) > 0 && parked.Key.LastIndexOf('~') is > 0 and var mark ? parked.Key[..mark] : parked.Key;
}
