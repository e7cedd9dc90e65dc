using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Authority;

/// <summary>Holds cases against their policy (R04 to R09).</summary>
public sealed class AuthorityCheckFunction(CommandMessages messages)
{
    [Function("AuthorityCheck")]
    public Task Run(
        [ServiceBusTrigger(Entities.AuthorityChecks, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Handle(Entities.AuthorityChecks, message, actions, Check, stopping);

    private static CaseCommand Check(ServiceBusReceivedMessage message) => new(
        IncomingMessage.RequiredCase(message),
        IncomingMessage.KeyOf(message),
        new Command.CheckAuthority(IncomingMessage.BodyOf<CheckBody>(message).Check),
        Actor.Pipeline);
}
