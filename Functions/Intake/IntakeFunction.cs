using Azure.Messaging.ServiceBus;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Microsoft.Azure.Functions.Worker;

namespace Escalation.Functions.Intake;

/// <summary>Takes complaints from upstream systems (R01).</summary>
public sealed class IntakeFunction(CommandMessages messages, MessageIdentity identity)
{
    [Function("Intake")]
    public Task Run(
        [ServiceBusTrigger(Entities.Complaints, Connection = Connections.ServiceBus, AutoCompleteMessages = false)]
        ServiceBusReceivedMessage message,
        ServiceBusMessageActions actions,
        CancellationToken stopping) =>
        messages.Handle(Entities.Complaints, message, actions, Register, stopping);

    private CaseCommand Register(ServiceBusReceivedMessage message)
    {
        var form = identity.Complaint(message);
        return new(form.Case, MessageIdentity.KeyOf(form, message), new Command.Register(form), new(ActorKind.Upstream, form.Source));
    }
}
