using Amqp;
using Amqp.Framing;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>A held message as it goes to a client: with its number, its times and its lock, and the same content.</summary>
internal sealed class LockedDelivery : Message
{
    private LockedDelivery(HeldMessage held)
    {
        var content = held.Content;
        Header = new Header { DeliveryCount = (uint)held.SpentDeliveries };
        if (content.Header is { Ttl: > 0 } header)
        {
            Header.Ttl = header.Ttl;
        }

        DeliveryAnnotations = content.DeliveryAnnotations;
        MessageAnnotations = Annotations(held);
        Properties = content.Properties;
        ApplicationProperties = content.ApplicationProperties;
        BodySection = content.BodySection;
        Footer = content.Footer;
        LockToken = held.LockToken;
    }

    public Guid LockToken { get; }

    public static LockedDelivery Of(HeldMessage held) => new(held);

    private static MessageAnnotations Annotations(HeldMessage held)
    {
        var annotations = new MessageAnnotations();
        foreach (var (name, value) in held.Content.MessageAnnotations?.Map ?? [])
        {
            annotations.Map[name] = value;
        }

        annotations[(Symbol)"x-opt-sequence-number"] = held.Number;
        annotations[(Symbol)"x-opt-enqueued-time"] = held.EnqueuedAt.UtcDateTime;
        if (held.LockedUntil is { } until)
        {
            annotations[(Symbol)"x-opt-locked-until"] = until.UtcDateTime;
        }

        return annotations;
    }
}
