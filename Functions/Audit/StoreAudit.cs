using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;

namespace Escalation.Functions.Audit;

/// <summary>Looks at every case of a store and proves what a store alone can show; puts alarms and lists right (X13).</summary>
/// <remarks>
/// Safe while the pipeline runs. A first walk finds what looks wrong; a second reads each of those again, and only what still is wrong is put right
/// or reported. What it puts right it writes as the pipeline does: an alarm as before a commit, lists by projecting the case.
/// </remarks>
public sealed class StoreAudit(
    IStore store, CaseStore cases, AlarmClock alarms, CaseViews views, CustomerRows customers, BudgetLedger ledger, TimeProvider clock)
{
    public async Task<AuditReport> Run(CancellationToken stopping)
    {
        // Before the cases: an alarm is written before the commit that needs it, so one that is missed here is looked for again.
        var alarmed = new AuditAlarms(store, alarms, clock);
        await alarmed.Read(stopping);
        var listed = new AuditViews(store, views);
        await listed.Read(stopping);
        var known = new AuditCustomers(store, customers);
        await known.Read(stopping);
        var count = new Counts();
        var suspects = await Suspects(alarmed, listed, known, count, stopping);

        var repairs = new List<AuditRepair>();
        var violations = new List<AuditViolation>(alarmed.Violations);
        foreach (var suspect in suspects)
        {
            await Again(suspect, alarmed, listed, known, repairs, violations, stopping);
        }

        repairs.AddRange(await alarmed.RemoveSilent(stopping));
        await new AuditBudgets(store, ledger, cases, clock).Repair(repairs, violations, stopping);
        return new(count.Cases, count.Events, count.Moving, repairs, violations);
    }

    /// <summary>The cases at which something looks wrong, in order.</summary>
    private async Task<IReadOnlyCollection<string>> Suspects(
        AuditAlarms alarmed, AuditViews listed, AuditCustomers known, Counts count, CancellationToken stopping)
    {
        var suspects = new SortedSet<string>(StringComparer.Ordinal);
        var unknown = listed.Cases.Concat(known.Cases).ToHashSet(StringComparer.Ordinal);
        await foreach (var partition in store.Partitions(TableNames.Cases, stopping))
        {
            if (await AuditedCase.Read(store, partition, stopping) is not { } found)
            {
                count.Moving++;
                unknown.Remove(partition);
                continue;
            }

            if (found.Stored is not null)
            {
                count.Cases++;
                count.Events += found.Events.Count;
                unknown.Remove(partition);
            }

            if (AuditRules.Check(found, clock.GetUtcNow()).Any()
                || (await State(found, stopping) is { } @case && (!alarmed.Wakes(@case) || !listed.AreRight(@case) || !known.AreRight(@case))))
            {
                suspects.Add(partition);
            }
        }

        suspects.UnionWith(unknown);
        return suspects;
    }

    private async Task Again(
        string suspect,
        AuditAlarms alarmed,
        AuditViews listed,
        AuditCustomers known,
        List<AuditRepair> repairs,
        List<AuditViolation> violations,
        CancellationToken stopping)
    {
        var found = await AuditedCase.Read(store, suspect, stopping);
        if (found is null || !CaseId.TryParse(suspect, out _))
        {
            return;
        }

        var wrong = AuditRules.Check(found, clock.GetUtcNow()).ToList();
        violations.AddRange(wrong);
        var broken = wrong.Exists(violation => violation.Invariant == "I8");
        var @case = broken ? found.Snapshot : await State(found, stopping);
        if (@case is not null && await alarmed.Repair(@case, cases, stopping))
        {
            repairs.Add(new(suspect, AuditRepairKind.Alarm, $"The deadline {Words.Kebab(@case.Next!.Deadline.Kind)} had no alarm, and was armed."));
        }

        if (broken)
        {
            // Lists that were made from what the log does not tell would hide the fault.
            return;
        }

        foreach (var list in await listed.Repair(suspect, @case, cases, stopping))
        {
            repairs.Add(new(suspect, AuditRepairKind.View, $"The list {list} did not show the case as it is, and was made again."));
        }

        if (await known.Repair(suspect, @case, cases, stopping) is > 0 and var rows)
        {
            repairs.Add(new(suspect, AuditRepairKind.Customer, $"The table of customers differed from the case in {rows} rows, and was put right."));
        }
    }

    /// <summary>The snapshot; where it was written with another state schema, what the log tells.</summary>
    private async Task<Case?> State(AuditedCase found, CancellationToken stopping) =>
        found.Snapshot ?? (found.Stored is null ? null : await cases.Find(CaseId.Parse(found.Partition), stopping));

    private sealed class Counts
    {
        public int Cases { get; set; }

        public int Events { get; set; }

        public int Moving { get; set; }
    }
}
