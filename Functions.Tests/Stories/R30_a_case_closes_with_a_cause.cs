using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;

namespace Escalation.Functions.Tests.Stories;

public sealed class R30_a_case_closes_with_a_cause : Story
{
    [Fact]
    public async Task Where_nobody_stated_one_the_category_presumes_it()
    {
        var id = await World.Complain(Complaints.Late());

        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        Assert.Equal(new CauseFinding(Cause.LateDelivery, Presumed: true), (await World.Look(id)).Cause);
    }

    [Fact]
    public async Task A_stated_one_stands()
    {
        var id = await World.Complain(Complaints.Late());
        await World.OperatorSays(id, new { type = "cause", cause = "wrong-delivery" });

        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        Assert.Equal(new CauseFinding(Cause.WrongDelivery, Presumed: false), (await World.Look(id)).Cause);
    }

    [Fact]
    public async Task A_presumed_one_gives_way_to_one_stated_after_closing()
    {
        var id = await World.Complain(Complaints.Late());
        await World.CustomerSays(id, new { type = "withdraw", round = 0 });

        await World.OperatorSays(id, new { type = "cause", cause = "out-of-stock" });

        Assert.Equal(new CauseFinding(Cause.OutOfStock, Presumed: false), (await World.Look(id)).Cause);
    }

    [Fact]
    public async Task The_cause_stands_in_the_log_before_the_case_closes()
    {
        var id = await World.Complain(Complaints.Late());

        await World.CustomerSays(id, new { type = "withdraw", round = 0, words = "Never mind." });

        Assert.Equal(
            [typeof(Event.CaseWithdrawn), typeof(Event.CauseRecorded), typeof(Event.CaseClosed)],
            (await World.Log(id)).Where(recorded => recorded.Commit == 4 && recorded.Event is not Event.MessageDelivered).Select(recorded => recorded.Event.GetType()));
        Assert.EndsWith("is closed", World.Letters(id)[^1].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_customer_does_not_state_the_cause()
    {
        var id = await World.Complain(Complaints.Late());

        Assert.Equal("not-allowed", (await World.CustomerSays(id, new { type = "cause", cause = "defect" })).Reason);
    }
}
