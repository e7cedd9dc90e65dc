using Escalation.Domain.Cases;
using Escalation.Functions.Audit;
using Escalation.Functions.Path;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Stories;

public sealed class X13_every_open_case_has_a_live_alarm : Story
{
    private StoreAudit Audit => World.Services.GetRequiredService<StoreAudit>();

    [Fact]
    public async Task Cases_at_every_stage_are_found_well()
    {
        var settling = await World.Complain(Complaints.AskingForRefund(35, externalId: "settling"));
        await World.Complain(Complaints.AskingForRefund(300, externalId: "under-review"));
        var claimed = await World.Complain(Complaints.AskingForRefund(300, externalId: "claimed"));
        await World.Claim(claimed, "anna");
        await World.Complain(Complaints.Late("offered"));
        var closed = await World.Complain(Complaints.Late("closed"));
        await World.CustomerSays(closed, new { type = "withdraw", round = 0 });
        await World.FulfilmentReports(settling);

        var report = await Audit.Run(default);

        Assert.Equal((5, 0), (report.Cases, report.Moving));
        Assert.Empty(report.Repairs);
        Assert.Empty(report.Violations);
    }

    [Fact]
    public async Task A_case_whose_alarm_rang_and_was_put_off_is_found_well()
    {
        await World.Complain(Complaints.AskingForRefund(300));
        await World.Advance(TimeSpan.FromDays(30));

        var report = await Audit.Run(default);

        Assert.Empty(report.Repairs);
        Assert.Empty(report.Violations);
    }

    [Fact]
    public async Task Without_its_alarm_a_case_is_forgotten_and_the_audit_wakes_it()
    {
        var id = await World.Complain(Complaints.AskingForRefund(300));
        await LoseAlarms();
        await World.Advance(TimeSpan.FromDays(7));
        Assert.Empty((await World.Log(id)).Select(recorded => recorded.Event).OfType<Event.DeadlineFired>());

        var report = await Audit.Run(default);
        await World.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, report.Repaired(AuditRepairKind.Alarm));
        Assert.NotEmpty((await World.Log(id)).Select(recorded => recorded.Event).OfType<Event.DeadlineFired>());
    }

    [Fact]
    public async Task What_was_put_right_stays_right()
    {
        await World.Complain(Complaints.AskingForRefund(300));
        await LoseAlarms();
        await Audit.Run(default);

        var second = await Audit.Run(default);

        Assert.Empty(second.Repairs);
    }

    private async Task LoseAlarms()
    {
        foreach (var alarm in await World.Alarms())
        {
            await World.Services.GetRequiredService<AlarmClock>().Delete(alarm, default);
        }
    }
}
