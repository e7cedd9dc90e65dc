using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R28_a_public_review_speeds_up_a_refund : IAsyncLifetime
{
    private const string Warning = "The parcel came three weeks late. I will leave a one-star review on Google about this.";
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open(TestPolicy.Yaml.Replace(
        "automatic:\n", "automatic:\n  where:\n    - { flag: public-review-risk, refund: 120 EUR }\n", StringComparison.Ordinal));

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Fact]
    public async Task A_refund_that_a_person_would_decide_is_granted_at_once()
    {
        var id = await World.Complain(Complaints.AskingForRefund(120).With("account", Warning));

        Assert.True((await World.Look(id)).Complaint.Triaged.Has(CaseFlag.PublicReviewRisk));
        await World.LookAt<Stage.Settling>(id);
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Without_the_risk_the_same_refund_goes_to_a_person()
    {
        var id = await World.Complain(Complaints.AskingForRefund(120));

        await World.LookAt<Stage.UnderReview>(id);
        Assert.Empty(World.Sent(id, Entities.Remedies));
    }
}
