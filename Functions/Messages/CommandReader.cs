using System.Text.Json;
using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads commands as people and systems send them to the doors and queues: <c>{"type":"approve","review":1}</c>.</summary>
/// <param name="times">When something can have happened.</param>
public sealed class CommandReader(PossibleTimes times)
{
    private const int LongestWords = Registration.LongestAccount;

    /// <summary>What reviewers send to <see cref="Entities.Reviews"/>.</summary>
    /// <exception cref="InvalidMessageException">Names every field that is wrong, and the rule.</exception>
    public static Command Review(ReadOnlyMemory<byte> body) => Read(body, (type, fields) => type switch
    {
        "claim" => new Command.ClaimReview(fields.Whole("review", 1)),
        "release" => new Command.ReleaseReview(fields.Whole("review", 1)),
        "approve" => new Command.Approve(
            fields.Whole("review", 1), fields.OptionalObject("remedy") is { } remedy ? RemedyFields.Remedy(remedy) : null),
        "reject" => new Command.Reject(fields.Whole("review", 1), fields.Text("reason", LongestWords), Options(fields, "alternatives")),
        "counter-offer" => new Command.CounterOffer(fields.Whole("review", 1), Options(fields, "options")),
        "escalate" => new Command.EscalateFurther(
            fields.Whole("review", 1), OptionalCode(fields, "level"), fields.Text("reason", LongestWords)),
        "delegate" => new Command.Delegate(fields.Whole("review", 1), Code(fields, "to"), fields.OptionalText("words", LongestWords)),
        "refer" => new Command.Refer(fields.Whole("review", 1), Code(fields, "to"), fields.Text("words", LongestWords)),
        "ask-customer" => new Command.AskCustomer(fields.Whole("review", 1), fields.Text("words", LongestWords)),
        "ask-advice" => new Command.AskAdvice(fields.Whole("review", 1), Code(fields, "of"), fields.Text("words", LongestWords)),
        "advise" => new Command.GiveAdvice(fields.Whole("review", 1), fields.Whole("advice", 1), fields.Text("words", LongestWords)),
        "reroute" => RerouteFields.Read(fields, LongestWords),
        _ => Unknown(
            fields,
            "claim, release, approve, reject, counter-offer, escalate, delegate, refer, ask-customer, ask-advice, advise, reroute"),
    });

    /// <summary>What customers, staff and the fulfilment system send to <see cref="Entities.Updates"/>.</summary>
    /// <exception cref="InvalidMessageException">Names every field that is wrong, and the rule.</exception>
    public Command Update(ReadOnlyMemory<byte> body) => Read(body, (type, fields) => type switch
    {
        "confirm" => new Command.ConfirmRestatement(fields.Whole("restatement", 1)),
        "correct" => new Command.CorrectRestatement(fields.Whole("restatement", 1), fields.Text("words", LongestWords)),
        "answer" => new Command.AnswerQuestions(fields.Whole("round", 1), fields.Text("words", LongestWords)),
        "contact" => new Command.GiveContact(ComplaintReader.Contact(fields)),
        "write" => new Command.Write(fields.Text("words", LongestWords)),
        "choose" => new Command.ChooseOption(fields.Whole("offer", 1), fields.Whole("option", 1)),
        "decline-options" => new Command.DeclineOptions(fields.Whole("offer", 1), fields.OptionalText("words", LongestWords)),
        "withdraw" => new Command.Withdraw(fields.Whole("round", 0), fields.OptionalText("words", LongestWords)),
        "satisfied" => new Command.AnswerSatisfaction(
            fields.Whole("grant", 1), fields.Flag("solved"), fields.OptionalText("words", LongestWords)),
        "fulfilled" => new Command.ReportFulfilled(fields.Whole("grant", 1)),
        "cause" => new Command.RecordCause(fields.Enum<Cause>("cause")),
        "triage" => TriageFields.Read(fields),
        "end-contact" => new Command.EndContact(fields.Text("words", LongestWords)),
        "referral" => new Command.RecordReferral(Code(fields, "authority"), times.Moment(fields, "at", "a referral is recorded when it was made")),
        _ => Unknown(
            fields,
            "confirm, correct, answer, contact, write, choose, decline-options, withdraw, satisfied, fulfilled, cause, triage, end-contact, referral"),
    });

    private static Command Read(ReadOnlyMemory<byte> body, Func<string, JsonFields, Command?> read)
    {
        var errors = new List<FieldError>();
        var fields = new JsonFields(JsonFields.Parse(body), "", errors);
        var type = fields.Text("type", 40);
        var command = errors.Count == 0 ? read(type, fields) : null;
        if (errors.Count == 0 && fields.Unread() is { } unread)
        {
            foreach (var name in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(unread)!.Keys)
            {
                fields.Fail(name, $"is not known for '{type}'");
            }
        }

        fields.ThrowIfErrors();
        return command!;
    }

    private static ValueList<Remedy> Options(JsonFields fields, string name) =>
        fields.Objects(name, 3).Select(RemedyFields.Remedy).OfType<Remedy>().ToValueList();

    private static Code? OptionalCode(JsonFields fields, string name) => fields.Has(name) ? Code(fields, name) : null;

    private static Code Code(JsonFields fields, string name)
    {
        var text = fields.Text(name, Domain.Values.Code.Longest);
        if (Domain.Values.Code.TryParse(text, out var code))
        {
            return code;
        }

        if (text.Length > 0)
        {
            fields.Fail(name, $"must be a code: {Domain.Values.Code.Rule}");
        }

        // An error was noted above, and the command goes no further.
        return Domain.Values.Code.Parse("none");
    }

    private static Command? Unknown(JsonFields fields, string known)
    {
        fields.Fail("type", $"must be one of {known}");
        return null;
    }
}
