using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;

namespace Escalation.Functions.Tests.Broker;

/// <summary>The handshake of Service Bus: who connects is told apart later, by the tokens put to <c>$cbs</c>.</summary>
internal sealed class ClaimsSasl() : SaslProfile((Symbol)Name)
{
    public const string Name = "MSSBCBS";

    protected override ITransport UpgradeTransport(ITransport transport) => transport;

    protected override DescribedList? GetStartCommand(string hostname) => null;

    protected override DescribedList? OnCommand(DescribedList command) => command is SaslInit ? new SaslOutcome { Code = SaslCode.Ok } : null;
}

/// <summary>Takes every token: who may do what is not this broker's subject.</summary>
internal sealed class OpenGate : IRequestProcessor
{
    public const string Address = "$cbs";
    private const int Accepted = 202;

    public int Credit => 100;

    public void Process(RequestContext requestContext) => requestContext.Complete(new Message
    {
        ApplicationProperties = new ApplicationProperties { ["status-code"] = Accepted, ["status-description"] = nameof(Accepted) },
    });
}
