using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R04_options_are_proposed : Story
{
    [Theory]
    [InlineData("late-delivery", 3)]
    [InlineData("gift", 2)]
    [InlineData("never heard of", 2)]
    public async Task Who_names_no_remedy_gets_two_or_three_options_of_the_policy(string category, int options)
    {
        var id = await World.Complain(Complaints.Late().With("category", category));

        Assert.Equal(options, (await World.LookAt<Stage.Offered>(id)).Options.Count);
    }

    [Fact]
    public async Task The_customer_is_told_the_options_by_number_and_until_when()
    {
        var id = await World.Complain(Complaints.Late());

        var body = World.Letters(id).Single().Body;
        Assert.Contains("1. a voucher of EUR 20.00\n2. a discount of 10 %\n3. a refund of EUR 15.00\n", body, StringComparison.Ordinal);
        Assert.Contains("We keep these offers for you until Monday 9 March 2026, 08:00.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_sent_for_fulfilment_before_the_customer_chose()
    {
        var id = await World.Complain(Complaints.Late());

        Assert.Empty(World.Sent(id, Entities.Remedies));
    }

    [Fact]
    public async Task A_category_without_options_is_escalated_for_advice()
    {
        var id = await World.Complain(Complaints.Late().With("category", "unheard-of"));

        Assert.Equal(EscalationReason.Undecided, (await World.LookAt<Stage.UnderReview>(id)).Reason);
    }
}
