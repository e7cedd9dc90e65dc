using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Simulation;

/// <summary>Systems that hand in complaints: through the door or straight into the queue, some twice, some changed, some unreadable.</summary>
internal sealed class Upstream(Run run, People people, Dice dice, int cases, TimeSpan period)
{
    private static readonly Principal s_shop = new(Role.Upstream, "shop");
    private int _messages;

    /// <summary>Over days, or all at once, by the same few people and for much the same, as after an outage: then what is granted to one of them in
    /// two cases races.</summary>
    public void Begin()
    {
        var outage = dice.Chance(0.3);
        var over = outage ? TimeSpan.FromSeconds(10) : period * 0.6;
        for (var number = 1; number <= cases; number++)
        {
            var reference = dice.Chance(0.85) ? string.Create(CultureInfo.InvariantCulture, $"C-{number}") : null;
            var form = Form(reference, outage ? number * 3 : number);
            if (outage && dice.Chance(0.5))
            {
                form["requestedRemedy"] = Money("refund", 45);
            }

            people.Later(TimeSpan.Zero, over, () => HandIn(form, reference));
        }

        if (dice.Chance(0.5))
        {
            people.Later(TimeSpan.Zero, period * 0.6, HandInUnreadable);
        }
    }

    private void HandIn(JsonObject form, string? reference)
    {
        var straight = dice.Chance(0.4);
        var key = people.Mailbox.NextKey();
        Post(form, straight, key);
        if (reference is null)
        {
            return;
        }

        if (dice.Chance(0.2))
        {
            people.Later(TimeSpan.Zero, TimeSpan.FromHours(2), () => Post(form, straight, dice.Chance(0.5) ? key : people.Mailbox.NextKey()));
        }

        if (dice.Chance(0.2))
        {
            var other = form.DeepClone().AsObject();
            other["account"] = $"{form["account"]} And nobody has called me back.";
            people.Later(TimeSpan.Zero, TimeSpan.FromDays(3), () => Post(other, straight, people.Mailbox.NextKey()));
        }
    }

    private void Post(JsonObject form, bool straight, string key)
    {
        if (!straight)
        {
            people.Mailbox.Complain(key, s_shop, form.ToJsonString());
            return;
        }

        var posted = form.DeepClone().AsObject();
        posted["source"] = "web-form";
        var id = CaseId.For("web-form", form["externalId"]?.GetValue<string>() ?? key);
        run.Record.Complaints.Add(id);
        run.Record.Acknowledged.Add(new(id, $"{id}.{Digest.Of("account", form["account"]!.GetValue<string>())}"));
        PostStraight(key, posted.ToJsonString());
    }

    private void HandInUnreadable()
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"unreadable-{++_messages}");
        run.Record.Unreadable.Add(key);
        PostStraight(key, dice.Of("{\"source\":\"web-form\"}", "no JSON at all", "{\"source\":\"web-form\",\"account\":7}"));
    }

    private void PostStraight(string messageId, string body) => run.Queues.Insert(new(
        Entities.Complaints,
        messageId,
        "complaint",
        Encoding.UTF8.GetBytes(body),
        new Dictionary<string, string>(StringComparer.Ordinal) { [MessagesFromOutside.Mark] = "yes" }));

    private JsonObject Form(string? reference, int number)
    {
        var form = new JsonObject
        {
            ["externalId"] = reference,
            ["language"] = dice.Of("en", "fi", null),
            ["category"] = dice.Of("card", "card", "advice", "debt", "unheard-of"),
            ["account"] = dice.Of(
                "The card was charged twice in one week and nobody answers the phone.",
                "I want my 120 EUR back, the machine kept them and the shop was closed.",
                "Very bad.",
                "The parcel came late and the box was open, I am not pleased at all.",
                "They promised to call before four and nobody did, again and again.",
                "I am in a wheelchair and live alone, and nobody came to carry it up.",
                "Your Anna hung up on me when I asked for my money back, twice."),
            ["customer"] = dice.Chance(0.8) ? Customer(number) : null,
        };
        if (dice.Chance(0.15))
        {
            form["handledBy"] = dice.Of(new JsonArray("anna", "bert"), new JsonArray("dirk"), new JsonArray("carla"));
        }

        form["requestedRemedy"] = dice.Below(9) switch
        {
            0 or 1 => Money("refund", dice.Of(20m, 45m)),
            2 => Money("refund", 300),
            3 => Money("credit", 3_000),
            4 => Money("refund", 20_000),
            5 => Money("refund", 90_000),
            6 => new JsonObject { ["kind"] = "refund" },
            7 => new JsonObject { ["kind"] = "redo", ["count"] = 1 },
            _ => null,
        };
        return form;
    }

    /// <summary>Every third complaint is by one of two people who come back, and who write their phone and address now so, now so.</summary>
    private static JsonObject Customer(int number) => (number % 3, number % 4) switch
    {
        (0, 0) => new() { ["name"] = "Maija", ["email"] = "Maija@Example.com", ["phone"] = "040 123 4567" },
        (0, 1) => new() { ["name"] = "Maija", ["phone"] = "+358 40 1234567" },
        (0, 2) => new() { ["name"] = "Matti", ["email"] = "matti@example.com", ["phone"] = "0401234567" },
        (0, _) => new() { ["name"] = "Matti", ["email"] = "matti@example.com" },
        _ => new() { ["name"] = "Veera", ["email"] = string.Create(CultureInfo.InvariantCulture, $"veera{number}@example.com") },
    };

    private static JsonObject Money(string kind, decimal amount) =>
        new() { ["kind"] = kind, ["amount"] = JsonSerializer.SerializeToNode(amount), ["currency"] = "EUR" };
}
