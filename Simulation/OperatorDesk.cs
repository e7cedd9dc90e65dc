using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Parked;
using Escalation.Functions.Store;

namespace Escalation.Simulation;

/// <summary>Two operators who look at what is parked, without asking each other. What was no fault of the sender they send again; now and then
/// they give up what people sent instead, as a nuisance or because it was entered elsewhere.</summary>
internal sealed class OperatorDesk(Run run, People people, Dice dice)
{
    private const string Invalid = "invalid";

    private static readonly Actor s_operator = new(ActorKind.Operator, Code.Parse("operator"));

    /// <summary>What the pipeline sent to itself is never given up: its case would wait for it.</summary>
    private static readonly string[] s_fromPeople = [Entities.Complaints, Entities.Reviews, Entities.Updates];

    private readonly HashSet<string>[] _decided = [new(StringComparer.Ordinal), new(StringComparer.Ordinal)];

    /// <summary>Everything that can be sent again was, or was given up.</summary>
    public bool IsDone => Parked().All(p => p.Reason == Invalid || _decided.All(decided => decided.Contains(p.Id)));

    public void Begin() => Next();

    private void Next() => run.Schedule.After(run.Dice.Between(TimeSpan.FromHours(4), TimeSpan.FromHours(9)), Look);

    private void Look()
    {
        if (!people.Waits && run.Hosts.InstanceFor() is { } instance)
        {
            foreach (var decided in _decided)
            {
                run.Hosts.Begin("operator", instance, null, () => Decide(instance, decided));
            }
        }

        Next();
    }

    private async Task Decide(Instance instance, HashSet<string> decided)
    {
        foreach (var parked in await instance.The<ParkedMessages>().List(default))
        {
            if (!decided.Contains(parked.Id) && ParkedId.TryParse(parked.Id, out var id))
            {
                await Decide(instance.The<ParkedDecisions>(), parked, id);
                decided.Add(parked.Id);
            }
        }
    }

    /// <summary>What cannot be given up any more, as somebody began to send it again, is sent again to the end.</summary>
    private async Task Decide(ParkedDecisions decisions, ParkedMessage parked, ParkedId id)
    {
        if (s_fromPeople.Contains(parked.Queue, StringComparer.Ordinal) && dice.Chance(0.4)
            && await decisions.Discard(id, s_operator, "Entered by hand.", default) is ParkedDecision.Done)
        {
            run.Record.Seen.Decided("discarded");
        }
        else if (parked.Reason != Invalid && await decisions.Resubmit(id, s_operator, default) is ParkedDecision.Done)
        {
            run.Record.Seen.Decided("resubmitted");
        }
    }

    private IEnumerable<ParkedMessage> Parked() => run.Store.PartitionsOf(TableNames.Parked)
        .SelectMany(day => run.Store.Rows(TableNames.Parked, day).Where(row => !ParkedMessages.IsBody(row.Key)))
        .Select(row => CaseFormat.ReadValue<ParkedMessage>(row.Body.Span));
}
