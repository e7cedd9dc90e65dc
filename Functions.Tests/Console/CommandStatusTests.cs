using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Tests.Stories;

namespace Escalation.Functions.Tests.Console;

/// <summary>What a sender can find out about a command, and what becomes of one whose case nobody knows.</summary>
public sealed class CommandStatusTests : Story
{
    private static readonly CaseId Unknown = CaseId.For("upstream", "1001");

    [Fact]
    public async Task A_command_for_a_case_not_known_yet_is_pending()
    {
        var answer = await Withdraw();
        await World.Rest();

        Assert.Equal("pending", (await World.StatusOf(answer.Location!, World.KeyOf(Role.CustomerChannel))).Status);
    }

    [Fact]
    public async Task It_takes_effect_once_the_complaint_has_come()
    {
        var answer = await Withdraw();
        await World.Rest();
        await World.Complain(Complaints.Late());

        await World.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("accepted", (await World.StatusOf(answer.Location!, World.KeyOf(Role.CustomerChannel))).Status);
        await World.LookAt<Stage.Closed>(Unknown);
    }

    [Fact]
    public async Task Copies_of_it_wait_longer_and_longer()
    {
        await Withdraw();
        await World.Rest();
        await World.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal([0, 1, 3, 7, 15, 31], Copies().Select(copy => (copy.EnqueueAt - Functions.Tests.World.Monday)?.TotalSeconds ?? 0).Take(6));
    }

    [Fact]
    public async Task All_copies_are_the_same_message()
    {
        await Withdraw();
        await World.Rest();
        await World.Advance(TimeSpan.FromHours(3));

        Assert.Single(Copies().Select(copy => copy.Key).Distinct());
        Assert.Equal(CommandMessages.MostAttempts + 1, Copies().Count);
    }

    [Fact]
    public async Task After_more_than_an_hour_it_is_parked_with_the_reason()
    {
        var answer = await Withdraw();
        await World.Rest();

        await World.Advance(TimeSpan.FromHours(3));

        var parked = Assert.Single(await World.Parked());
        Assert.Equal(("gave-up", Entities.Updates, Unknown), (parked.Reason, parked.Queue, parked.Case));
        Assert.EndsWith($"No complaint with the case number {Unknown} has been registered.", parked.Description, StringComparison.Ordinal);
        Assert.Equal(("parked", "gave-up"), Of(await World.StatusOf(answer.Location!, World.KeyOf(Role.CustomerChannel))));
    }

    [Fact]
    public async Task A_complaint_that_comes_after_that_finds_the_command_parked_and_not_carried_out()
    {
        await Withdraw();
        await World.Rest();
        await World.Advance(TimeSpan.FromHours(3));

        await World.Complain(Complaints.Late());

        await World.LookAt<Stage.Offered>(Unknown);
    }

    [Theory]
    [InlineData("cases/no-number/commands/x")]
    [InlineData("cases/K7QF-2M9D-XW3T-8HV0/commands/a%20b")]
    public async Task An_address_that_no_door_gave_is_not_found(string path) =>
        Assert.Equal(404, (await World.Get(path, World.KeyOf(Role.Upstream))).Status);

    [Fact]
    public async Task Sent_again_under_its_own_key_it_stays_one_command()
    {
        var id = await World.Complain(Complaints.Late());
        var key = World.KeyOf(Role.CustomerChannel);
        var write = new { type = "write", words = "Where is my parcel?" };

        await World.Post($"cases/{id}/updates", write, key, "w-1");
        await World.Post($"cases/{id}/updates", write, key, "w-1");
        await World.Rest();

        Assert.Single(await World.Log(id), recorded => recorded.Event is Event.CustomerWrote);
    }

    private Task<Answer> Withdraw() => World.Post($"cases/{Unknown}/updates", new { type = "withdraw", round = 0 }, World.KeyOf(Role.CustomerChannel));

    private List<OutgoingMessage> Copies() => [.. World.Sent(Unknown, Entities.Updates)];

    private static (string, string?) Of(CommandStatus status) => (status.Status, status.Reason);
}
