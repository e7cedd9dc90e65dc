using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>A client's link that takes messages from one entity: credit, deliveries and what becomes of them.</summary>
internal sealed class ReceivingLink : LinkEndpoint, IReceivingLink
{
    private readonly BrokerNamespace _entities;
    private readonly string _source;
    private readonly ListenerLink _link;
    private int _credit;

    // What the library reckons with. It forgets the credit when a flow brings none, and the next flow is told against that.
    private int _libraryCredit;
    private volatile bool _closed;

    public ReceivingLink(BrokerNamespace entities, string source, ListenerLink link)
    {
        (_entities, _source, _link) = (entities, source, link);
        link.AddClosedCallback((_, _) => _closed = true);
    }

    public bool Wants => _credit > 0 && !_closed;

    public bool Deliver(HeldMessage message)
    {
        try
        {
            _link.SendMessage(LockedDelivery.Of(message));
            _credit--;
            _libraryCredit--;
            return true;
        }
        catch (AmqpException)
        {
            return false; // It was closed in this moment.
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        _entities.Flow(_source, this, () => Grant(flowContext.Messages));
        if (_link.IsDraining)
        {
            _entities.Flow(_source, this, () => _credit = _libraryCredit = 0);
            _link.CompleteDrain();
        }
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        if (_closed)
        {
            return; // The library lets go of what the link had in hand; the broker keeps it locked until the lock ends.
        }

        try
        {
            if (Settled(((LockedDelivery)dispositionContext.Message).LockToken, dispositionContext.DeliveryState))
            {
                dispositionContext.Complete();
            }
            else
            {
                dispositionContext.Complete(LockLost());
            }
        }
        catch (AmqpException e)
        {
            dispositionContext.Complete(e.Error);
        }
    }

    public override void OnLinkClosed(ListenerLink link, Error error) => _entities.Leave(_source, this);

    public static Error LockLost() => new((Symbol)"com.microsoft:message-lock-lost")
    {
        Description = "The lock ran out, or the message was settled already.",
    };

    /// <summary>Names come as symbols or as texts.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> Named(Map? properties) =>
        properties?.Select(one => KeyValuePair.Create(one.Key.ToString()!, (object?)one.Value)) ?? [];

    private bool Settled(Guid token, DeliveryState outcome) => _entities.At(_source, queue => outcome switch
    {
        Accepted => queue.Complete(token),
        Rejected rejected => queue.DeadLetter(token, Named(rejected.Error?.Info)),
        Modified modified => queue.Abandon(token, Named(modified.MessageAnnotations)),
        Released => queue.Release(token),
        _ => throw new AmqpException(ErrorCode.NotImplemented, $"The stand-in broker does not know this outcome: {outcome}"),
    });

    private void Grant(int more)
    {
        if (more > 0)
        {
            _libraryCredit += more;
            _credit = _libraryCredit;
        }
        else
        {
            _libraryCredit = 0;
            _credit = Math.Max(0, _credit + more);
        }
    }
}
