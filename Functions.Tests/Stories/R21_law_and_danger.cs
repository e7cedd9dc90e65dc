using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

public sealed class R21_law_and_danger : Story
{
    private const string Lawful = "Somebody forged my signature. I have been to the police and my lawyer will write to you.";
    private const string Dangerous = "The heater caught fire and burned my hand.";

    protected override string Policy => TestPolicy.YamlWithTriage;

    [Theory]
    [InlineData(Lawful, "legal")]
    [InlineData(Dangerous, "security")]
    [InlineData("The heater caught fire, I have called the police.", "security")]
    [InlineData(Complaints.Account, "")]
    public async Task It_goes_to_the_team_that_the_policy_names(string account, string team)
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", account));

        Assert.Equal(team, World.Sent(id, Entities.Escalations).Single().Properties[MessageProperties.Team]);
        Assert.Equal(team, (await World.LookAt<Stage.UnderReview>(id)).Team?.Text ?? "");
    }

    [Theory]
    [InlineData(Lawful)]
    [InlineData(Dangerous)]
    public async Task A_person_looks_at_it_though_it_is_within_the_limits(string account)
    {
        var id = await World.Complain(Complaints.AskingForRefund(20).With("account", account));

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal(("l1", EscalationReason.Flagged), (review.Level.Text, review.Reason));
        Assert.Empty(World.Sent(id, Entities.Remedies));
        Assert.Contains("a person looks at it before anything is decided", World.Letters(id).Single().Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_danger_a_second_colleague_is_present()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Dangerous));

        var triage = Functions.Tests.World.Json(World.Sent(id, Entities.Escalations).Single())["triage"]!;
        Assert.True((bool)triage["secondColleague"]!);
        Assert.Equal("A second colleague is present at every contact. Never alone.", (string?)triage["guidance"]![0]!["steps"]![0]);
        Assert.Equal("high", World.Sent(id, Entities.Escalations).Single().Properties[MessageProperties.Priority]);
    }

    [Fact]
    public async Task A_referral_is_recorded_and_the_case_goes_on()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Lawful));

        await World.OperatorSays(id, new { type = "referral", authority = "police", at = "2026-03-01T10:00:00Z" });

        Assert.Equal(new Event.ReferralRecorded(Code.Parse("police"), new(2026, 3, 1, 10, 0, 0, TimeSpan.Zero)), await World.Last<Event.ReferralRecorded>(id));
        await World.LookAt<Stage.UnderReview>(id);
    }

    [Fact]
    public async Task Whoever_takes_the_case_sees_the_referral()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Lawful));
        await World.OperatorSays(id, new { type = "referral", authority = "police" });

        await World.Advance(TimeSpan.FromHours(24));

        var triage = Functions.Tests.World.Json(World.Sent(id, Entities.Escalations)[^1])["triage"]!;
        Assert.Equal("police", (string?)triage["referrals"]![0]!["authority"]);
    }

    [Fact]
    public async Task The_same_referral_is_recorded_once()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Lawful));
        await World.OperatorSays(id, new { type = "referral", authority = "police" });

        var again = await World.OperatorSays(id, new { type = "referral", authority = "police" });

        Assert.Equal(("refused", "already-done"), (again.Status, again.Reason));
    }

    [Fact]
    public async Task A_referral_that_is_still_to_come_is_refused()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", Lawful));

        var answer = await World.Post($"cases/{id}/updates", new { type = "referral", authority = "police", at = "2026-04-01" }, World.KeyOf(Role.Operator));

        Assert.Equal((422, "at lies in the future; a referral is recorded when it was made"), (answer.Status, answer.Errors.Single()));
    }

    [Fact]
    public async Task Danger_that_shows_only_in_a_later_letter_hands_the_case_to_the_team()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.CustomerSays(id, new { type = "write", words = Dangerous });

        var review = await World.LookAt<Stage.UnderReview>(id);
        Assert.Equal((2, "security", EscalationReason.Flagged), (review.Review, review.Team?.Text, review.Reason));
    }

    [Fact]
    public async Task Whoever_has_claimed_it_is_told_at_once()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.Claim(id, "anna");

        await World.CustomerSays(id, new { type = "write", words = Dangerous });

        var told = Assert.Single(World.StaffLetters(id));
        Assert.Equal("anna@example.com", told.Address);
        Assert.Contains("somebody in danger", told.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_has_the_case_the_operators_are_told()
    {
        var id = await World.Complain(Complaints.AskingForRefund(20));

        await World.CustomerSays(id, new { type = "write", words = Dangerous });

        Assert.Equal("operations@example.com", Assert.Single(World.StaffLetters(id)).Address);
    }

    [Fact]
    public async Task Staff_who_know_better_take_the_flag_away()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400).With("account", "My lawyer bought the parcel for me, and it came late."));

        await World.OperatorSays(id, new { type = "triage", flags = Array.Empty<string>() });
        await World.CustomerSays(id, new { type = "write", words = "My lawyer asks where it is." });

        Assert.Empty((await World.Look(id)).Complaint.Triaged.Flags);
    }

    [Fact]
    public async Task But_danger_is_raised_against_their_word()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        await World.OperatorSays(id, new { type = "triage", state = "difficult" });

        await World.CustomerSays(id, new { type = "write", words = Dangerous });

        var triage = (await World.Look(id)).Complaint.Triaged;
        Assert.Equal((CustomerState.Difficult, "[Safety]"), (triage.State, triage.Flags.ToString()));
    }
}
