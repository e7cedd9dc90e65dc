using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Escalation.Domain;
using Escalation.Domain.Authority;
using Escalation.Domain.Time;
using Escalation.Functions.Pipeline;

namespace Escalation.Functions.Policies;

/// <summary>Reads <c>policy.yaml</c> and checks it: all errors at once, each with its line.</summary>
public static class PolicyReader
{
    internal const string CodeRule = $"is not a code: {Domain.Code.Rule}";

    /// <exception cref="YamlFileException">The policy cannot be used; holds every error.</exception>
    public static Policy Read(string text, string name)
    {
        var errors = new List<YamlError>();
        var policy = YamlMap.Root(text, errors) is { } root ? Read(root, Digest.Of("policy", text)) : null;
        return policy is not null && errors.Count == 0 ? policy : throw new YamlFileException(name, [.. errors.OrderBy(e => e.Line)]);
    }

    private static Policy? Read(YamlMap root, Digest hash)
    {
        var currency = root.Parse<Currency>("currency", Currency.TryParse, "is not the ISO 4217 code of a currency in use") ?? Currency.Parse("EUR");
        var calendar = root.Map("calendar") is { } c ? CalendarReader.Read(c) : null;
        var remedies = new RemedyReader(currency);
        var automatic = root.Map("automatic") is { } a ? remedies.Limits(a) : new([]);
        var levels = root.Maps("levels").Select(level => Level(level, remedies)).ToValueList();
        var categories = root.Maps("categories").Select(category => Category(category, remedies)).ToValueList();
        var rules = root.Maps("rules").Select(rule => RuleReader.Read(rule, remedies)).ToValueList();
        var timing = root.Map("timing") is { } t ? Timing(t) : null;
        var name = root.Text("name");
        var language = root.OptionalText("language") ?? "en";
        Check(root, levels, categories, rules, remedies);
        var (country, repeat) = (MemoryReader.Country(root), MemoryReader.Repeat(root));
        var teams = TeamsReader.Read(root, categories);
        var speaks = TeamsReader.Speaks(root) ?? Strictness.Preferred;
        root.EndOfFields();
        return calendar is null || timing is null || levels.Count == 0
            ? null
            : new(hash, name, currency, language, calendar, automatic, levels, categories, rules, timing)
            {
                Country = country,
                Repeat = repeat,
                Teams = teams,
                ReviewerSpeaks = speaks,
            };
    }

    private static Level Level(YamlMap map, RemedyReader remedies)
    {
        var level = new Level(
            Code(map, "id"),
            map.Text("role"),
            map.Map("limits") is { } limits ? remedies.Limits(limits) : new([]),
            Duration(map, "claimWithin"),
            Duration(map, "answerWithin"));
        map.EndOfFields();
        return level;
    }

    private static Category Category(YamlMap map, RemedyReader remedies)
    {
        var category = new Category(
            Code(map, "id"),
            map.Text("title"),
            map.Has("team") ? Code(map, "team") : null,
            map.Parse<Cause>("presumedCause", Words.TryParse, $"is not a cause; causes are {Words.List<Cause>()}"),
            map.Maps("options").Select(remedies.Remedy).OfType<Remedy>().ToValueList());
        map.EndOfFields();
        return category;
    }

    private static Timing Timing(YamlMap map)
    {
        var timing = new Timing(
            Duration(map, "margin"),
            Duration(map, "questionsWithin"),
            Duration(map, "offerValid"),
            Duration(map, "fulfilWithin"),
            Duration(map, "satisfactionAfter"),
            Duration(map, "reminderEvery"),
            map.Whole("reminders", 0),
            map.Whole("accountWords", 0));
        foreach (var name in new[] { "questionsWithin", "offerValid", "fulfilWithin", "satisfactionAfter", "reminderEvery" })
        {
            NotZero(map, name);
        }

        map.EndOfFields();
        return timing;
    }

    /// <summary>What only shows when all parts are seen together.</summary>
    private static void Check(
        YamlMap root, ValueList<Level> levels, ValueList<Category> categories, ValueList<Rule> rules, RemedyReader remedies)
    {
        if (levels.Count == 0)
        {
            root.Fail("levels", "needs at least one level of people: the ladder never ends in nobody");
        }

        Unique(root, "levels", levels.Select(l => l.Id));
        Unique(root, "categories", categories.Select(c => c.Id));
        Unique(root, "rules", rules.Select(r => r.Name));
        if (categories.All(c => c.Id != Policy.Uncategorised))
        {
            root.Fail("categories", $"needs a category '{Policy.Uncategorised}' for complaints that fit no other");
        }

        if (levels.Any(l => l.Id == Policy.AutomaticLevel))
        {
            root.Fail("levels", $"'{Policy.AutomaticLevel}' is what acts below the lowest level; name the level otherwise");
        }

        foreach (var rule in rules)
        {
            if (rule.Then is Ruling.EscalateTo { Level: { } level } && levels.All(l => l.Id != level))
            {
                root.Fail("rules", $"rule '{rule.Name}' escalates to '{level}', which is no level");
            }

            foreach (var unknown in rule.When.Categories?.Where(id => categories.All(c => c.Id != id)) ?? [])
            {
                root.Fail("rules", $"rule '{rule.Name}' can never match: '{unknown}' is no category");
            }
        }
    }

    private static void Unique(YamlMap root, string list, IEnumerable<Code> ids)
    {
        foreach (var twice in ids.GroupBy(id => id).Where(group => group.Count() > 1))
        {
            root.Fail(list, $"'{twice.Key}' is there twice");
        }
    }

    /// <summary>In place of one that is wrong, a code that names where it stands: so that it is nobody else's by chance, and no second error.</summary>
    internal static Code Code(YamlMap map, string name) =>
        map.Parse<Code>(name, Domain.Code.TryParse, CodeRule) ?? Domain.Code.FromName(map.Path(name))!;

    private static BusinessDuration Duration(YamlMap map, string name) =>
        map.Parse<BusinessDuration>(name, BusinessDuration.TryParse, "is not a business duration, such as 2d, 4h, 1d 4h or 90m");

    private static void NotZero(YamlMap map, string name)
    {
        if (map.Has(name) && Duration(map, name) == BusinessDuration.Zero)
        {
            map.Fail(name, "must be longer than nothing, or the same deadline would ring again and again");
        }
    }
}

/// <summary>Reads remedies and limits.</summary>
internal sealed class RemedyReader(Currency currency)
{
    private const string AmountRule = "is not an amount, such as 50 or 50 EUR";

    /// <summary>A mapping of kinds to the most of each: an amount (or a list of amounts in several currencies), a percent, a count, or yes.</summary>
    public Limits Limits(YamlMap map)
    {
        var limits = new List<Limit>();
        foreach (var name in map.Names)
        {
            if (!Domain.Remedy.TryParseKind(name, out var kind))
            {
                continue;
            }

            var measure = Domain.Remedy.MeasureOf(kind);
            limits.AddRange(measure switch
            {
                RemedyMeasure.Amount => (map.ParseEach<Money>(name, TryMoney, AmountRule) ?? []).Select(m => new Limit(kind, m.Currency, m.Amount)),
                RemedyMeasure.Percent => [new(kind, null, map.Parse<decimal>(name, TryPercent, "is not a percent from 0 to 100, such as 20 or 20%"))],
                RemedyMeasure.Count => [new(kind, null, map.Whole(name, 0))],
                _ => [new(kind, null, map.Parse<bool>(name, TryYes, "must be yes or no") ? 1 : 0)],
            });
        }

        map.EndOfFields();
        return new([.. limits]);
    }

    public Remedy? Remedy(YamlMap map)
    {
        var kind = map.Parse<RemedyKind>("kind", Domain.Remedy.TryParseKind, $"is not a kind of remedy; kinds are {Words.List<RemedyKind>()}");
        var amount = map.ParseOr<Money>("amount", TryMoney, AmountRule, null);
        var percent = map.Has("percent") ? map.Parse<decimal>("percent", TryPercent, "is not a percent") : (decimal?)null;
        var count = map.Has("count") ? map.Whole("count", 1) : Domain.Remedy.MeasureOf(kind) == RemedyMeasure.Count ? 1 : (int?)null;
        map.EndOfFields();
        if (Domain.Remedy.Error(kind, amount, percent, count) is { } error)
        {
            map.Fail(null, error);
            return null;
        }

        return new(kind, amount, percent, count);
    }

    public bool TryMoney(string text, [NotNullWhen(true)] out Money? money)
    {
        money = null;
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var number = parts.FirstOrDefault(part => !char.IsLetter(part[0])) ?? "";
        var unit = parts.FirstOrDefault(part => char.IsLetter(part[0]));
        var named = (Currency?)currency;
        if (parts.Length is 0 or > 2
            || (unit is not null && !Currency.TryParse(unit, out named))
            || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            || Money.Error(amount, named!) is not null)
        {
            return false;
        }

        money = new(amount, named!);
        return true;
    }

    private static bool TryPercent(string text, out decimal percent) =>
        decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent) && percent <= 100;

    private static bool TryYes(string text, out bool yes)
    {
        yes = text is "yes" or "true";
        return yes || text is "no" or "false";
    }
}
