using Escalation.Domain.Cases;
using Escalation.Domain.Deciding.Drafting;

namespace Escalation.Domain.Deciding.Settlement;

/// <summary>Records what became of a message to a person (R32).</summary>
internal static class DeliveryDecider
{
    public static Decision Delivered(Case c, Command.ReportDelivery command, Circumstances circumstances)
    {
        var draft = new Draft(c, circumstances);
        return draft.Add(new Event.MessageDelivered(command.Of, command.Kind, command.Channel, draft.Text(command.Words))).Done();
    }

    public static Decision Rejected(Case c, Command.ReportRejection command, Circumstances circumstances) =>
        new Draft(c, circumstances).Add(new Event.MessageRejected(command.Of, command.Kind, command.Channel, command.Reason)).Done();
}
