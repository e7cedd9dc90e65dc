using Amqp.Framing;
using Amqp.Handler;

namespace Escalation.Functions.Tests.Broker;

/// <summary>What the library leaves open on the wire: a delivery's tag is its lock token, and a sender is told the largest message.</summary>
internal sealed class WireHandler : IHandler
{
    public bool CanHandle(EventId id) => id is EventId.SendDelivery or EventId.LinkLocalOpen;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Context is Attach { Role: true } attach)
        {
            attach.MaxMessageSize = SendingLink.LargestMessage;
        }
        else if (protocolEvent.Context is IDelivery { Message: LockedDelivery message } delivery)
        {
            delivery.Tag = message.LockToken.ToByteArray();
        }
    }
}
