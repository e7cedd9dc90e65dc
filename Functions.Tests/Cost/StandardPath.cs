using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Cost;

/// <summary>A whole life of a case, as the customer and the staff live it. Nothing is looked at on the way: looking costs too, and is not the case's.</summary>
/// <param name="Live">Ends with the case closed and nothing left to come.</param>
internal sealed record StandardPath(string Name, Func<World, Task<CaseId>> Live)
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static IReadOnlyList<StandardPath> All { get; } =
    [
        new("settled at once", async world =>
        {
            var id = await world.Complain(Complaints.AskingForRefund(50));
            return await Fulfilled(world, id);
        }),
        new("escalated and approved", async world =>
        {
            var id = await world.Complain(Complaints.AskingForRefund(900));
            await Review(world, id, "carla", new { type = "claim", review = 1 });
            await Review(world, id, "carla", new { type = "approve", review = 1 });
            return await Fulfilled(world, id);
        }),
        new("counter-offer accepted", async world =>
        {
            var id = await world.Complain(Complaints.AskingForRefund(900));
            await Review(world, id, "carla", new { type = "claim", review = 1 });
            object[] options = [new { kind = "refund", amount = 400, currency = "EUR" }, new { kind = "voucher", amount = 450, currency = "EUR" }];
            await Review(world, id, "carla", new { type = "counter-offer", review = 1, options });
            await Say(world, $"cases/{id}/updates", new { type = "choose", offer = 1, option = 2 }, world.KeyOf(Role.CustomerChannel));
            return await Fulfilled(world, id);
        }),
        new("reminded twice, then stepped up", async world =>
        {
            var id = await world.Complain(Complaints.AskingForRefund(400));
            await world.Advance(TimeSpan.FromDays(2));
            await Review(world, id, "carla", new { type = "claim", review = 2 });
            await Review(world, id, "carla", new { type = "approve", review = 2 });
            return await Fulfilled(world, id);
        }),
    ];

    /// <summary>The remedy was carried out, the customer is asked and content, and the clock goes on until nothing more comes.</summary>
    private static async Task<CaseId> Fulfilled(World world, CaseId id)
    {
        await world.Advance(Day);
        await Say(world, $"cases/{id}/updates", new { type = "fulfilled", grant = 1 }, world.KeyOf(Role.Fulfilment));
        await world.Advance(8 * Day);
        await Say(world, $"cases/{id}/updates", new { type = "satisfied", grant = 1, solved = true }, world.KeyOf(Role.CustomerChannel));
        await world.Advance(60 * Day);
        return id;
    }

    private static Task Review(World world, CaseId id, string person, object review) =>
        Say(world, $"cases/{id}/reviews", review, world.KeyOf(Role.Reviewer, person));

    private static async Task Say(World world, string path, object body, string key)
    {
        var answer = await world.Post(path, body, key);
        Assert.True(answer.Status == 202, answer.Text);
        await world.Rest();
    }
}
