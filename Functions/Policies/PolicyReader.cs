using Escalation.Domain.Calendars;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Messages;

namespace Escalation.Functions.Policies;

/// <summary>What was found in a policy file.</summary>
/// <param name="Policy">Null when there are errors.</param>
/// <param name="Errors">In the order of the file.</param>
/// <param name="Warnings">What likely is not meant, and keeps nothing from working.</param>
public sealed record PolicyFindings(Policy? Policy, IReadOnlyList<YamlError> Errors, IReadOnlyList<YamlError> Warnings);

/// <summary>Reads <c>policy.yaml</c> and checks it: all errors at once, each with its place and the name of the check.</summary>
public static class PolicyReader
{
    internal const string CodeRule = $"is not a code: {Domain.Values.Code.Rule}";

    /// <exception cref="YamlFileException">The policy cannot be used; holds every error.</exception>
    public static Policy Read(string text, string name) => Used(Examine(text), name);

    /// <summary>Reads a policy that cases are pinned to. It was accepted once, so checks that came later do not refuse it.</summary>
    /// <exception cref="YamlFileException">It was written for another version of the program.</exception>
    public static Policy ReadPinned(string text, string name) => Used(Examine(text, isPinned: true), name);

    /// <param name="closed">Told of every mapping that was read: its path, and the fields that are known there.</param>
    public static PolicyFindings Examine(string text, Action<string, IReadOnlySet<string>>? closed = null) => Examine(text, isPinned: false, closed);

    private static Policy Used(PolicyFindings found, string name) => found.Policy ?? throw new YamlFileException(name, found.Errors);

    private static PolicyFindings Examine(string text, bool isPinned, Action<string, IReadOnlySet<string>>? closed = null)
    {
        var notes = new List<YamlError>();
        var policy = YamlMap.Root(text, notes, closed) is { } root ? Read(root, Digest.Of("policy", text), isPinned) : null;
        var (warnings, errors) = (notes.Where(n => n.IsWarning).ToList(), notes.Where(n => !n.IsWarning).ToList());
        return new(errors.Count == 0 ? policy : null, [.. InOrder(errors)], [.. InOrder(warnings)]);
    }

    private static IEnumerable<YamlError> InOrder(IEnumerable<YamlError> notes) => notes.OrderBy(n => n.Line).ThenBy(n => n.Column);

    private static Policy? Read(YamlMap root, Digest hash, bool isPinned)
    {
        var currency = Currency(root);
        var times = new TimesReader(root);
        var remedies = new RemedyReader(currency);
        var limits = new LimitsReader(remedies);
        var automatic = root.Map("automatic") is { } a ? new Placed<Limits>(a, limits.Read(a)) : null;
        var levels = root.Maps("levels").Select(level => new Placed<Level>(level, Level(level, limits, times))).ToList();
        var categories = root.Maps("categories").Select(category => new Placed<Category>(category, CategoryReader.Read(category, remedies))).ToList();
        var rules = root.Maps("rules").Select(rule => new Placed<Rule>(rule, RuleReader.Read(rule, remedies))).ToList();
        var exclusions = root.Maps("exclude").Select(map => new Placed<Exclusion>(map, Exclusion(map))).ToList();
        var timing = root.Map("timing") is { } t ? Timing(t) : null;
        var name = root.Text("name");
        var language = root.OptionalText("language") ?? "en";
        var claimWindow = root.ParseOr<ClaimWindow>("claimWindow", Periods.TryClaimWindow, CategoryReader.WindowRule, null);
        var selfService = root.OptionalMap("selfService") is { } s ? SelfServiceReader.Read(s) : null;
        var draft = new PolicyDraft(root, automatic, levels, categories, rules, exclusions) { HasSelfService = selfService is not null };
        LadderCheck.Run(draft);
        CategoryCheck.Run(draft);
        RuleCheck.Run(draft);

        // Where a part is missing, an error was noted; the rest is read all the same, for its own errors.
        var policy = new Policy(
            hash, name, currency, language, times.Calendar!, automatic?.Value ?? new([]), Values(levels), Values(categories), new(Values(rules)), timing!)
        {
            ClaimWindow = claimWindow,
            SelfService = selfService,
            Exclusions = Values(exclusions),
            Triage = root.OptionalMap("triage") is { } triage ? TriageSection.Read(triage, draft) : TriagePolicy.Default,
            Country = MemoryReader.Country(root),
            Repeat = MemoryReader.Repeat(root),
            Teams = TeamsReader.Read(draft, times),
            ReviewerSpeaks = TeamsReader.Speaks(root) ?? Strictness.Preferred,
        };
        policy = times.AddTo(policy, root, remedies);
        root.EndOfFields();
        var isWhole = times.Calendar is not null && timing is not null && automatic is not null && levels.Count > 0;
        if (isWhole && !isPinned)
        {
            WrittenAmountCheck.Run(root, currency);
            PromisedTimesCheck.Run(draft, policy);
        }

        return isWhole ? policy : null;
    }

    private static Currency Currency(YamlMap root)
    {
        if (root.Has("currency") && !Domain.Values.Currency.TryParse(root.Text("currency"), out _))
        {
            root.Fail("currency", $"'{root.Text("currency")}' is not the ISO 4217 code of a currency in use", "unknown-currency");
        }

        return Domain.Values.Currency.TryParse(root.Text("currency"), out var currency) ? currency : Domain.Values.Currency.Parse("EUR");
    }

    private static Level Level(YamlMap map, LimitsReader limits, TimesReader times)
    {
        var level = new Level(
            Code(map, "id"),
            map.Text("role"),
            map.Map("limits") is { } l ? limits.Read(l) : new([]),
            Duration(map, "claimWithin"),
            Duration(map, "answerWithin"))
        {
            Calendar = times.NameIn(map),
        };
        map.EndOfFields();
        return level;
    }

    private static Exclusion Exclusion(YamlMap map)
    {
        var exclusion = new Exclusion(Codes(map, "reviewer") ?? [], Codes(map, "category"), Codes(map, "source"));
        map.EndOfFields();
        if (exclusion.Reviewers.Count == 0 && !map.HasErrors)
        {
            map.Fail("reviewer", "is missing: say who is excluded", "missing");
        }
        else if (exclusion is { Categories: null, Sources: null })
        {
            map.Fail(null, "needs a category or a source: whoever reviews nothing is left out of people.yaml", "missing");
        }

        return exclusion;
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

    /// <summary>In place of one that is wrong, a code that names where it stands: so that it is nobody else's by chance, and no second error.</summary>
    internal static Code Code(YamlMap map, string name) =>
        map.Parse<Code>(name, Domain.Values.Code.TryParse, CodeRule) ?? Domain.Values.Code.FromName(map.Path(name))!;

    /// <summary>One code or a list of them; null where the field is not there.</summary>
    internal static ValueList<Code>? Codes(YamlMap map, string name) =>
        map.ParseEach<Code>(name, Domain.Values.Code.TryParse, CodeRule)?.ToValueList();

    /// <summary>One name of a fixed list, or several; null where the field is not there.</summary>
    internal static ValueList<T>? Each<T>(YamlMap map, string name, string one, string many) where T : struct, Enum =>
        map.ParseEach<T>(name, Words.TryParse, $"is not a {one}; {many} are {Words.List<T>()}")?.ToValueList();

    private static ValueList<T> Values<T>(IEnumerable<Placed<T>> placed) => placed.Select(p => p.Value).ToValueList();

    internal static BusinessDuration Duration(YamlMap map, string name) =>
        map.Parse<BusinessDuration>(name, BusinessDuration.TryParse, "is not a business duration, such as 2d, 4h, 1d 4h or 90m");

    private static void NotZero(YamlMap map, string name)
    {
        if (map.Has(name) && Duration(map, name) == BusinessDuration.Zero)
        {
            map.Fail(name, "must be longer than nothing, or the same deadline would ring again and again");
        }
    }
}
