using Escalation.Domain.Cases;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Tests.Stories;

namespace Escalation.Functions.Tests.Console;

/// <summary>Who may open which door, and what they are told.</summary>
public sealed class DoorTests : Story
{
    private const string SomeCase = "K7QF-2M9D-XW3T-8HV0";

    [Theory]
    [InlineData("POST", "complaints")]
    [InlineData("POST", $"cases/{SomeCase}/reviews")]
    [InlineData("POST", $"cases/{SomeCase}/updates")]
    [InlineData("GET", $"cases/{SomeCase}")]
    [InlineData("GET", $"cases/{SomeCase}/log")]
    [InlineData("GET", $"cases/{SomeCase}/commands/x")]
    [InlineData("GET", "inbox")]
    [InlineData("GET", "parked")]
    public async Task Nobody_enters_without_a_key(string method, string path)
    {
        Assert.Equal((401, "application/problem+json"), Shape(await Ask(method, path, null)));
        Assert.Equal(401, (await Ask(method, path, "esc_upstream_guessed")).Status);
    }

    [Fact]
    public async Task Who_comes_without_a_key_is_told_where_the_keys_are() => Assert.Contains(
        "Send the header 'Authorization: Bearer <key>' with a key from keys.json", (string?)(await Ask("GET", "inbox", null)).Json["detail"], StringComparison.Ordinal);

    [Theory]
    [InlineData("POST", "complaints", Role.Fulfilment, "upstream or customer-channel or operator")]
    [InlineData("POST", "complaints", Role.Reviewer, "upstream or customer-channel or operator")]
    [InlineData("POST", $"cases/{SomeCase}/reviews", Role.Upstream, "reviewer or operator")]
    [InlineData("POST", $"cases/{SomeCase}/reviews", Role.CustomerChannel, "reviewer or operator")]
    [InlineData("GET", $"cases/{SomeCase}", Role.Upstream, "operator or reviewer")]
    [InlineData("GET", $"cases/{SomeCase}", Role.CustomerChannel, "operator or reviewer")]
    [InlineData("GET", $"cases/{SomeCase}/log", Role.Fulfilment, "operator or reviewer")]
    [InlineData("GET", "inbox", Role.CustomerChannel, "reviewer or operator")]
    [InlineData("GET", "parked", Role.Reviewer, "operator")]
    public async Task A_key_of_another_role_is_told_which_role_it_takes(string method, string path, Role role, string needs)
    {
        var answer = await Ask(method, path, World.KeyOf(role));

        Assert.Equal((403, "application/problem+json"), Shape(answer));
        Assert.Contains($"This needs the role {needs};", (string?)answer.Json["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"cases/{SomeCase}")]
    [InlineData($"cases/{SomeCase}/log")]
    [InlineData("cases/no-number")]
    public async Task A_case_that_nobody_knows_is_not_found(string path) =>
        Assert.Equal((404, "application/problem+json"), Shape(await World.Get(path, World.KeyOf(Role.Operator))));

    [Fact]
    public async Task A_decision_for_something_that_is_no_case_number_is_not_found() =>
        Assert.Equal(404, (await World.Post("cases/42/reviews", new { type = "claim", review = 1 }, World.KeyOf(Role.Reviewer))).Status);

    [Fact]
    public async Task Health_is_told_to_anybody() => Assert.Equal((200, "well"), Status(await World.Get("health", null)));

    [Fact]
    public async Task Alarms_that_fell_silent_are_told_as_ill()
    {
        await World.Complain(Complaints.AskingForRefund(900));
        await World.Advance(TimeSpan.FromDays(1));
        await World.Advance(TimeSpan.FromMinutes(6));

        Assert.Equal((503, "alarms-silent"), Status(await World.Get("health", null)));
    }

    [Fact]
    public async Task A_reviewer_reads_a_case_with_what_can_be_answered_by_number()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        var shown = (await World.Get($"cases/{id}", World.KeyOf(Role.Reviewer, "anna"))).Json;

        Assert.Equal(
            ("under review", 1, "l1", "refund of EUR 400.00", Complaints.Account),
            ((string?)shown["stage"], (int)shown["review"]!, (string?)shown["level"], (string?)shown["asked"], (string?)shown["account"]));
    }

    [Fact]
    public async Task The_actor_comes_from_the_key_and_never_from_the_body()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        var answer = await World.Post(
            $"cases/{id}/reviews", new { type = "claim", review = 1, actor = "carla", by = "carla" }, World.KeyOf(Role.Reviewer, "anna"));

        Assert.Equal((422, "actor is not known for 'claim'"), (answer.Status, answer.Errors[0]));
    }

    [Fact]
    public async Task A_reviewer_who_left_can_do_nothing()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));

        await World.Enqueue(Entities.Reviews, new { type = "claim", review = 1 }, "claim-1", id, Actor.Reviewer(Code.Parse("nobody")));

        Assert.Null((await World.LookAt<Stage.UnderReview>(id)).Claim);
    }

    [Theory]
    [InlineData("""{"type":"claim"}""", "review is missing")]
    [InlineData("""{"type":"claim","review":0}""", "review must be a whole number of 1 or more")]
    [InlineData("""{"type":"claim","review":1.5}""", "review must be a whole number of 1 or more")]
    [InlineData("""{"type":"claim","review":99999999999}""", "review must be a whole number of 1 or more")]
    [InlineData("""{"type":"take"}""", "type must be one of claim, release, approve, reject, counter-offer, escalate, delegate, refer, ask-customer, ask-advice, advise, reroute")]
    [InlineData("""{"type":"reject","review":1}""", "reason is missing")]
    [InlineData("""{"type":"approve","review":1,"remedy":{"kind":"refund"}}""", "remedy.kind : a refund takes an amount with a currency, and nothing else")]
    [InlineData("""{"type":"counter-offer","review":1,"options":[1,2]}""", "options[1] must be a JSON object")]
    [InlineData("""{"type":"counter-offer","review":1,"options":[{},{},{},{}]}""", "options must be a list of at most 3")]
    [InlineData("""{"type":7}""", "type must be a text")]
    [InlineData("", "body is empty; a JSON object was expected")]
    [InlineData("[]", "body must be a JSON object")]
    public async Task A_bad_decision_is_answered_with_the_field_and_the_rule(string body, string error)
    {
        var answer = await World.Post($"cases/{SomeCase}/reviews", body, World.KeyOf(Role.Reviewer, "anna"));

        Assert.Equal((422, "application/problem+json"), Shape(answer));
        Assert.Contains(error, answer.Errors);
        Assert.Empty(World.AllSent);
    }

    [Theory]
    [InlineData("""{"type":"satisfied","grant":1}""", "solved is missing")]
    [InlineData("""{"type":"satisfied","grant":1,"solved":"yes"}""", "solved must be true or false")]
    [InlineData("""{"type":"cause","cause":"bad luck"}""", "cause must be one of customer-knowledge")]
    [InlineData("""{"type":"write","words":""}""", "words must not be empty")]
    [InlineData("""{"type":"choose","offer":1,"option":"first"}""", "option must be a whole number of 1 or more")]
    [InlineData("""{"type":"withdraw","round":0,"why":"because"}""", "why is not known for 'withdraw'")]
    public async Task A_bad_update_is_answered_with_the_field_and_the_rule(string body, string error)
    {
        var answer = await World.Post($"cases/{SomeCase}/updates", body, World.KeyOf(Role.CustomerChannel));

        Assert.Equal(422, answer.Status);
        Assert.Contains(answer.Errors, told => told.StartsWith(error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bad_update_from_the_queue_is_parked_whole()
    {
        await World.Enqueue(Entities.Updates, """{"type":"choose"}""", "update-1", CaseId.Parse(SomeCase), Actor.Customer);

        Assert.Equal("offer is missing; option is missing", Assert.Single(await World.Parked()).Description);
    }

    [Fact]
    public async Task An_update_from_the_queue_that_does_not_say_who_sends_it_is_parked()
    {
        await World.Enqueue(Entities.Updates, """{"type":"withdraw","round":0}""", "update-1", CaseId.Parse(SomeCase));

        Assert.StartsWith("actor and actor-kind must be properties of the message", Assert.Single(await World.Parked()).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_from_the_queue_that_does_not_name_its_case_is_parked()
    {
        await World.Enqueue(Entities.Updates, """{"type":"withdraw","round":0}""", "update-1", by: Actor.Customer);

        Assert.StartsWith("case must be a property of the message", Assert.Single(await World.Parked()).Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_no_row_could_have_is_no_hindrance()
    {
        var id = await World.Complain(Complaints.Late());

        await World.Enqueue(Entities.Updates, """{"type":"withdraw","round":0}""", "a/b#c?", id, Actor.Customer);

        await World.LookAt<Stage.Closed>(id);
    }

    [Fact]
    public async Task An_idempotency_key_of_one_sender_says_nothing_to_another()
    {
        var id = await World.Complain(Complaints.AskingForRefund(400));
        var claim = new { type = "claim", review = 1 };

        var anna = await World.Post($"cases/{id}/reviews", claim, World.KeyOf(Role.Reviewer, "anna"), "1");
        var bert = await World.Post($"cases/{id}/reviews", claim, World.KeyOf(Role.Reviewer, "bert"), "1");

        Assert.NotEqual(anna.Location, bert.Location);
    }

    private static (int, string?) Shape(Answer answer) => (answer.Status, answer.MediaType);

    private static (int, string?) Status(Answer answer) => (answer.Status, (string?)answer.Json["status"]);

    private Task<Answer> Ask(string method, string path, string? key) => method == "GET" ? World.Get(path, key) : World.Post(path, "{}", key);
}
