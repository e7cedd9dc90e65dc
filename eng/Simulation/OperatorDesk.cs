using Escalation.Domain;
using Escalation.Functions.Pipeline;

namespace Escalation.Simulation;

/// <summary>Two operators who look at what is parked and send again what was no fault of the sender, without asking each other.</summary>
internal sealed class OperatorDesk(Run run, People people)
{
    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

    private readonly HashSet<string>[] _resent = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];

    /// <summary>Everything that can be sent again was.</summary>
    public bool IsDone => Parked().All(p => p.Reason == "invalid" || _resent.All(resent => resent.Contains(p.Id)));

    public void Begin() => Next();

    private void Next() => run.Schedule.After(run.Dice.Between(TimeSpan.FromHours(4), TimeSpan.FromHours(9)), Look);

    private void Look()
    {
        if (!people.Waits && run.InstanceFor() is { } instance)
        {
            foreach (var resent in _resent)
            {
                run.Begin("operator", instance, null, () => Resubmit(instance, resent));
            }
        }

        Next();
    }

    private static async Task Resubmit(Instance instance, HashSet<string> resent)
    {
        foreach (var parked in await instance.The<ParkedMessages>().List(default))
        {
            if (parked.Reason != "invalid" && !resent.Contains(parked.Id) && ParkedId.TryParse(parked.Id, out var id))
            {
                await instance.The<ParkedDecisions>().Resubmit(id, s_operator, default);
                resent.Add(parked.Id);
            }
        }
    }

    private IEnumerable<ParkedMessage> Parked() => run.Store.PartitionsOf(TableNames.Parked)
        .SelectMany(day => run.Store.Rows(TableNames.Parked, day).Where(row => !ParkedMessages.IsBody(row.Key)))
        .Select(row => Domain.CaseFormat.ReadValue<ParkedMessage>(row.Body.Span));
}
