using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R18_temperament_is_a_hint_of_staff : Story
{
    [Theory]
    [InlineData("I am furious, hurry up!")]
    [InlineData("I am always so sad and anxious about everything.")]
    public async Task No_account_is_read_for_a_temperament(string account)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", account));

        Assert.Null((await World.Look(id)).Complaint.Triaged.Hint);
    }

    [Theory]
    [InlineData("choleric", "Come to the point, give clear choices and a clear time. Do not hold long talks.")]
    [InlineData("sanguine", "Be friendly and lively; sum up what was agreed, in writing, since details are lost easily.")]
    [InlineData("phlegmatic", "Give time to think. Explain step by step, do not press, and ask for the decision in the end.")]
    [InlineData("melancholic", "Listen long and take it seriously. Give reasons and proof, and be exact in small things.")]
    public async Task Set_by_staff_it_brings_its_approach(string temperament, string approach)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.OperatorSays(id, new { type = "triage", temperament });

        Assert.Equal((temperament, approach), await Hinted(id));
    }

    [Fact]
    public async Task It_changes_nothing_but_the_guidance()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        var before = await World.Look(id);

        await World.OperatorSays(id, new { type = "triage", temperament = "choleric" });

        var after = await World.Look(id);
        Assert.Equal((before.Stage, before.Next?.Due), (after.Stage, after.Next?.Due));
        Assert.Single(World.Letters(id));
    }

    [Fact]
    public async Task It_can_be_taken_back()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.OperatorSays(id, new { type = "triage", temperament = "choleric" });

        await World.OperatorSays(id, new { type = "triage", temperament = "none" });

        Assert.Null((await World.Look(id)).Complaint.Triaged.Hint);
    }

    private async Task<(string? Temperament, string? Approach)> Hinted(CaseId id)
    {
        var triage = (await World.Get($"cases/{id}", World.KeyOf(Role.Reviewer, "anna"))).Json["triage"]!;
        var section = triage["guidance"]!.AsArray()[^1]!;
        return (section["for"]!.GetValue<string>(), section["steps"]![0]!.GetValue<string>());
    }
}
