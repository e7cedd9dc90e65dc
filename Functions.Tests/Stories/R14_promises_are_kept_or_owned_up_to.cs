using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R14_promises_are_kept_or_owned_up_to : Story
{
    [Fact]
    public async Task A_promise_that_was_met_is_kept()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.Review(id, "anna", new { type = "approve", review = 1 });

        Assert.Equal([(PromiseKind.Answer, PromiseState.Kept), (PromiseKind.Remedy, PromiseState.Open)], await Promises(id));
    }

    [Fact]
    public async Task A_remedy_that_was_carried_out_in_time_keeps_its_promise()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));

        await World.FulfilmentReports(id);

        Assert.Equal([(PromiseKind.Remedy, PromiseState.Kept)], await Promises(id));
    }

    [Fact]
    public async Task A_broken_promise_of_an_answer_is_followed_by_another_and_one_level_up()
    {
        var id = await Late();

        Assert.Equal([(PromiseKind.Answer, PromiseState.Broken), (PromiseKind.Answer, PromiseState.Open)], await Promises(id));
        Assert.Equal("l2", (await World.LookAt<Stage.UnderReview>(id)).Level.Text);
        Assert.Equal(2, World.Sent(id, Entities.Escalations).Count);
    }

    [Fact]
    public async Task The_customer_gets_an_apology_and_the_new_time()
    {
        var body = World.Letters(await Late())[^1].Body;

        Assert.Contains("We promised you an answer by Wednesday 4 March 2026, 10:00, and we did not keep that promise. I apologise", body, StringComparison.Ordinal);
        Assert.Contains("Your case is now with: the head of customer care.", body, StringComparison.Ordinal);
        Assert.Contains("We will answer by Monday 9 March 2026, 12:00.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_hears_of_a_breach_once()
    {
        var id = await Late();

        Assert.Single(World.Letters(id), letter => letter.Subject.Contains("we did not keep our word", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_late_remedy_breaks_its_promise_and_gets_a_new_time()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));

        await World.AdvanceTo(new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero));

        Assert.Equal([(PromiseKind.Remedy, PromiseState.Broken), (PromiseKind.Remedy, PromiseState.Open)], await Promises(id));
        Assert.Contains("it takes longer than we promised", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_apology_for_a_late_remedy_speaks_of_the_remedy_and_its_new_time()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));

        await World.AdvanceTo(new(2026, 3, 5, 10, 0, 0, TimeSpan.Zero));

        var body = World.Letters(id)[^1].Body;
        Assert.Contains("We promised you a refund of EUR 40.00 by Thursday 5 March 2026, 10:00, and we did not keep that promise. I apologise", body, StringComparison.Ordinal);
        Assert.Contains("It will be with you by Tuesday 10 March 2026, 12:00.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_remedy_that_comes_after_its_time_has_broken_the_promise()
    {
        var id = await World.Complain(Complaints.AskingForRefund(40));
        await World.AdvanceTo(new(2026, 3, 5, 11, 0, 0, TimeSpan.Zero));

        await World.FulfilmentReports(id);

        Assert.Equal([(PromiseKind.Remedy, PromiseState.Broken), (PromiseKind.Remedy, PromiseState.Kept)], await Promises(id));
    }

    [Fact]
    public async Task What_was_promised_to_somebody_who_withdraws_is_void()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        Assert.Equal([(PromiseKind.Answer, PromiseState.Void)], await Promises(id));
    }

    /// <summary>Claimed at once, then forgotten until the promise is broken.</summary>
    private async Task<CaseId> Late()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");
        await World.AdvanceTo(new(2026, 3, 4, 10, 0, 0, TimeSpan.Zero));
        return id;
    }

    private async Task<IEnumerable<(PromiseKind, PromiseState)>> Promises(CaseId id) => (await World.Look(id)).Promises.Select(p => (p.Kind, p.State));
}
