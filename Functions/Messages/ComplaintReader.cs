using System.Globalization;
using System.Text;
using System.Text.Json;
using Escalation.Domain.Complaints;
using Escalation.Domain.Values;

namespace Escalation.Functions.Messages;

/// <summary>Reads a complaint as upstream systems send it: plain JSON, or the same in a CloudEvents 1.0 envelope (R01).</summary>
/// <param name="times">When something can have happened.</param>
public sealed class ComplaintReader(PossibleTimes times)
{
    private const int LongestField = 1_000;
    private const int LongestName = 200;
    private const int MostHandlers = 20;

    /// <summary>In bytes. A message of a Standard namespace has at most 256 KB, of which the account may need half.</summary>
    private const int LargestExtra = 64 * 1024;

    /// <param name="source">Where it comes from, when the sender is known; else the complaint has to say.</param>
    /// <param name="fallbackReference">Stands in for the complaint's own number when it names none.</param>
    /// <exception cref="InvalidMessageException">Names every field that is wrong, and the rule.</exception>
    public Registration Read(ReadOnlyMemory<byte> body, Code? source, string fallbackReference) =>
        Read(JsonFields.Parse(body), source, fallbackReference);

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, Code?, string)"/>
    public Registration Read(JsonElement json, Code? source, string fallbackReference)
    {
        var errors = new List<FieldError>();
        var envelope = new JsonFields(json, "", errors);
        var fields = envelope;
        if (envelope.Has("specversion"))
        {
            fields = CloudEvent(envelope, ref source, ref fallbackReference);
        }

        var registration = Form(fields, source, fallbackReference);
        fields.ThrowIfErrors();
        return registration;
    }

    /// <summary>The customer's particulars: all optional, none a reason to drop the complaint.</summary>
    internal static ContactDetails Contact(JsonFields fields) => new(
        fields.OptionalText("salutation", LongestName),
        fields.OptionalText("name", LongestName),
        fields.OptionalText("address", LongestField),
        fields.OptionalText("phone", LongestName),
        fields.OptionalText("email", LongestName),
        fields.OptionalText("number", LongestName),
        fields.OptionalEnum<Channel>("preferredChannel"));

    private Registration Form(JsonFields fields, Code? source, string fallbackReference)
    {
        var said = Source(fields, source);
        var reference = fields.OptionalText("externalId", LongestName);
        var customer = fields.OptionalObject("customer");
        var contact = customer is null ? new ContactDetails() : Contact(customer);
        var dispute = fields.OptionalObject("amountInDispute");
        var requested = fields.OptionalObject("requestedRemedy");
        var handledBy = HandledBy(fields);
        var region = MatterFields.Region(fields);
        var group = customer is null ? null : MatterFields.Group(customer);
        var paid = MatterFields.Paid(fields);
        var occurredOn = times.Day(fields, "occurredOn", "when did it happen?");
        return new(
            CaseId.For(said.Text, reference ?? fallbackReference),
            said,
            reference,
            fields.OptionalEnum<Channel>("channel") ?? Channel.Web,
            Language(fields),
            times.Moment(fields, "receivedAt", "when did the customer complain?"),
            contact,
            fields.OptionalText("category", LongestName),
            fields.OptionalText("product", LongestName),
            fields.Text("account", Registration.LongestAccount),
            dispute is null ? null : RemedyFields.OptionalMoney(dispute, "amount", null),
            requested is null ? null : RemedyFields.Request(requested),
            fields.OptionalText("requestedRemedyWords", LongestField),
            Extra(fields))
        {
            HandledBy = handledBy,
            Region = region,
            Group = group,
            Paid = paid,
            OccurredOn = occurredOn,
        };
    }

    /// <summary>Staff who had to do with the matter before, by their ids in people.yaml (X07).</summary>
    private static ValueList<Code> HandledBy(JsonFields fields)
    {
        List<Code> people = [];
        foreach (var text in fields.Texts("handledBy", MostHandlers))
        {
            if (Code.TryParse(text, out var person))
            {
                people.Add(person);
            }
            else
            {
                fields.Fail("handledBy", $"'{text}' is not the id of a person of people.yaml: {Code.Rule}");
            }
        }

        return people.Distinct().ToValueList();
    }

    private static string? Extra(JsonFields fields)
    {
        var extra = fields.Unread();
        var bytes = extra is null ? 0 : Encoding.UTF8.GetByteCount(extra);
        if (bytes <= LargestExtra)
        {
            return extra;
        }

        fields.Fail("unknownFields", string.Create(CultureInfo.InvariantCulture, $"are {bytes} bytes in all; at most {LargestExtra} are kept"));
        return null;
    }

    private static JsonFields CloudEvent(JsonFields envelope, ref Code? source, ref string fallbackReference)
    {
        if (envelope.Text("specversion", 10) is not ("1.0" or ""))
        {
            envelope.Fail("specversion", "must be 1.0");
        }

        fallbackReference = envelope.Text("id", LongestName);
        var said = envelope.Text("source", LongestField);
        _ = envelope.Text("type", LongestName);
        source ??= Code.FromName(said);
        if (envelope.OptionalObject("data") is { } data)
        {
            return data;
        }

        envelope.Fail("data", "is missing");
        return envelope;
    }

    /// <summary>A sender that is known speaks only for itself.</summary>
    private static Code Source(JsonFields fields, Code? source)
    {
        var text = source is null ? fields.Text("source", LongestName) : fields.OptionalText("source", LongestName);
        var said = text is null ? null : Code.FromName(text);
        if (source is not null && said is not null && said != source)
        {
            fields.Fail("source", $"is '{said}', but the sender is known as '{source}'; leave it out");
        }
        else if (source is null && said is null && !string.IsNullOrEmpty(text))
        {
            fields.Fail("source", "must hold a letter or digit");
        }

        // Where there is neither, an error was noted above and the form goes no further.
        return source ?? said ?? Code.Parse("unknown");
    }

    private static string? Language(JsonFields fields)
    {
        var language = fields.OptionalText("language", 35)?.ToLowerInvariant();
        if (language is not null && !Code.TryParse(language, out _))
        {
            fields.Fail("language", "must be a language tag such as en, fi, ko or zh");
        }

        return language;
    }
}
