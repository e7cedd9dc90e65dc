using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R06_beyond_limits_escalated : Story
{
    [Theory]
    [InlineData(50.01, "l1")]
    [InlineData(500, "l1")]
    [InlineData(500.01, "l2")]
    [InlineData(5000, "l2")]
    [InlineData(5000.01, "l3")]
    [InlineData(50000, "l3")]
    public async Task It_goes_to_the_lowest_level_whose_limit_covers_it(double amount, string level)
    {
        var id = await World.Complain(Complaints.AskingForRefund((decimal)amount));

        Assert.Equal(level, (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal(level, World.Sent(id, Entities.Escalations).Single().Properties["level"]);
    }

    [Fact]
    public async Task The_customer_is_told_why() =>
        Assert.Contains("Why: a refund of EUR 900.00 is more than this office may decide alone", await Told(), StringComparison.Ordinal);

    [Fact]
    public async Task The_customer_is_told_to_whom() =>
        Assert.Contains("to: the head of customer care.", await Told(), StringComparison.Ordinal);

    [Fact]
    public async Task The_customer_is_told_the_steps() =>
        Assert.Contains(
            "1. The head of customer care takes your case and reads all of it.\n2. You get a decision, or proposals to choose from.\n3. Afterwards",
            await Told(),
            StringComparison.Ordinal);

    [Fact]
    public async Task The_customer_is_told_the_date_and_time_of_the_answer() =>
        Assert.Contains("We will answer by Thursday 5 March 2026, 10:00.", await Told(), StringComparison.Ordinal);

    [Fact]
    public async Task The_answer_is_promised_by_the_level_with_a_deadline()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        var promise = Assert.Single((await World.Look(id)).Promises);
        Assert.Equal(new(1, PromiseKind.Answer, Code.Parse("l2"), new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero), PromiseState.Open), promise);
    }

    [Fact]
    public async Task Nothing_is_granted_meanwhile()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));

        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task An_amount_in_a_currency_without_limits_is_for_nobody_to_grant()
    {
        var id = await World.Complain(Complaints.AskingForRefund(1, "JPY"));

        await World.LookAt<Stage.Offered>(id);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    /// <summary>Counted on the broker, with everything that the clock still brings after the case was closed.</summary>
    [Fact]
    public async Task Escalated_and_approved_takes_at_most_12_messages()
    {
        var id = await World.Complain(Complaints.AskingForRefund(900));
        await World.Claim(id, "carla");
        await World.Review(id, "carla", new { type = "approve", review = 1 });
        await World.Advance(TimeSpan.FromDays(1));
        await World.FulfilmentReports(id);
        await World.AdvanceTo((await World.LookAt<Stage.FollowingUp>(id)).Due);
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });
        await World.Advance(TimeSpan.FromDays(60));

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.True(World.SentAbout(id).Count <= 12, string.Join('\n', World.SentAbout(id).Select(m => $"{m.Entity} {m.Key}")));
    }

    private async Task<string> Told() => World.Letters(await World.Complain(Complaints.AskingForRefund(900))).Single().Body;
}
