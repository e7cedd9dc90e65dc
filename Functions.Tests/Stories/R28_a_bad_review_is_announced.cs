using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

/// <summary>With a policy that pays back larger sums at once where a bad review is announced.</summary>
public sealed class R28_a_bad_review_is_announced : Story
{
    private const string Announced = "The parcel came three weeks late. I will leave a one star review on Trustpilot and tell everyone.";

    protected override string Policy => TestPolicy.Yaml.Replace(
        "rules:\n",
        "rules:\n  - name: settled-before-it-is-written-about\n    when: { flag: public-review-risk, category: late-delivery }\n    then: { grant: { kind: refund, amount: 45 EUR } }\n",
        StringComparison.Ordinal);

    [Theory]
    [InlineData(Announced)]
    [InlineData("Kirjoitan huonon arvostelun Googleen ja kerron kaikille.")]
    [InlineData("맘카페에 후기 올리겠습니다.")]
    [InlineData("我要发小红书曝光你们，给你们差评。")]
    public async Task It_is_a_flag(string account)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", account).With("language", null));

        Assert.Contains(CaseFlag.PublicReviewRisk, (await World.Look(id)).Complaint.Triaged.Flags);
    }

    [Fact]
    public async Task The_policy_may_look_at_it_and_speed_up_a_refund()
    {
        var id = await World.Complain(Complaints.Late().With("account", Announced));

        Assert.Equal("refund of EUR 45.00", (await World.LookAt<Stage.Settling>(id)).Grant.Remedy.ToString());
        Assert.Single(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task Without_it_the_same_complaint_gets_the_usual_options()
    {
        var id = await World.Complain(Complaints.Late());

        await World.LookAt<Stage.Offered>(id);
    }

    [Fact]
    public async Task By_itself_it_changes_nothing()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("category", "other").With("account", Announced));

        Assert.Equal(EscalationReason.AboveLimit, (await World.LookAt<Stage.UnderReview>(id)).Reason);
        Assert.Single(World.Letters(id));
    }
}
