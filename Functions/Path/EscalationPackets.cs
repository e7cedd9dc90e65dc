using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;
using Escalation.Functions.Store;

namespace Escalation.Functions.Path;

/// <summary>Where this deployment can be reached from outside.</summary>
/// <param name="Root">Such as https://complaints.example/; links in packets and messages begin with it.</param>
public sealed record PublicAddress(Uri Root)
{
    public string OfCase(CaseId id) => new Uri(Root, $"api/cases/{id}").ToString();
}

/// <summary>Puts the whole story into an escalation, so that nobody has to repeat it (R10): who the customer is and how to reach them, the
/// account in their words, what they ask for, the history, the promises, and everything that was said.</summary>
public sealed class EscalationPackets(PublicAddress address)
{
    /// <summary>Above this a packet carries a link in place of the story: a Standard namespace takes messages of 256 KB with all headers.</summary>
    public const int LargestPacket = 200 * 1024;

    /// <param name="clocks">What the law and the company want by when, as the commit left it.</param>
    /// <param name="triage">How the customer is, the words that show it, and the steps for staff (R17).</param>
    public byte[] Make(Case @case, IReadOnlyList<Recorded> log, IReadOnlyDictionary<TextRef, string?> texts, JsonObject? clocks = null, JsonObject? triage = null)
    {
        var packet = Summary(@case);
        Remember(packet, log);
        packet["clocks"] = clocks;
        packet["triage"] = triage;
        packet["customer"] = Text(@case.Complaint.Contact) is { } contact ? JsonNode.Parse(contact) : null;
        packet["account"] = Text(@case.Complaint.Account);
        packet["reference"] = Text(@case.Complaint.Reference);
        packet["requestedInWords"] = Text(@case.Complaint.RequestedWords);
        packet["unknownFields"] = Text(@case.Complaint.Extra) is { } extra ? JsonNode.Parse(extra) : null;
        packet["points"] = new JsonArray([.. (Text(@case.Restatement?.Points) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => (JsonNode)p)]);
        packet["history"] = new JsonArray([.. log.Select(recorded => (JsonNode)LogEntry.Of(recorded, texts).ToJson())]);
        var body = JsonSerializer.SerializeToUtf8Bytes(packet, LogEntry.Format);
        if (body.Length <= LargestPacket)
        {
            return body;
        }

        var link = Summary(@case);
        Remember(link, log);
        link["clocks"] = clocks?.DeepClone();
        link["triage"] = triage?.DeepClone();
        link["tooLarge"] = "The whole story is too large for a message; read it at the link.";
        return JsonSerializer.SerializeToUtf8Bytes(link, LogEntry.Format);

        string? Text(TextRef? text) => text is { } t ? texts.GetValueOrDefault(t) : null;
    }

    /// <summary>What the customer complained of before, as it was known when the case was escalated (R23).</summary>
    private void Remember(JsonObject packet, IReadOnlyList<Recorded> log)
    {
        var known = log.Select(recorded => recorded.Event).OfType<Event.Escalated>().LastOrDefault()?.Basis.Facts;
        packet["repeat"] = known?.Repeat ?? false;
        packet["earlierCases"] = EarlierOf(known?.Earlier ?? []);
    }

    /// <summary>Earlier cases as staff are told of them.</summary>
    public JsonArray EarlierOf(IEnumerable<EarlierCase> earlier) => new([.. earlier.Select(other => (JsonNode)new JsonObject
    {
        ["case"] = other.Case.Text,
        ["link"] = address.OfCase(other.Case),
        ["category"] = other.Category.Text,
        ["product"] = other.Product?.Text,
        ["receivedAt"] = other.ReceivedAt,
        ["stage"] = other.Stage.Text,
        ["outcome"] = other.Outcome is { } outcome ? Words.Kebab(outcome) : null,
        ["reopened"] = other.Round,
    })]);

    /// <summary>Those who may not review it (X07), for systems that hand the packet on by name; null when everybody may.</summary>
    private static JsonArray? NotFor(Case @case)
    {
        var people = (@case.Complaint.Named ?? []).Concat(@case.Complaint.HandledBy ?? []).Concat((@case.Conflicts ?? []).Select(c => c.Person))
            .Select(person => person.Text).Distinct(StringComparer.Ordinal).ToList();
        return people.Count == 0 ? null : new JsonArray([.. people.Select(person => (JsonNode)person)]);
    }

    private JsonObject Summary(Case @case)
    {
        var review = @case.Stage as Stage.UnderReview;
        return new JsonObject
        {
            ["case"] = @case.Id.Text,
            ["link"] = address.OfCase(@case.Id),
            ["review"] = review?.Review,
            ["level"] = (review?.Level ?? @case.LastLevel).Text,
            ["reason"] = review is null ? null : Words.Kebab(review.Reason),
            ["team"] = review?.Team?.Text,
            ["priority"] = Words.Kebab(review?.Priority ?? Priority.Normal),
            ["needs"] = review?.Needs is { } needs ? new JsonObject { ["team"] = needs.Team?.Text, ["language"] = needs.Language?.Text } : null,
            ["asked"] = review?.Asked?.ToString(),
            ["delegatedTo"] = review?.For?.Text,
            ["notFor"] = NotFor(@case),
            ["forOperators"] = review?.LastStep == true ? true : null,
            ["claimBy"] = review?.Due,
            ["source"] = @case.Complaint.Source.Text,
            ["category"] = @case.Complaint.Category.Text,
            ["product"] = @case.Complaint.Product?.Text,
            ["language"] = @case.Complaint.Language?.Text,
            ["receivedAt"] = @case.Complaint.ReceivedAt,
            ["replyBy"] = Words.Kebab(@case.Complaint.ReplyBy),
            ["amountInDispute"] = @case.Complaint.Dispute is { Origin: AmountOrigin.Stated } dispute ? dispute.Amount.ToString() : null,
            ["amountMentioned"] = @case.Complaint.UnclearSum ? null : @case.Complaint.AmountMentioned?.ToString(),
            ["amountFrom"] = @case.Complaint.UnclearSum ? "unclear" : @case.Complaint.Dispute is { } known ? Words.Kebab(known.Origin) : null,
            ["wish"] = WishView.Of(@case.Complaint),
            ["promises"] = new JsonArray([.. @case.Promises.Select(p => (JsonNode)new JsonObject
            {
                ["about"] = Words.Kebab(p.Kind),
                ["owner"] = p.Owner.Text,
                ["due"] = p.Due,
                ["state"] = Words.Kebab(p.State),
            })]),
        };
    }
}
