using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;
using Escalation.Functions.Store;
using Escalation.Functions.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;

namespace Escalation.Functions.Tests.Crash;

/// <summary>The checks of the crash test, on evidence that was tampered with: each must be seen.</summary>
public sealed class EvidenceTests : Story
{
    [Fact]
    public async Task What_really_happened_has_no_faults() => Assert.Empty((await Life()).Faults());

    [Fact]
    public async Task A_complaint_without_a_case_is_seen()
    {
        var evidence = await Life();
        AssertSeen("has no case", evidence with { Complaints = [.. evidence.Complaints, CaseId.For("test", "lost")] });
    }

    [Fact]
    public async Task A_case_without_a_complaint_is_seen() => AssertSeen("has no complaint", await Life() with { Complaints = [] });

    [Fact]
    public async Task A_command_without_an_outcome_is_seen() =>
        AssertSeen("has no outcome", await Life() with { Outcomes = new Dictionary<string, MessageOutcome>() });

    [Fact]
    public async Task A_command_that_was_lost_is_seen()
    {
        var evidence = await Life();
        var (id, log) = Assert.Single(evidence.Logs);
        AssertSeen("made 0 commits", evidence with { Logs = Only(id, [.. log.Where(e => e.Commit < log[^1].Commit)]) });
    }

    [Fact]
    public async Task A_case_that_came_to_rest_too_early_is_seen()
    {
        var evidence = await Life();
        var (id, log) = Assert.Single(evidence.Logs);
        AssertSeen("came to rest assessing", evidence with { Logs = Only(id, [.. log.Where(e => e.Commit == 1)]) });
    }

    [Fact]
    public async Task A_command_that_took_effect_twice_is_seen()
    {
        var evidence = await Life();
        var (id, log) = Assert.Single(evidence.Logs);
        var again = log[^1] with { Number = log[^1].Number + 1, Commit = log[^1].Commit + 1, Event = new Event.RestatementConfirmed(1) };
        AssertSeen("made 2 commits", evidence with { Logs = Only(id, [.. log, again]) });
    }

    [Fact]
    public async Task A_wish_that_was_granted_under_two_keys_is_seen()
    {
        var evidence = await Life();
        var wish = evidence.Commands.First();
        var again = wish with { Key = "again" };
        AssertSeen(
            "was accepted 2 times",
            evidence with
            {
                Commands = [.. evidence.Commands, again],
                Outcomes = new Dictionary<string, MessageOutcome>(evidence.Outcomes) { ["again"] = evidence.Outcomes[wish.Key] },
            });
    }

    [Fact]
    public async Task A_letter_that_was_never_delivered_is_seen()
    {
        var evidence = await Life();
        AssertSeen("was never delivered", evidence with { Deliveries = [.. evidence.Deliveries.Skip(1)] });
    }

    [Fact]
    public async Task A_second_acknowledgement_under_another_id_is_seen()
    {
        var evidence = await Life();
        AssertSeen("follows from nothing", evidence with { Deliveries = [.. evidence.Deliveries, evidence.Deliveries.First() with { Id = "another" }] });
    }

    [Fact]
    public async Task A_repetition_with_other_words_is_seen()
    {
        var evidence = await Life();
        AssertSeen("with different words", evidence with { Deliveries = [.. evidence.Deliveries, evidence.Deliveries.First() with { Body = "!" }] });
    }

    [Fact]
    public async Task A_repetition_with_the_same_words_is_no_fault()
    {
        var evidence = await Life();
        Assert.Empty((evidence with { Deliveries = [.. evidence.Deliveries, .. evidence.Deliveries] }).Faults());
    }

    [Fact]
    public async Task A_remedy_that_was_ordered_twice_is_seen()
    {
        var evidence = await Life();
        var order = Assert.Single(evidence.Orders);
        AssertSeen("and 2 ordered", evidence with { Orders = [order, order with { IdempotencyKey = "another" }] });
    }

    [Fact]
    public async Task A_message_that_was_parked_is_seen() => AssertSeen("were parked", await Life() with { Parked = 3 });

    private static void AssertSeen(string words, Evidence evidence) =>
        Assert.Contains(evidence.Faults(), fault => fault.Contains(words, StringComparison.Ordinal));

    private static Dictionary<CaseId, IReadOnlyList<Recorded>> Only(CaseId id, IReadOnlyList<Recorded> log) => new() { [id] = log };

    /// <summary>A whole life, as the crash test would collect it.</summary>
    private async Task<Evidence> Life()
    {
        var id = await World.Complain(Complaints.AskingForRefund(300));
        await World.Claim(id, "anna");
        await World.Review(id, "anna", new { type = "approve", review = 1 });
        await World.FulfilmentReports(id);
        await World.CustomerSays(id, new { type = "satisfied", grant = 1, solved = true });
        var log = await World.Log(id);
        var sent = log.Where(e => e.Event is Event.Registered or Event.ReviewClaimed or Event.RemedyGranted or Event.RemedyFulfilled or Event.SatisfactionAnswered);
        var commands = sent.Select(e => new Acknowledged(id, e.Message, e.Event.GetType().Name)).ToList();
        var outcomes = new Dictionary<string, MessageOutcome>();
        foreach (var command in commands)
        {
            outcomes[command.Key] = (await World.Services.GetRequiredService<CaseStore>().Outcome(id, command.Key, default))!;
        }

        return new(
            [id],
            commands,
            Only(id, log),
            outcomes,
            [.. World.Letters(id).Select(letter => new Delivered(letter.Id, id.Text, letter.Body))],
            [.. World.Sent(id, Entities.Remedies).Select(message => new Ordered(id, CaseFormat.ReadValue<RemedyOrderBody>(message.Body.Span).IdempotencyKey))],
            0);
    }
}
