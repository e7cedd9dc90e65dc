using Escalation.Domain.Complaints;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads a named rule: its conditions under <c>when</c>, its ruling under <c>then</c>.</summary>
internal static class RuleReader
{
    private const string Rulings = "hold, offer, escalate, decline, or a mapping with grant, escalate or ask";

    public static Rule Read(YamlMap map, RemedyReader remedies)
    {
        var rule = new Rule(
            PolicyReader.Code(map, "name"),
            map.OptionalMap("when") is { } when ? Condition(when, remedies) : Domain.Policies.Condition.Always,
            Ruling(map, remedies));
        map.EndOfFields();
        return rule;
    }

    internal static Condition Condition(YamlMap map, RemedyReader remedies)
    {
        var condition = new Condition(
            PolicyReader.Codes(map, "category"),
            PolicyReader.Codes(map, "source"),
            Asked(map),
            map.Has("amount")
                ? map.Parse<AmountCondition>("amount", Words.TryParse, $"is none of {Words.List<AmountCondition>()}")
                : null,
            remedies.Amount(map, "above"))
        {
            AtMostAmount = remedies.Amount(map, "atMost"),
            Products = PolicyReader.Codes(map, "product"),
            Groups = PolicyReader.Codes(map, "group"),
            Regions = PolicyReader.Codes(map, "region"),
            Languages = PolicyReader.Codes(map, "language"),
            Channels = PolicyReader.Each<Channel>(map, "channel", "channel", "channels"),
            Flags = PolicyReader.Each<CaseFlag>(map, "flag", "flag", "flags"),
            States = PolicyReader.Each<CustomerState>(map, "state", "state", "states"),
            Repeat = map.Has("repeat") ? map.Parse<bool>("repeat", TryYes, "must be yes or no") : null,
            OlderThanDays = Days(map, "olderThan"),
            AtMostDays = Days(map, "notOlderThan"),
        };
        map.EndOfFields();
        return condition;
    }

    private static int? Days(YamlMap map, string name) =>
        map.Has(name) ? map.Parse<int>(name, Periods.TryDays, "is not a number of calendar days or weeks, such as 30d or 6w") : null;

    /// <summary>"nothing" is a kind that is none: an empty list of kinds.</summary>
    private static ValueList<RemedyKind>? Asked(YamlMap map)
    {
        var asked = map.ParseEach<RemedyKind?>("asked", TryAsked, $"is not 'nothing' or a kind of remedy; kinds are {Words.List<RemedyKind>()}");
        if (asked is not null && map.Texts("asked") is { Count: > 1 } texts && texts.Contains("nothing", StringComparer.Ordinal))
        {
            map.Fail("asked", "holds 'nothing' beside kinds of remedy: write two rules", "rule-never-matches");
        }

        return asked?.OfType<RemedyKind>().ToValueList();
    }

    private static bool TryAsked(string text, out RemedyKind? kind)
    {
        kind = Remedy.TryParseKind(text, out var known) ? known : null;
        return kind is not null || text == "nothing";
    }

    internal static bool TryYes(string text, out bool yes)
    {
        yes = text is "yes" or "true";
        return yes || text is "no" or "false";
    }

    private static Ruling Ruling(YamlMap map, RemedyReader remedies)
    {
        var ruling = map.IsMap("then") && map.Map("then") is { } then ? Detailed(then, remedies) : Named(map.Text("then"));
        if (ruling is null)
        {
            map.Fail("then", $"must be {Rulings}");
        }

        return ruling ?? new Ruling.HoldAgainstLimits();
    }

    private static Ruling? Named(string word) => word switch
    {
        "hold" => new Ruling.HoldAgainstLimits(),
        "offer" => new Ruling.OfferOptions(),
        "escalate" => new Ruling.EscalateTo(null),
        "decline" => new Ruling.Decline(),
        _ => null,
    };

    private static Ruling? Detailed(YamlMap then, RemedyReader remedies)
    {
        var rulings = new List<Ruling?>();
        if (then.OptionalMap("grant") is { } grant)
        {
            rulings.Add(remedies.Remedy(grant) is { } remedy ? new Ruling.GrantRemedy(remedy) : null);
        }

        if (then.Has("escalate"))
        {
            rulings.Add(then.Parse<Code>("escalate", Code.TryParse, PolicyReader.CodeRule) is { } level ? new Ruling.EscalateTo(level) : null);
        }

        if (then.ParseEach<Question>("ask", TryQuestion, $"is not a question; questions are {string.Join(", ", Questions)}") is { } questions)
        {
            rulings.Add(questions.Count > 0 ? new Ruling.Ask(questions.ToValueList()) : null);
        }

        then.EndOfFields();
        if (rulings.Count > 1)
        {
            then.Fail(null, "holds more than one ruling; a rule has one");
        }

        // Where a ruling is wrong, that was told: any other stands in for it.
        return rulings.Count == 0 ? null : rulings[0] ?? (then.HasErrors ? new Ruling.HoldAgainstLimits() : null);
    }

    /// <summary>What a rule may ask. Whether a wish was understood is asked by the pipeline alone, which knows the wish.</summary>
    internal static IEnumerable<string> Questions => Enum.GetValues<Question>().Where(question => question != Question.ConfirmWish).Select(Words.Kebab);

    private static bool TryQuestion(string text, out Question question) => Words.TryParse(text, out question) && question != Question.ConfirmWish;
}
