using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>A client's link that brings messages to one entity, singly or several in one.</summary>
internal sealed class SendingLink(BrokerNamespace entities, string target) : LinkEndpoint
{
    /// <summary>The most that a Standard namespace takes in one message or batch, in bytes.</summary>
    public const uint LargestMessage = 256 * 1024;

    /// <summary>How many messages a client may send ahead.</summary>
    public const int Credit = 1_000;

    // A message whose parts are messages.
    private const uint Batch = 0x80013700;

    public override void OnMessage(MessageContext messageContext)
    {
        var message = messageContext.Message;
        if (message.GetEstimatedMessageSize() > LargestMessage)
        {
            messageContext.Complete(new Error(ErrorCode.MessageSizeExceeded) { Description = $"A message may have {LargestMessage} bytes." });
            return;
        }

        foreach (var one in message.Format == Batch ? Parts(message.BodySection) : [message])
        {
            entities.Send(target, one);
        }

        messageContext.Complete();
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // A sender has nothing to say here.
    }

    public override void OnDisposition(DispositionContext dispositionContext) => dispositionContext.Complete();

    private static IEnumerable<Message> Parts(RestrictedDescribed body) => body switch
    {
        Data one => [Decode(one.Binary)],
        DataList several => [.. Enumerable.Range(0, several.Count).Select(part => Decode(several[part].Binary))],
        _ => throw new NotSupportedException("A batch is made of data sections."),
    };

    public static Message Decode(byte[] message) => Message.Decode(new ByteBuffer(message, 0, message.Length, message.Length));
}
