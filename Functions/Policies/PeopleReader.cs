using Escalation.Domain.Values;

namespace Escalation.Functions.Policies;

/// <summary>What <c>people.yaml</c> says.</summary>
public sealed record PeopleFile(IReadOnlyList<Person> Everybody, string? OperatorsEmail) : IPeopleSource;

/// <summary>Reads <c>people.yaml</c> and checks it against the policy's levels: all errors at once, each with its line.</summary>
public static class PeopleReader
{
    /// <param name="closed">Told of every mapping that was read: its path, and the fields that are known there.</param>
    /// <exception cref="YamlFileException">The file cannot be used; holds every error.</exception>
    /// <param name="teams">Of the policy; null to take any.</param>
    public static PeopleFile Read(
        string text,
        string name,
        IReadOnlyCollection<Code> levels,
        IReadOnlyCollection<Code>? teams = null,
        Action<string, IReadOnlySet<string>>? closed = null)
    {
        var errors = new List<YamlError>();
        var people = new List<Person>();
        string? operators = null;
        if (YamlMap.Root(text, errors, closed) is { } root)
        {
            people.AddRange(root.Maps("reviewers").Select(map => Person(map, levels, teams)));
            operators = root.OptionalMap("operators") is { } map ? Email(map) : null;
            foreach (var twice in people.GroupBy(p => p.Id).Where(group => group.Count() > 1))
            {
                root.Fail("reviewers", $"'{twice.Key}' is there twice", "twice");
            }

            foreach (var empty in levels.Where(level => people.All(p => p.Level != level)))
            {
                root.Fail("reviewers", $"level '{empty}' of the policy has no reviewer", "level-without-reviewer");
            }

            root.EndOfFields();
        }

        return errors.Count == 0 ? new(people, operators) : throw new YamlFileException(name, [.. errors.OrderBy(e => e.Line)]);
    }

    private static Person Person(YamlMap map, IReadOnlyCollection<Code> levels, IReadOnlyCollection<Code>? teams)
    {
        var person = new Person(PolicyReader.Code(map, "id"), PolicyReader.Code(map, "level"), map.OptionalText("email"))
        {
            Teams = TeamsReader.Known(map, "teams", teams),
            Languages = TeamsReader.LanguagesOf(map),
            Names = (map.Texts("names") ?? []).ToValueList(),
        };
        if (Code.TryParse(map.OptionalText("level"), out var level) && !levels.Contains(level))
        {
            map.Fail("level", $"'{level}' is no level of the policy; levels are {string.Join(", ", levels)}", "unknown-level");
        }

        map.EndOfFields();
        return person;
    }

    private static string Email(YamlMap map)
    {
        var email = map.Text("email");
        map.EndOfFields();
        return email;
    }
}
