using Escalation.Domain.Cases;
using Escalation.Domain.Values;

namespace Escalation.Functions.Tests.Stories;

public sealed class X07_the_policy_keeps_people_from_some_complaints : IAsyncLifetime
{
    private const string Exclude = """
        exclude:
          - { reviewer: anna, category: late-delivery }
          - { reviewer: [anna, bert, carla], source: branch-12 }
        """;

    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync() => _world = await World.Open($"{TestPolicy.Yaml}\n{Exclude}");

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Fact]
    public async Task Whoever_is_excluded_may_not_claim_and_is_told_why()
    {
        var id = await World.Complain(Complaints.AskingForRefund(200));

        var status = await World.Claim(id, "anna");

        Assert.Equal(("refused", "anna may not review this case: kept from complaints of this kind by the policy."), (status.Status, status.Words));
        Assert.Equal("accepted", (await World.Claim(id, "bert")).Status);
    }

    [Fact]
    public async Task The_log_says_who_was_passed_over()
    {
        var id = await World.Complain(Complaints.AskingForRefund(200));

        Assert.Equal(
            [new(Code.Parse("anna"), Code.Parse("l1"), ConflictKind.Excluded)], (await World.Last<Event.Escalated>(id)).Skipped!);
    }

    [Fact]
    public async Task A_complaint_of_another_category_is_theirs_as_any()
    {
        var id = await World.Complain(Complaints.AskingForRefund(200).With("category", "inspection"));

        Assert.Equal("accepted", (await World.Claim(id, "anna")).Status);
    }

    [Fact]
    public async Task A_complaint_that_turns_out_to_be_of_their_category_is_taken_from_them()
    {
        var id = await World.Complain(Complaints.AskingForRefund(200).With("category", "inspection"));

        await World.Review(id, "anna", new { type = "reroute", review = 1, category = "late-delivery", reason = "It came late, no more." });

        Assert.Equal(
            "anna may not review this case: kept from complaints of this kind by the policy.", (await World.Claim(id, "anna", review: 2)).Words);
        Assert.Equal("anna", (await World.Last<Event.Escalated>(id)).Skipped?.Single().Person.Text);
    }

    [Fact]
    public async Task A_complaint_that_turns_out_to_be_of_another_category_is_theirs_as_any()
    {
        var id = await World.Complain(Complaints.AskingForRefund(200));

        await World.Review(id, "bert", new { type = "reroute", review = 1, category = "inspection", reason = "The kitchen was dirty." });

        Assert.Equal("accepted", (await World.Claim(id, "anna", review: 2)).Status);
    }
}
