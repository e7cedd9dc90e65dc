using System.Text;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Domain;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Contracts;

public sealed class SnapshotContractTests
{
    /// <summary>When this fails, <see cref="Case.Schema"/> has to be raised, and the new snapshot gets a file of its own.</summary>
    [Fact]
    public void A_snapshot_is_written_as_the_file_of_its_schema_says() => Approved.Check($"snapshots/{Case.Schema}.json", CaseFormat.Write(Escalated()));

    [Fact]
    public void A_snapshot_is_read_as_it_was_written() => Assert.Equal(Escalated(), CaseFormat.ReadCase(CaseFormat.Write(Escalated())));

    [Fact]
    public void A_snapshot_of_another_schema_is_not_read()
    {
        var other = JsonNode.Parse(CaseFormat.Write(Escalated()))!;
        other["schema"] = Case.Schema + 1;

        Assert.Null(CaseFormat.ReadCase(Encoding.UTF8.GetBytes(other.ToJsonString())));
    }

    [Fact]
    public async Task A_stored_case_of_another_schema_is_folded_anew_from_its_log()
    {
        await using var world = await World.Open();
        var id = await world.Complain(Complaints.AskingForRefund(900));
        var before = await world.Look(id);
        await Overwrite(world, id, """{"schema":0,"state":{"nothing":"of this is known today"}}""");

        Assert.Equal(before, await world.Look(id));
    }

    [Fact]
    public async Task The_next_change_writes_it_in_the_schema_of_today()
    {
        await using var world = await World.Open();
        var id = await world.Complain(Complaints.AskingForRefund(900));
        await Overwrite(world, id, """{"schema":0}""");

        await world.Claim(id, "carla");

        var row = await world.Services.GetRequiredService<IStore>().Get(TableNames.Cases, id.Text, "case", CancellationToken.None);
        Assert.Equal(await world.Look(id), CaseFormat.ReadCase(row!.Body.Span));
    }

    private static Task Overwrite(World world, CaseId id, string snapshot) => world.Services.GetRequiredService<IStore>().Transact(
        TableNames.Cases, id.Text, [new RowChange.Put("case", Encoding.UTF8.GetBytes(snapshot))], CancellationToken.None);

    private static Case Escalated() => Given
        .A(new Event.Registered(EventSamples.Complaint), new Event.Restated(1, new(6)), new Event.AssessmentOpened(1))
        .And(EventSamples.All["escalated"], EventSamples.All["promiseMade"])
        .And(EventSamples.All["reviewClaimed"])
        .Case!;
}
