using System.Globalization;
using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>Reads a legal regime: its dates, and which complaints it applies to. Its dates may stand in a file of their own.</summary>
internal static class RegimeReader
{
    /// <returns>Null where its file cannot be used.</returns>
    public static LegalRegime? Read(YamlMap map, PolicyFiles files, TimesReader times, RemedyReader remedies)
    {
        var when = map.OptionalMap("when") is { } condition ? RuleReader.Condition(condition, remedies) : Domain.Policies.Condition.Always;
        var calendar = times.NameIn(map);
        var regime = map.Names.Contains("file", StringComparer.Ordinal) ? OfFile(map, files, calendar, when) : Own(map, calendar, when);
        map.EndOfFields();
        return regime;
    }

    private static LegalRegime? OfFile(YamlMap map, PolicyFiles files, Code? calendar, Condition when)
    {
        if (files.Of(map, "file").ToList() is not [var (name, text)])
        {
            return null;
        }

        var errors = new List<YamlError>();
        var regime = YamlMap.Root(text, errors) is { } root ? Whole(root, calendar, when) : null;
        foreach (var error in errors)
        {
            map.Fail("file", $"{name}, {error}");
        }

        return errors.Count == 0 ? regime : null;
    }

    private static LegalRegime Whole(YamlMap root, Code? calendar, Condition when)
    {
        var regime = Own(root, calendar, when);
        root.EndOfFields();
        return regime;
    }

    private static LegalRegime Own(YamlMap map, Code? calendar, Condition when)
    {
        var regime = new LegalRegime(PolicyReader.Code(map, "id"), map.Text("title"), calendar, when, map.Maps("steps").Select(Step).ToValueList());
        if (regime.Steps.Count == 0)
        {
            map.Fail("steps", "needs at least one: a regime sets a time");
        }

        foreach (var twice in regime.Steps.GroupBy(step => step.Id).Where(group => group.Count() > 1))
        {
            map.Fail("steps", $"'{twice.Key}' is there twice");
        }

        return regime;
    }

    private static LegalStepRule Step(YamlMap map)
    {
        var step = new LegalStepRule(
            PolicyReader.Code(map, "id"),
            map.Parse<LegalTerm>("within", LegalTerm.TryParse, LegalTerm.Rule),
            map.Has("from") ? map.Parse<LegalStart>("from", Words.TryParse, $"must be one of {Words.List<LegalStart>()}") : LegalStart.Receipt,
            map.Parse<LegalEnd>("until", Words.TryParse, $"must be one of {Words.List<LegalEnd>()}"),
            !map.Has("required") || map.Parse<bool>("required", RuleReader.TryYes, "must be yes or no"),
            map.Has("warnBefore") ? map.Parse<LegalTerm>("warnBefore", LegalTerm.TryParse, LegalTerm.Rule) : null,
            map.Text("source"),
            map.Parse<DateOnly>("read", TryDate, "is not a date, such as 2026-12-25"));
        if (step.WarnBefore is { } warning && warning.AtLeast >= step.Within.AtLeast && step.Within.Count > 0)
        {
            map.Fail("warnBefore", $"must be shorter than the {step.Within} it warns of");
        }

        map.EndOfFields();
        return step;
    }

    private static bool TryDate(string text, out DateOnly date) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
}
