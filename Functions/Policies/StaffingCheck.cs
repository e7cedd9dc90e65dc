using Escalation.Domain.Policies;

namespace Escalation.Functions.Policies;

/// <summary>Holds the teams and languages of a policy against the people: teams that nobody is in, and languages that nobody speaks.</summary>
public static class StaffingCheck
{
    /// <param name="text">Of the policy, for the places in it.</param>
    public static IReadOnlyList<YamlError> Run(string text, Policy policy, PeopleFile people)
    {
        var notes = new List<YamlError>();
        foreach (var (at, team) in YamlMap.Root(text, notes)!.Maps("teams").Zip(policy.Teams))
        {
            var members = people.Everybody.Where(person => person.Teams.Contains(team.Id)).ToList();
            if (team.MembersOnly && members.Count == 0)
            {
                at.Warn("id", $"'{team.Id}' has nobody in the people file: its complaints go to reviewers of other teams", "team-without-reviewer");
            }

            foreach (var language in team.Languages.Where(language => people.Everybody.All(person => !person.Languages.Contains(language))))
            {
                at.Warn("languages", $"'{language}' is spoken by nobody in the people file", "language-without-reviewer");
            }
        }

        return notes;
    }
}
