using System.Text.Json.Nodes;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Tests.Stories;

/// <summary>Input that cannot be is refused at once, with the field and the rule. Nothing is guessed, and nothing is tried ten times.</summary>
public sealed class R01_what_cannot_be_is_refused_at_the_door : Story
{
    protected override string Policy => TestPolicy.Yaml.Replace("zone: Etc/UTC", "zone: Europe/Helsinki", StringComparison.Ordinal);

    [Theory]
    [InlineData("receivedAt", "0001-06-01", "receivedAt lies before 1990: leave it out if it is not known")]
    [InlineData("occurredOn", "0001-01-01", "occurredOn lies before 1990: leave it out if it is not known")]
    [InlineData("receivedAt", "2026-03-04", "receivedAt lies in the future; when did the customer complain?")]
    [InlineData("receivedAt", "2.3.2026", "receivedAt must be a date or time such as 2026-11-21 or 2026-11-21T09:30:00+02:00")]
    public async Task An_impossible_date_on_the_queue_is_parked_at_its_first_delivery(string field, string date, string error)
    {
        await World.Enqueue("complaints", Complaints.Late().With("source", "shop").With(field, date).ToJsonString(), "k-1");

        var parked = Assert.Single(await World.Parked());
        Assert.Equal(("invalid", error), (parked.Reason, parked.Description));
    }

    [Theory]
    [InlineData("2026-02-25T22:30:00", "2026-02-25T20:30:00Z")]
    [InlineData("2026-02-25T22:30", "2026-02-25T20:30:00Z")]
    [InlineData("2026-02-25 22:30:00", "2026-02-25T20:30:00Z")]
    [InlineData("2026-02-25T22:30:00+02:00", "2026-02-25T20:30:00Z")]
    [InlineData("2026-02-25T20:30:00Z", "2026-02-25T20:30:00Z")]
    [InlineData("2026-02-25", "2026-02-24T22:00:00Z")]
    public async Task A_time_without_an_offset_lies_in_the_zone_of_the_policy(string written, string moment)
    {
        var id = await World.Complain(Complaints.Late().With("receivedAt", written));

        Assert.Equal(DateTimeOffset.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), (await World.Look(id)).Complaint.ReceivedAt);
    }

    [Theory]
    [InlineData("0,40")]
    [InlineData("1.250,00")]
    [InlineData("20.00")]
    public async Task A_number_in_quotation_marks_is_not_guessed(string written)
    {
        var remedy = new JsonObject { ["kind"] = "refund", ["amount"] = written, ["currency"] = "EUR" };

        var answer = await World.Post("complaints", Complaints.Late().With("requestedRemedy", remedy), World.KeyOf(Role.Upstream));

        Assert.Equal(
            [$"requestedRemedy.amount '{written}' is not a number; write it as 1250.40, without quotation marks (for a file, say in the map how decimals are written)"],
            answer.Errors);
    }

    [Fact]
    public async Task Words_in_the_place_of_a_number_are_not_repeated_in_the_error()
    {
        var remedy = new JsonObject { ["kind"] = "refund", ["amount"] = "ask Maria Virtanen", ["currency"] = "EUR" };

        var answer = await World.Post("complaints", Complaints.Late().With("requestedRemedy", remedy), World.KeyOf(Role.Upstream));

        Assert.Equal(["requestedRemedy.amount must be a number such as 1250.40"], answer.Errors);
    }
}

/// <summary>A command on which the program itself fails is parked at its first delivery, and operators are told.</summary>
public sealed class R01_a_fault_of_the_program_is_parked_at_once : Story
{
    [Fact]
    public async Task The_message_is_parked_with_a_reason_that_holds_no_words_of_the_customer()
    {
        // A clock at the end of all calendars: no date after it can be computed.
        World.Stop(new DateTimeOffset(9999, 12, 30, 0, 0, 0, TimeSpan.Zero) - World.Now);

        await World.Enqueue("complaints", Complaints.AskingForRefund(400).With("source", "shop").ToJsonString(), "k-1");

        var parked = Assert.Single(await World.Parked());
        Assert.Equal("decision-failed", parked.Reason);
        Assert.Matches("^The program failed on the command 'CheckAuthority' \\([A-Za-z]+Exception\\)\\. Nothing was changed; send it again once the program is mended\\.$", parked.Description);
        Assert.Contains("Parked a message of authority-checks: decision-failed.", World.Logged, StringComparison.Ordinal);
    }
}
