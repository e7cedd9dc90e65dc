using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class X04_counter_offers_are_limited_and_expire : Story
{
    [Theory]
    [InlineData("anna", 500, "accepted")]
    [InlineData("anna", 500.01, "refused")]
    [InlineData("carla", 500.01, "accepted")]
    public async Task An_offer_is_held_to_the_limit_of_whoever_makes_it(string person, double amount, string status)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, person);

        Assert.Equal(status, (await Offer(id, person, amount)).Status);
    }

    [Fact]
    public async Task The_customer_is_told_until_when_it_holds()
    {
        var id = await Offered();

        Assert.Contains("We keep these offers for you until Monday 9 March 2026, 08:00.", World.Letters(id)[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_expires_after_a_reminder()
    {
        var id = await Offered();

        await World.Advance(TimeSpan.FromDays(14));

        Assert.Equal(Outcome.Unanswered, (await World.LookAt<Stage.Closed>(id)).Outcome);
        Assert.Equal(1, (await World.Last<Event.OfferExpired>(id)).Offer);
    }

    [Fact]
    public async Task A_late_choice_grants_nothing_and_another_person_looks_at_it()
    {
        var id = await Offered();
        await World.Advance(TimeSpan.FromDays(14));

        var status = await World.CustomerSays(id, new { type = "choose", offer = 1, option = 2 });

        Assert.Equal(("refused", "expired"), (status.Status, status.Reason));
        Assert.Empty(World.Sent(id, Entities.Remedies));
        Assert.Equal("conflict-of-interest", (await World.Claim(id, "anna", 2)).Reason);
        await World.Claim(id, "bert", 2);
        Assert.Equal("accepted", (await World.Review(id, "bert", new { type = "approve", review = 2 })).Status);
        Assert.Equal("refund of EUR 450.00", (await World.LookAt<Stage.Settling>(id)).Grant.Remedy.ToString());
    }

    private async Task<CaseId> Offered()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await Offer(id, "anna", 450);
        return id;
    }

    private Task<CommandStatus> Offer(CaseId id, string person, double amount) => World.Review(id, person, new
    {
        type = "counter-offer",
        review = 1,
        options = new object[] { new { kind = "redo" }, new { kind = "refund", amount, currency = "EUR" } },
    });
}
