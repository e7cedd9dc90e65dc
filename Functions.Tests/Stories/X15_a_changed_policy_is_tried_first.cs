using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using Escalation.Functions.Store;
using Escalation.Local.Verbs.WhatIf;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Stories;

public sealed class X15_a_changed_policy_is_tried_first : Story
{
    [Fact]
    public async Task The_same_policy_changes_nothing()
    {
        await SomeCases();

        var report = await WhatIf(TestPolicy.Yaml + "\n# the same\n");

        Assert.Equal((5, 0), (report.Cases, report.Changed));
        Assert.Equal(JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(report.Old))!.ToJsonString(), System.Text.Json.JsonSerializer.Serialize(report.New));
        Assert.Empty(report.MostChanged);
    }

    [Fact]
    public async Task A_higher_limit_shows_what_would_have_been_granted_and_at_what_cost()
    {
        await SomeCases();

        var report = await WhatIf(TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: [500 EUR, 50 USD]", StringComparison.Ordinal));

        Assert.Equal(2, report.Changed);
        Assert.Equal((1, 20m), (report.Old.Granted.Cases, report.Old.Granted.Sums["EUR"]));
        Assert.Equal((3, 620m), (report.New.Granted.Cases, report.New.Granted.Sums["EUR"]));
        Assert.Equal((3, 1_500m), (report.Old.Escalated.Cases, report.Old.Escalated.Sums["EUR"]));
        Assert.Equal((1, 900m), (report.New.Escalated.Cases, report.New.Escalated.Sums["EUR"]));
    }

    [Fact]
    public async Task The_case_that_changes_most_is_told_first()
    {
        var ids = await SomeCases();

        var report = await WhatIf(TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: [500 EUR, 50 USD]", StringComparison.Ordinal));

        Assert.Equal([(ids[2].Text, "granted refund of EUR 400.00"), (ids[1].Text, "granted refund of EUR 200.00")], report.MostChanged.Select(c => (c.Case, c.New)));
        Assert.Equal("escalated to l1 (refund of EUR 400.00)", report.MostChanged[0].Old);
    }

    [Fact]
    public async Task A_rule_that_declines_moves_what_was_granted_there()
    {
        await SomeCases();
        var rule = "rules:\n  - name: no-small-change\n    when: { category: late-delivery, asked: refund }\n    then: decline\n";

        var report = await WhatIf(TestPolicy.Yaml.Replace("rules:\n", rule, StringComparison.Ordinal));

        Assert.Equal((4, 1_520m, 0), (report.New.Declined.Cases, report.New.Declined.Sums["EUR"], report.New.Granted.Cases));
    }

    /// <summary>Two of three escalated answers came too late; who escalates fewer is expected to break fewer.</summary>
    [Fact]
    public async Task Promises_that_would_be_broken_follow_from_how_often_each_level_broke_them()
    {
        var ids = await SomeCases();
        await World.Claim(ids[1], "anna");
        await World.Review(ids[1], "anna", new { type = "approve", review = 1 });
        await World.Advance(TimeSpan.FromDays(30));

        var report = await WhatIf(TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: [500 EUR, 50 USD]", StringComparison.Ordinal));

        Assert.Equal((2, 1.0m), (report.Breaches!.Old, report.Breaches.New));
    }

    [Fact]
    public async Task Trying_a_policy_changes_no_case()
    {
        var ids = await SomeCases();
        var before = (await World.Look(ids[1])).Version;

        await WhatIf(TestPolicy.Yaml.Replace("refund: [50 EUR, 50 USD]", "refund: [500 EUR, 50 USD]", StringComparison.Ordinal));

        Assert.Equal(before, (await World.Look(ids[1])).Version);
        await World.LookAt<Stage.UnderReview>(ids[1]);
    }

    /// <summary>Granted 20; escalated 200 and 400 to l1, 900 to l2; and one who names no remedy.</summary>
    private async Task<IReadOnlyList<CaseId>> SomeCases() =>
    [
        await World.Complain(Complaints.AskingForRefund(20, externalId: "1")),
        await World.Complain(Complaints.AskingForRefund(200, externalId: "2")),
        await World.Complain(Complaints.AskingForRefund(400, externalId: "3")),
        await World.Complain(Complaints.AskingForRefund(900, externalId: "4")),
        await World.Complain(Complaints.Late("5")),
    ];

    private async Task<WhatIfReport> WhatIf(string policy)
    {
        var (past, leftOut) = await PastCases.OfStore(World.Services.GetRequiredService<CaseStore>(), CancellationToken.None);
        return WhatIfReport.Of(past, PolicyReader.Read(policy, "new.yaml"), leftOut);
    }
}
