using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Audit;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Audit;

/// <summary>Each damages a well store in one way, and expects the audit to find just that.</summary>
public sealed class AuditTests : Story
{
    private IStore Store => World.Services.GetRequiredService<IStore>();

    [Fact]
    public async Task A_list_from_which_a_case_is_missing_gets_it_back()
    {
        var id = await Escalated();
        await Remove(TableNames.Views, "inbox:l1", id.Text);

        var report = await Run();

        Assert.Equal(["inbox:l1"], Repaired(report, AuditRepairKind.View));
        Assert.Equal(id, Assert.Single(await Listed("inbox:l1")).Case);
    }

    [Fact]
    public async Task A_case_that_stands_at_a_wrong_place_in_a_list_is_moved()
    {
        var id = await Escalated();
        var entry = Assert.Single(await Listed("inbox:l1"));
        await Put(TableNames.Views, "inbox:l1", id.Text, CaseFormat.WriteValue(entry with { Due = entry.Due!.Value.AddDays(9) }));

        var report = await Run();

        Assert.Equal(["inbox:l1"], Repaired(report, AuditRepairKind.View));
        Assert.Equal(entry.Due, Assert.Single(await Listed("inbox:l1")).Due);
    }

    [Fact]
    public async Task A_place_in_a_list_that_claims_a_version_the_case_never_had_gives_way()
    {
        var id = await Escalated();
        await Put(TableNames.Views, "inbox:l1", id.Text, CaseFormat.WriteValue(new ViewEntry(id, 99, World.Monday, World.Monday)));

        await Run();

        Assert.Equal((await World.Look(id)).Version, Assert.Single(await Listed("inbox:l1")).Version);
    }

    [Fact]
    public async Task A_case_is_taken_out_of_a_list_that_it_was_never_in()
    {
        var id = await Escalated();
        await Put(TableNames.Views, "inbox:l3", id.Text, CaseFormat.WriteValue(new ViewEntry(id, 1, World.Monday, World.Monday)));

        var report = await Run();

        Assert.Equal(["inbox:l3"], Repaired(report, AuditRepairKind.View));
        Assert.Empty(await Listed("inbox:l3"));
    }

    [Fact]
    public async Task A_case_that_does_not_exist_is_taken_out_of_lists()
    {
        var nobody = CaseId.For("test", "nobody");
        await Put(TableNames.Views, "inbox:l1", nobody.Text, CaseFormat.WriteValue(new ViewEntry(nobody, 1, World.Monday, World.Monday)));

        await Run();

        Assert.Empty(await Listed("inbox:l1"));
    }

    [Fact]
    public async Task A_lost_alarm_is_armed_again()
    {
        var id = await Escalated();
        foreach (var alarm in await World.Alarms())
        {
            await Remove(TableNames.Alarms, alarm.Shard, alarm.Key);
        }

        var report = await Run();

        Assert.Equal((1, 0), (report.Repaired(AuditRepairKind.Alarm), report.Repaired(AuditRepairKind.View)));
        var next = (await World.Look(id)).Next!;
        Assert.Contains(await World.Alarms(), alarm => alarm.Case == id && alarm.Arm == next.Arm && alarm.Due == next.Due && alarm.Wake == next.Due);
    }

    [Fact]
    public async Task An_alarm_that_would_ring_years_late_is_no_alarm()
    {
        var id = await Escalated();
        foreach (var alarm in await World.Alarms())
        {
            var late = alarm with { Wake = alarm.Wake.AddYears(5) };
            await Remove(TableNames.Alarms, alarm.Shard, alarm.Key);
            await Put(TableNames.Alarms, late.Shard, late.Key, late.Body);
        }

        await Run();

        Assert.All(await World.Alarms(), alarm => Assert.Equal(alarm.Due, alarm.Wake));
        Assert.Contains(await World.Alarms(), alarm => alarm.Case == id);
    }

    [Fact]
    public async Task An_alarm_in_a_shard_that_nobody_looks_for_it_in_is_removed()
    {
        var id = await Closed();
        var stray = new AlarmRow(World.Monday, id, 1, World.Monday, World.Monday);
        await Put(TableNames.Alarms, "77", stray.Key, stray.Body);

        var report = await Run();

        Assert.Equal(1, report.Repaired(AuditRepairKind.Alarm));
        Assert.Null(await Store.Get(TableNames.Alarms, "77", stray.Key, default));
    }

    [Fact]
    public async Task An_alarm_that_cannot_be_read_is_told_because_it_stops_the_sweep()
    {
        await Put(TableNames.Alarms, "03", "20260302T080000", Encoding.UTF8.GetBytes("?"));

        Assert.Equal(("alarms/03", "I4"), await OnlyViolation());
    }

    [Fact]
    public async Task A_snapshot_that_the_log_does_not_tell_of_is_told()
    {
        var id = await Escalated();
        await Alter(id, "case", snapshot => snapshot["state"]!["round"] = 7);

        Assert.Equal((id.Text, "I8"), await OnlyViolation());
    }

    [Fact]
    public async Task A_lost_snapshot_is_told_and_the_lists_are_left_alone()
    {
        var id = await Escalated();
        await Remove(TableNames.Cases, id.Text, "case");

        Assert.Equal((id.Text, "I8"), await OnlyViolation());
        Assert.NotEmpty(await Listed("inbox:l1"));
    }

    [Theory]
    [InlineData("event-000001")]
    [InlineData("event-000002")]
    public async Task A_gap_in_the_log_is_told(string row)
    {
        var id = await Escalated();
        await Remove(TableNames.Cases, id.Text, row);

        Assert.Equal((id.Text, "I8"), await OnlyViolation());
    }

    [Fact]
    public async Task A_log_whose_end_is_missing_is_told()
    {
        var id = await Escalated();
        await Remove(TableNames.Cases, id.Text, CaseStore.EventKey((await World.Look(id)).LastEvent));

        Assert.Contains((await Run()).Violations, violation => violation.Invariant == "I8");
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_told()
    {
        var id = await Escalated();
        await Alter(id, "event-000001", row => row["type"] = "unheardOf");

        Assert.Equal((id.Text, "I8"), await OnlyViolation());
    }

    [Fact]
    public async Task A_commit_without_its_message_row_is_told()
    {
        var id = await Escalated();
        await Remove(TableNames.Cases, id.Text, CaseStore.MessagePrefix + (await World.Log(id))[0].Message);

        Assert.Equal((id.Text, "I2"), await OnlyViolation());
    }

    [Fact]
    public async Task A_message_row_of_a_commit_that_is_not_there_is_told()
    {
        var id = await Escalated();
        var invented = new MessageOutcome(MessageState.Accepted, World.Monday, 1, Commit: 50, LastEvent: 99);
        await Put(TableNames.Cases, id.Text, CaseStore.MessagePrefix + "invented", invented.Write());

        Assert.Equal((id.Text, "I2"), await OnlyViolation());
    }

    [Fact]
    public async Task A_message_that_changed_the_case_twice_is_told()
    {
        var id = await Escalated();
        var log = await World.Log(id);
        var second = log.First(recorded => recorded.Commit == 2);
        foreach (var recorded in log.Where(recorded => recorded.Commit == 2))
        {
            await Alter(id, CaseStore.EventKey(recorded.Number), row => row["message"] = log[0].Message);
        }

        var words = (await Run()).Violations.Select(violation => violation.Words);

        Assert.Contains($"The message {log[0].Message} changed the case in the commits 1 and {second.Commit}.", words);
    }

    [Fact]
    public async Task A_text_that_is_gone_is_told()
    {
        var id = await Escalated();
        await Remove(TableNames.Cases, id.Text, "text-0002");

        Assert.Equal((id.Text, "I8"), await OnlyViolation());
    }

    [Fact]
    public async Task A_text_that_was_erased_is_no_fault()
    {
        var id = await Escalated();
        await Put(TableNames.Cases, id.Text, "text-0002", []);

        Assert.Empty((await Run()).Violations);
    }

    [Fact]
    public async Task A_case_that_was_closed_without_a_cause_is_told()
    {
        var id = await Closed();
        var caused = (await World.Log(id)).Single(recorded => recorded.Event is Event.CauseRecorded);
        await Put(TableNames.Cases, id.Text, CaseStore.EventKey(caused.Number), CaseFormat.Write(caused with { Event = new Event.SatisfactionAnswered(1, true, null) }));
        await Alter(id, "case", snapshot => snapshot["state"]!.AsObject().Remove("cause"));

        Assert.Equal((id.Text, "I7"), await OnlyViolation());
    }

    [Fact]
    public async Task A_promise_that_outlives_its_case_is_told()
    {
        var id = await Closed();
        var voided = (await World.Log(id)).Single(recorded => recorded.Event is Event.PromiseVoided);
        await Put(TableNames.Cases, id.Text, CaseStore.EventKey(voided.Number), CaseFormat.Write(voided with { Event = new Event.SatisfactionAnswered(1, true, null) }));
        var folded = Fold.Log(id, await World.Log(id))!;
        await Put(TableNames.Cases, id.Text, "case", CaseFormat.Write(folded));

        var violation = Assert.Single((await Run()).Violations);

        Assert.Equal((id.Text, "I6"), (violation.Case, violation.Invariant));
    }

    [Fact]
    public async Task A_case_that_nothing_wakes_is_told_after_a_day()
    {
        var id = await World.Complain(Complaints.AskingForRefund(300));
        var log = (await World.Log(id)).Where(recorded => recorded.Commit == 1).ToList();
        foreach (var row in await Rows(id))
        {
            await Remove(TableNames.Cases, id.Text, row);
        }

        await Replay(id, log);
        await World.Advance(TimeSpan.FromDays(2));

        Assert.Contains((await Run()).Violations, violation => violation is { Invariant: "I4" } && violation.Case == id.Text);
    }

    [Fact]
    public async Task A_message_that_was_parked_before_its_complaint_came_is_no_fault()
    {
        await World.Enqueue(Entities.Updates, "no json", "broken", CaseId.For("test", "nobody"), Actor.Customer);

        var report = await Run();

        Assert.Equal(0, report.Cases);
        Assert.Empty(report.Violations);
    }

    [Fact]
    public async Task A_case_that_changes_while_it_is_read_is_no_fault()
    {
        var id = await Escalated();
        var meddling = new MeddlingStore(Store, () => World.Claim(id, "anna"));
        var cases = new CaseStore(meddling);
        var clock = new StandingClock(World.Now);

        var report = await new StoreAudit(
            meddling, cases, new(meddling, clock), new(meddling, cases, clock), new(meddling), new(new(meddling), cases, clock), clock).Run(default);

        Assert.True(meddling.Meddled);
        Assert.Empty(report.Repairs);
        Assert.Empty(report.Violations);
    }

    private Task<CaseId> Escalated() => World.Complain(Complaints.AskingForRefund(300));

    private async Task<CaseId> Closed()
    {
        var id = await Escalated();
        await World.CustomerSays(id, new { type = "withdraw", round = 0 });
        await World.LookAt<Stage.Closed>(id);
        return id;
    }

    [Fact]
    public async Task A_customer_who_could_no_longer_be_found_can_be_again()
    {
        var id = await Escalated();
        var keys = (await World.Look(id)).CustomerKeys;
        await Remove(TableNames.Customers, keys[0].ToString(), id.Text);

        var report = await Run();

        Assert.Equal(1, report.Repaired(AuditRepairKind.Customer));
        Assert.Equal(id, Assert.Single(await World.Services.GetRequiredService<CustomerRows>().Find(keys[0], default)).Case);
    }

    [Fact]
    public async Task A_case_is_taken_out_from_under_a_customer_who_is_not_its_own()
    {
        var id = await Escalated();
        var other = new CustomerKey(CustomerKeyKind.Phone, Digest.Of("another"));
        await Put(TableNames.Customers, other.ToString(), id.Text, CaseFormat.WriteValue(World.Monday));

        Assert.Equal(1, (await Run()).Repaired(AuditRepairKind.Customer));
        Assert.Empty(await World.Services.GetRequiredService<CustomerRows>().Find(other, default));
    }

    [Fact]
    public async Task A_customer_of_a_case_that_there_is_not_is_taken_out()
    {
        var nobody = CaseId.For("shop", "nobody");
        var key = new CustomerKey(CustomerKeyKind.Phone, Digest.Of("another"));
        await Put(TableNames.Customers, key.ToString(), nobody.Text, CaseFormat.WriteValue(World.Monday));

        Assert.Equal(1, (await Run()).Repaired(AuditRepairKind.Customer));
    }

    /// <summary>A handler that died between recording and listing: whoever gets the message next does what it left undone.</summary>
    [Fact]
    public async Task What_a_dead_handler_left_unlisted_is_listed_by_the_next_delivery()
    {
        var id = await World.Complain(Complaints.Late());
        var key = (await World.Look(id)).CustomerKeys[0];
        await Remove(TableNames.Customers, key.ToString(), id.Text);

        await World.Complain(Complaints.Late());

        Assert.Single(await World.Services.GetRequiredService<CustomerRows>().Find(key, default));
    }

    private Task<AuditReport> Run() => World.Services.GetRequiredService<StoreAudit>().Run(default);

    private async Task<(string Case, string Invariant)> OnlyViolation()
    {
        var report = await Run();
        Assert.Empty(report.Repairs);
        var violation = Assert.Single(report.Violations);
        return (violation.Case, violation.Invariant);
    }

    private Task<IReadOnlyList<ViewEntry>> Listed(string list) => World.Services.GetRequiredService<CaseViews>().List(list, default);

    private static IEnumerable<string> Repaired(AuditReport report, AuditRepairKind kind) =>
        report.Repairs.Where(repair => repair.Kind == kind).Select(repair => repair.Words.Split(' ')[2]);

    private Task Remove(string table, string partition, string key) => Store.Transact(table, partition, [new RowChange.Remove(key)], default);

    private Task Put(string table, string partition, string key, byte[] body) => Store.Transact(table, partition, [new RowChange.Put(key, body)], default);

    private async Task Alter(CaseId id, string key, Action<JsonObject> change)
    {
        var row = await Store.Get(TableNames.Cases, id.Text, key, default);
        var json = JsonNode.Parse(row!.Body.Span)!.AsObject();
        change(json);
        await Put(TableNames.Cases, id.Text, key, CaseFormat.WriteValue(json));
    }

    private async Task<IReadOnlyList<string>> Rows(CaseId id)
    {
        var keys = new List<string>();
        await foreach (var row in Store.Range(TableNames.Cases, id.Text, "", null, default))
        {
            keys.Add(row.Key);
        }

        return keys;
    }

    /// <summary>Only the first commits of a case, as if nothing had come after.</summary>
    private async Task Replay(CaseId id, List<Recorded> log)
    {
        var outcome = new MessageOutcome(MessageState.Accepted, World.Now, log.Count, log[^1].Commit, log[^1].Number);
        var texts = Enumerable.Range(1, 9).Select(number => new TextEntry(new(number), "words"));
        await World.Services.GetRequiredService<CaseStore>().Commit(
            id, new(null, null, null), Fold.Log(id, log), log, texts, log[0].Message, outcome, trace: null, default);
    }

    /// <summary>Lets something happen in the middle of the first walk over a case's rows.</summary>
    private sealed class MeddlingStore(IStore inner, Func<Task> meddle) : IStore
    {
        public bool Meddled { get; private set; }

        public Task<Row?> Get(string table, string partition, string key, CancellationToken stopping) => inner.Get(table, partition, key, stopping);

        public async IAsyncEnumerable<Row> Range(
            string table, string partition, string from, string? before, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stopping)
        {
            await foreach (var row in inner.Range(table, partition, from, before, stopping))
            {
                yield return row;
                if (!Meddled && table == TableNames.Cases)
                {
                    Meddled = true;
                    await meddle();
                }
            }
        }

        public IAsyncEnumerable<string> Partitions(string table, CancellationToken stopping) => inner.Partitions(table, stopping);

        public Task Transact(string table, string partition, IReadOnlyList<RowChange> changes, CancellationToken stopping) =>
            inner.Transact(table, partition, changes, stopping);
    }

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
