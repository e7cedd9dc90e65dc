using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Escalation.Functions.Tests.Broker;

/// <summary>Lets a client's link in if the entity that it names is there.</summary>
internal sealed class LinkDoor(BrokerNamespace entities) : ILinkProcessor
{
    public void Process(AttachContext attachContext)
    {
        // The role is the client's: true if it receives.
        var attach = attachContext.Attach;
        var address = attach.Role ? ((Source)attach.Source).Address : ((Target)attach.Target).Address;

        // A client puts a slash before it if the endpoint has a port.
        var entity = address.TrimStart('/');
        if (attach.Role && entities.Sources.Contains(entity, StringComparer.OrdinalIgnoreCase))
        {
            attachContext.Complete(new ReceivingLink(entities, entity, attachContext.Link), 0);
        }
        else if (!attach.Role && entities.Targets.Contains(entity, StringComparer.OrdinalIgnoreCase))
        {
            attachContext.Complete(new SendingLink(entities, entity), SendingLink.Credit);
        }
        else
        {
            attachContext.Complete(new Error(ErrorCode.NotFound) { Description = $"The messaging entity '{entity}' could not be found." });
        }
    }
}
