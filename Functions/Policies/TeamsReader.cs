using System.Diagnostics.CodeAnalysis;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads the teams of a policy, and what <c>people.yaml</c> says of somebody's teams and languages (R24, R33).</summary>
internal static class TeamsReader
{
    private const string LanguageRule = "is not a language tag, such as en, fi, ko or zh";

    /// <summary>Without a section, every team that a category names is one, for everybody whom people.yaml puts into none.</summary>
    public static ValueList<Team> Read(PolicyDraft draft, TimesReader times)
    {
        var categories = draft.Categories.Where(category => !category.At.HasErrors).ToList();
        if (!draft.Root.Has("teams"))
        {
            return [.. categories.Select(category => category.Value.Team).OfType<Code>().Distinct().Select(team => new Team(team, team.Text))];
        }

        var teams = draft.Root.Maps("teams").Select(map => new Placed<Team>(map, Team(map, draft, times))).ToList();
        draft.Unique("teams", teams, team => team.Id);
        foreach (var (at, category) in categories)
        {
            if (category.Team is { } unknown && teams.TrueForAll(team => team.Value.Id != unknown))
            {
                at.Fail("team", $"'{unknown}' is no team of the policy; teams are {List(teams.Select(team => team.Value.Id))}", "unknown-team");
            }
        }

        return [.. teams.Select(team => team.Value)];
    }

    /// <summary><c>reviewerSpeaks: required</c> or <c>preferred</c>; null where it is not there.</summary>
    public static Strictness? Speaks(YamlMap map) =>
        map.Has("reviewerSpeaks") ? map.Parse<Strictness>("reviewerSpeaks", Words.TryParse, $"is none of {Words.List<Strictness>()}") : null;

    /// <summary>A list of teams, each of which the policy has.</summary>
    /// <param name="teams">Null to take any.</param>
    public static ValueList<Code> Known(YamlMap map, string name, IReadOnlyCollection<Code>? teams)
    {
        var named = map.ParseEach<Code>(name, Code.TryParse, PolicyReader.CodeRule) ?? [];
        foreach (var unknown in teams is null ? [] : named.Where(team => !teams.Contains(team)))
        {
            map.Fail(name, $"'{unknown}' is no team of the policy; teams are {List(teams!)}", "unknown-team");
        }

        return [.. named];
    }

    public static ValueList<Code> LanguagesOf(YamlMap map) => [.. map.ParseEach<Code>("languages", TryLanguage, LanguageRule) ?? []];

    private static Team Team(YamlMap map, PolicyDraft draft, TimesReader times)
    {
        var id = PolicyReader.Code(map, "id");
        var team = new Team(id, map.OptionalText("title") ?? id.Text)
        {
            Categories = [.. map.ParseEach<Code>("categories", Code.TryParse, PolicyReader.CodeRule) ?? []],
            Languages = LanguagesOf(map),
            Calendar = times.NameIn(map),
            MembersOnly = !map.Has("membersOnly") || map.Parse<bool>("membersOnly", TryYes, "must be yes or no"),
            ReviewerSpeaks = Speaks(map),
        };
        foreach (var unknown in team.Categories.Where(id => !draft.IsCategory(id)))
        {
            map.Fail("categories", $"'{unknown}' is no category; categories are {List(draft.Categories.Select(category => category.Value.Id))}", "unknown-category");
        }

        map.EndOfFields();
        return team;
    }

    private static bool TryLanguage(string text, [NotNullWhen(true)] out Code? language) =>
        Code.TryParse(text.ToLowerInvariant(), out language) && language.Text.Split('-')[0].Length is 2 or 3;

    private static bool TryYes(string text, out bool yes)
    {
        yes = text is "yes" or "true";
        return yes || text is "no" or "false";
    }

    private static string List(IEnumerable<Code> codes) => string.Join(", ", codes) is { Length: > 0 } list ? list : "none at all";
}
