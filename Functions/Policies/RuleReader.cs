using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Functions.Pipeline;

namespace Escalation.Functions.Policies;

/// <summary>Reads a named rule: its conditions under <c>when</c>, its ruling under <c>then</c>.</summary>
internal static class RuleReader
{
    private const string Rulings = "hold, offer, escalate, decline, or a mapping with grant, escalate or ask";

    public static Rule Read(YamlMap map, RemedyReader remedies)
    {
        var rule = new Rule(
            PolicyReader.Code(map, "name"),
            map.OptionalMap("when") is { } when ? Condition(when, remedies) : new(null, null, null, null, null),
            Ruling(map, remedies));
        map.EndOfFields();
        return rule;
    }

    internal static Condition Condition(YamlMap map, RemedyReader remedies)
    {
        var condition = new Condition(
            Codes(map, "category"),
            Codes(map, "source"),
            map.ParseEach<RemedyKind?>("asked", TryAsked, $"is not 'nothing' or a kind of remedy; kinds are {Words.List<RemedyKind>()}") is { } asked
                ? asked.OfType<RemedyKind>().ToValueList()
                : null,
            map.Has("amount")
                ? map.Parse<AmountCondition>("amount", Words.TryParse, $"is none of {Words.List<AmountCondition>()}")
                : null,
            map.ParseOr<Money>("above", remedies.TryMoney, "is not an amount, such as 50 or 50 EUR", null))
        {
            Regions = Codes(map, "region"),
        };
        map.EndOfFields();
        return condition;
    }

    private static ValueList<Code>? Codes(YamlMap map, string name) =>
        map.ParseEach<Code>(name, Code.TryParse, PolicyReader.CodeRule)?.ToValueList();

    /// <summary>"nothing" is a kind that is none: an empty list of kinds.</summary>
    private static bool TryAsked(string text, out RemedyKind? kind)
    {
        kind = Remedy.TryParseKind(text, out var known) ? known : null;
        return kind is not null || text == "nothing";
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
        Ruling? ruling = null;
        if (then.OptionalMap("grant") is { } grant)
        {
            ruling = remedies.Remedy(grant) is { } remedy ? new Ruling.GrantRemedy(remedy) : new Ruling.HoldAgainstLimits();
        }
        else if (then.Has("escalate"))
        {
            ruling = then.Parse<Code>("escalate", Code.TryParse, PolicyReader.CodeRule) is { } level
                ? new Ruling.EscalateTo(level)
                : new Ruling.HoldAgainstLimits();
        }
        else if (then.ParseEach<Question>("ask", Words.TryParse, $"is not a question; questions are {Words.List<Question>()}") is { Count: > 0 } questions)
        {
            ruling = new Ruling.Ask(questions.ToValueList());
        }

        then.EndOfFields();
        return ruling;
    }
}
