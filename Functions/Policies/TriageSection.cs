using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>Reads what a policy says of customers in some state, and of cases with some flag.</summary>
internal static class TriageSection
{
    private const int LongestContact = 200;
    private const int LongestStep = 500;
    private const int MostSteps = 20;

    public static TriagePolicy Read(YamlMap map, PolicyDraft draft)
    {
        var policy = TriagePolicy.Default;
        if (map.OptionalMap("anxious") is { } anxious)
        {
            policy = policy with { Anxious = Times(anxious) };
            anxious.EndOfFields();
        }

        if (map.OptionalMap("vulnerable") is { } vulnerable)
        {
            policy = policy with { Vulnerable = Times(vulnerable), Contact = Contact(vulnerable), CallsBy = Level(vulnerable, "callsBy", draft) };
            vulnerable.EndOfFields();
        }

        if (map.OptionalMap("abuse") is { } abuse)
        {
            policy = policy with { EndContactLevel = Level(abuse, "endContact", draft), HousePolicy = Steps(abuse) };
            abuse.EndOfFields();
        }

        policy = policy with { LegalTeam = Team(map, "legal", draft), SafetyTeam = Team(map, "safety", draft) };
        map.EndOfFields();
        return policy;
    }

    private static ShorterTimes Times(YamlMap map) => new(Duration(map, "claimWithin"), Duration(map, "answerWithin"));

    private static BusinessDuration? Duration(YamlMap map, string name)
    {
        if (!map.Has(name))
        {
            return null;
        }

        var duration = PolicyReader.Duration(map, name);
        if (duration == BusinessDuration.Zero && !map.HasErrors)
        {
            map.Fail(name, "must be longer than nothing, or the same deadline would ring again and again");
        }

        return duration;
    }

    private static string? Contact(YamlMap map)
    {
        var contact = map.OptionalText("contact");
        if (contact is { Length: 0 or > LongestContact })
        {
            map.Fail("contact", $"must have 1 to {LongestContact} characters");
        }

        return contact;
    }

    private static ValueList<string> Steps(YamlMap map)
    {
        var steps = map.Texts("steps") ?? [];
        if (steps.Count > MostSteps || steps.Any(step => step.Length is 0 or > LongestStep))
        {
            map.Fail("steps", $"must be at most {MostSteps} steps of 1 to {LongestStep} characters");
        }

        return steps.ToValueList();
    }

    /// <summary>A team of the policy, where it lists its teams.</summary>
    private static Code? Team(YamlMap map, string name, PolicyDraft draft)
    {
        if (map.OptionalMap(name) is not { } flag)
        {
            return null;
        }

        var team = PolicyReader.Code(flag, "team");
        if (!flag.HasErrors && draft.Root.Has("teams") && !draft.Root.Maps("teams").Any(known => known.Has("id") && PolicyReader.Code(known, "id") == team))
        {
            flag.Fail("team", $"'{team}' is no team of the policy", "unknown-team");
        }

        flag.EndOfFields();
        return team;
    }

    private static Code? Level(YamlMap map, string name, PolicyDraft draft)
    {
        if (!map.Has(name))
        {
            return null;
        }

        var level = PolicyReader.Code(map, name);
        var levels = draft.Levels.Select(placed => placed.Value.Id).ToList();
        if (!map.HasErrors && !levels.Contains(level))
        {
            map.Fail(name, $"'{level}' is no level; levels are {string.Join(", ", levels)}", "unknown-level");
        }

        return level;
    }
}
