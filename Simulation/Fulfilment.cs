using System.Globalization;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Simulation;

/// <summary>The system that pays and ships: it reports in time, late, twice, or not before somebody asks.</summary>
internal sealed class Fulfilment(People people, Dice dice)
{
    private static readonly Principal s_system = new(Role.Fulfilment, "warehouse");

    public void Took(RemedyOrderBody order)
    {
        if (!people.IsCooperative && dice.Chance(0.15))
        {
            return;
        }

        Report(order.Case, order.Grant.Number);
        if (!people.IsCooperative && dice.Chance(0.15))
        {
            Report(order.Case, order.Grant.Number);
        }
    }

    /// <summary>The operators ask where a remedy is.</summary>
    public void Chased(Case? state)
    {
        if (state is { Stage: Stage.Settling settling } && (people.IsCooperative || dice.Chance(0.6)))
        {
            Report(state.Id, settling.Grant.Number);
        }
    }

    private void Report(CaseId id, int grant) => people.Later(
        TimeSpan.FromMinutes(5),
        dice.Of(TimeSpan.FromHours(6), TimeSpan.FromDays(5)),
        () => people.Mailbox.Update(
            people.Mailbox.NextKey(), s_system, id, string.Create(CultureInfo.InvariantCulture, $"{{\"type\":\"fulfilled\",\"grant\":{grant}}}")));
}
