using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Functions.Console;

/// <summary>A case as it is shown to staff: where it stands, what may be answered and by which number, who the customer is.</summary>
public static class CaseView
{
    public static JsonObject Of(Case @case, IReadOnlyDictionary<TextRef, string?> texts)
    {
        var complaint = @case.Complaint;
        var view = new JsonObject
        {
            ["case"] = @case.Id.Text,
            ["stage"] = @case.Stage.Name,
            ["version"] = @case.Version,
            ["round"] = @case.Round,
            ["source"] = complaint.Source.Text,
            ["reference"] = Text(complaint.Reference),
            ["category"] = complaint.Category.Text,
            ["product"] = complaint.Product?.Text,
            ["language"] = complaint.Language?.Text,
            ["receivedAt"] = complaint.ReceivedAt,
            ["replyBy"] = Words.Kebab(complaint.ReplyBy),
            ["missing"] = new JsonArray([.. complaint.Missing.Select(field => (JsonNode)Words.Kebab(field))]),
            ["amountInDispute"] = complaint.Dispute is { Origin: AmountOrigin.Stated } dispute ? dispute.Amount.ToString() : null,
            ["amountMentioned"] = complaint.UnclearSum ? null : complaint.AmountMentioned?.ToString(),
            ["amountFrom"] = complaint.UnclearSum ? "unclear" : complaint.Dispute is { } known ? Words.Kebab(known.Origin) : null,
            ["wish"] = WishView.Of(complaint),
            ["restatement"] = @case.Restatement?.Version,
            ["cause"] = @case.Cause is { } cause ? Words.Kebab(cause.Cause) : null,
            ["policy"] = complaint.Policy.Text,
            ["next"] = @case.Next is { } next ? new JsonObject { ["what"] = Words.Kebab(next.Deadline.Kind), ["due"] = next.Due } : null,
            ["promises"] = new JsonArray([.. @case.Promises.Select(Promise)]),
            ["customer"] = Text(complaint.Contact) is { } contact ? JsonNode.Parse(contact) : null,
            ["account"] = Text(complaint.Account),
            ["requestedInWords"] = Text(complaint.RequestedWords),
            ["unknownFields"] = Text(complaint.Extra) is { } extra ? JsonNode.Parse(extra) : null,
        };
        foreach (var (name, value) in Stage(@case.Stage))
        {
            view[name] = value;
        }

        return view;

        string? Text(TextRef? text) => text is { } t ? texts.GetValueOrDefault(t) : null;
    }

    private static JsonNode Promise(Promise promise) => new JsonObject
    {
        ["about"] = Words.Kebab(promise.Kind),
        ["owner"] = promise.Owner.Text,
        ["due"] = promise.Due,
        ["state"] = Words.Kebab(promise.State),
    };

    private static IEnumerable<(string Name, JsonNode? Value)> Stage(Stage stage) => stage switch
    {
        Domain.Cases.Stage.Clarifying s => [("questions", new JsonArray([.. s.Questions.Select(q => (JsonNode)Words.Kebab(q))])), ("questionRound", s.Round)],
        Domain.Cases.Stage.Offered s =>
            [("offer", s.Offer), ("options", new JsonArray([.. s.Options.Select(o => (JsonNode)o.ToString())])), ("level", s.Level.Text)],
        Domain.Cases.Stage.UnderReview s =>
        [
            ("review", s.Review), ("level", s.Level.Text), ("team", s.Team?.Text), ("priority", Words.Kebab(s.Priority)), ("reason", Words.Kebab(s.Reason)),
            ("asked", s.Asked?.ToString()), ("claimedBy", s.Claim?.Person.Text), ("delegatedTo", s.For?.Text),
            ("questionRound", s.Inquiry is { Adviser: null } asking ? asking.Number : null),
            ("advice", s.Inquiry is { Adviser: not null } advice ? advice.Number : null), ("adviceOf", s.Inquiry?.Adviser?.Text),
        ],
        Domain.Cases.Stage.Settling s => [("grant", s.Grant.Number), ("remedy", s.Grant.Remedy.ToString())],
        Domain.Cases.Stage.FollowingUp s => [("grant", s.Grant.Number), ("remedy", s.Grant.Remedy.ToString())],
        Domain.Cases.Stage.Closed s => [("outcome", Words.Kebab(s.Outcome)), ("closedAt", s.At)],
        _ => [],
    };
}
