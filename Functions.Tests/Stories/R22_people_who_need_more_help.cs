using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R22_people_who_need_more_help : Story
{
    private const string Vulnerable = "I am 82 years old and live alone. The parcel came three weeks late.";

    protected override string Policy => TestPolicy.YamlWithTriage;

    [Theory]
    [InlineData(Vulnerable)]
    [InlineData("Olen 83-vuotias eläkeläinen ja liikun pyörätuolilla. Paketti ei ole tullut.")]
    [InlineData("저는 장애인이고 휠체어를 탑니다. 택배가 아직 안 왔습니다.")]
    [InlineData("我是残疾人，坐轮椅，快递晚了三个星期。")]
    public async Task They_are_seen(string account)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", account).With("language", null));

        Assert.Equal([CaseFlag.Vulnerable], (await World.Look(id)).Complaint.Triaged.Flags);
    }

    [Fact]
    public async Task They_wait_half_as_long()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Vulnerable));

        var @case = await World.Look(id);
        Assert.Equal(World.Monday.AddHours(2), ((Stage.UnderReview)@case.Stage).Due);
        Assert.Equal(new(2026, 3, 3, 10, 0, 0, TimeSpan.Zero), @case.OpenPromise(PromiseKind.Answer)!.Due);
    }

    [Fact]
    public async Task Every_message_to_them_names_a_direct_contact()
    {
        var id = await World.Complain(Complaints.Late().With("account", Vulnerable));
        await World.CustomerSays(id, new { type = "choose", offer = 1, option = 1 });

        Assert.Equal(2, World.Letters(id).Count);
        Assert.All(World.Letters(id), letter => Assert.EndsWith("Your direct contact for this case: Ada Example, +358 9 123 456\n", letter.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_else_is_given_it()
    {
        var id = await World.Complain(Complaints.Late());

        Assert.DoesNotContain("Ada Example", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_offer_they_do_not_answer_goes_to_a_person_and_closes_nothing()
    {
        var id = await World.Complain(Complaints.Late().With("account", Vulnerable));

        await World.AdvanceTo(new(2026, 3, 11, 8, 0, 0, TimeSpan.Zero));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l1", EscalationReason.CustomerSilent), (review.Level.Text, review.Reason));
        Assert.Single(World.Sent(id, Entities.Escalations));
    }

    [Fact]
    public async Task Where_they_do_not_say_whether_it_was_solved_somebody_is_to_call()
    {
        var id = await Fulfilled();

        await World.Advance(TimeSpan.FromDays(14));

        await World.LookAt<Stage.FollowingUp>(id);
        Assert.Contains("please call the customer", World.StaffLetters(id)[^1].Subject, StringComparison.Ordinal);
        Assert.Contains(World.StaffLetters(id), letter => letter.Address is "anna@example.com" or "bert@example.com");
    }

    [Fact]
    public async Task Until_somebody_has_it_is_asked_for_again()
    {
        var id = await Fulfilled();

        await World.Advance(TimeSpan.FromDays(30));

        Assert.True((await World.Log(id)).Count(recorded => recorded.Event is Event.CallDue) > 2);
        await World.LookAt<Stage.FollowingUp>(id);
    }

    [Fact]
    public async Task What_they_say_on_the_phone_closes_the_case()
    {
        var id = await Fulfilled();
        await World.Advance(TimeSpan.FromDays(14));

        await World.OperatorSays(id, new { type = "satisfied", grant = 1, solved = true, words = "She says all is well." });

        Assert.Equal(Outcome.Settled, (await World.LookAt<Stage.Closed>(id)).Outcome);
    }

    [Fact]
    public async Task A_flag_that_staff_set_counts_from_then_on()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.OperatorSays(id, """{"type":"triage","flags":["vulnerable"]}""");

        Assert.Equal(World.Monday.AddHours(2), (await World.LookAt<Stage.UnderReview>(id)).Due);
    }

    private async Task<CaseId> Fulfilled()
    {
        var id = await World.Complain(Complaints.AskingForRefund(20).With("account", Vulnerable));
        await World.FulfilmentReports(id);
        return id;
    }
}
