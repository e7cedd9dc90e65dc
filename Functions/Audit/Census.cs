using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Parked;
using Escalation.Functions.Path;
using Escalation.Functions.Policies;
using Escalation.Functions.Telemetry;

namespace Escalation.Functions.Audit;

/// <summary>Counts, for the gauges, where the open cases stand and what lies parked: from the lists, never from the cases.</summary>
public sealed class Census(CaseViews views, ParkedMessages parked, PolicyBook policies, Meters meters, TimeProvider clock)
{
    /// <summary>Cases whose row was written before rows told the stage.</summary>
    private const string Unknown = "unknown";
    private const string OnALevel = "under-review";

    /// <summary>Where an age begins, and its name. Eight weeks is what many rules on complaints allow at most.</summary>
    private static readonly (int Days, string Name)[] Ages =
        [(56, "56d+"), (28, "28-56d"), (14, "14-28d"), (7, "7-14d"), (3, "3-7d"), (1, "1-3d"), (0, "0-1d")];

    private static readonly string[] OnNoLevel = ["clarifying", "offered", "settling", "following-up"];

    /// <summary>Does nothing while nobody listens.</summary>
    public async Task Take(CancellationToken stopping)
    {
        if (!meters.CasesAreWatched)
        {
            return;
        }

        var levels = await policies.Levels(stopping);
        var counts = Nobody(levels);
        foreach (var level in levels)
        {
            await Count(ViewRow.Inbox(level), level, counts, stopping);
        }

        foreach (var list in (string[])[ViewRow.Customer, ViewRow.Fulfilment, ViewRow.FollowUp])
        {
            await Count(list, null, counts, stopping);
        }

        meters.Counted(counts, (await parked.List(stopping)).Count(message => message.IsWaiting));
    }

    /// <summary>Every group with nobody in it: a group that runs empty is told as 0, not left out.</summary>
    private static Dictionary<CaseGroup, long> Nobody(IEnumerable<Code> levels)
    {
        (string Stage, Code? Level)[] places = [.. OnNoLevel.Select(stage => (stage, (Code?)null)), .. levels.Select(level => (OnALevel, (Code?)level))];
        return places.SelectMany(place => Ages.Select(age => new CaseGroup(place.Stage, age.Name, place.Level))).ToDictionary(group => group, _ => 0L);
    }

    private async Task Count(string list, Code? level, Dictionary<CaseGroup, long> counts, CancellationToken stopping)
    {
        var now = clock.GetUtcNow();
        await foreach (var entry in views.Entries(list, stopping))
        {
            var days = (now - (entry.ReceivedAt ?? entry.WrittenAt)).TotalDays;
            var group = new CaseGroup(Names.OfStage(entry.Stage ?? Unknown), Ages.First(age => days >= age.Days || age.Days == 0).Name, level);
            counts[group] = counts.GetValueOrDefault(group) + 1;
        }
    }
}
