using System.Collections;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Escalation.Domain.Values;

namespace Escalation.Domain.Policies;

/// <summary>The rules of a policy, compiled once when it is read: by category, and each to a chain of tests of the conditions that it
/// names. Equal to another with the same rules in the same order.</summary>
[CollectionBuilder(typeof(Rulebook), nameof(Of))]
public sealed class Rulebook : IReadOnlyList<Rule>, IEquatable<Rulebook>
{
    private readonly ValueList<Rule> _rules;
    private readonly FrozenDictionary<Code, CompiledRule[]> _byCategory;
    private readonly CompiledRule[] _ofAnyCategory;

    public Rulebook(ValueList<Rule> rules)
    {
        _rules = rules;
        var compiled = rules.Select(rule => (rule.When.Categories, Rule: new CompiledRule(rule))).ToList();
        _ofAnyCategory = [.. compiled.Where(c => c.Categories is null).Select(c => c.Rule)];
        _byCategory = rules.SelectMany(rule => rule.When.Categories ?? []).Distinct().ToFrozenDictionary(
            category => category,
            category => compiled.Where(c => c.Categories is null || c.Categories.Contains(category)).Select(c => c.Rule).ToArray());
    }

    public int Count => _rules.Count;

    public Rule this[int index] => _rules[index];

    public static Rulebook Of(ReadOnlySpan<Rule> rules) => new(ValueList.Create(rules));

    /// <summary>The first rule whose conditions all hold; null where none does.</summary>
    public Rule? FirstMatch(in Matter matter)
    {
        foreach (var compiled in _byCategory.TryGetValue(matter.Complaint.Category, out var named) ? named : _ofAnyCategory)
        {
            if (compiled.Holds(matter))
            {
                return compiled.Rule;
            }
        }

        return null;
    }

    public bool Equals(Rulebook? other) => other is not null && _rules.Equals(other._rules);

    public override bool Equals(object? obj) => Equals(obj as Rulebook);

    public override int GetHashCode() => _rules.GetHashCode();

    public IEnumerator<Rule> GetEnumerator() => _rules.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A rule as a chain of tests, without its category, by which the rulebook finds it.</summary>
internal sealed class CompiledRule
{
    private readonly Test[] _tests;

    public CompiledRule(Rule rule)
    {
        Rule = rule;
        _tests = [.. Tests(rule.When)];
    }

    private delegate bool Test(in Matter matter);

    public Rule Rule { get; }

    public bool Holds(in Matter matter)
    {
        foreach (var test in _tests)
        {
            if (!test(matter))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Cheap and telling tests first.</summary>
    private static IEnumerable<Test> Tests(Condition when)
    {
        if (when.Asked is { } asked)
        {
            var kinds = Mask(asked);
            yield return asked.Count == 0
                ? (in m) => !m.Complaint.AsksForRemedy
                : (in m) => m.Complaint.AsksForRemedy && m.Complaint.KindsAskedFor.Any(kind => (kinds & 1L << (int)kind) != 0);
        }

        if (when.Amount is { } amount)
        {
            yield return (in m) => Condition.AmountHolds(amount, m.Complaint.Dispute);
        }

        if (when.AboveAmount is { } above)
        {
            yield return (in m) => Condition.IsAbove(m.Complaint.Dispute, above);
        }

        if (when.AtMostAmount is { } most)
        {
            yield return (in m) => m.Complaint.Dispute?.Amount.IsAtMost(most) == true;
        }

        if (when.Repeat is { } repeat)
        {
            yield return (in m) => m.Repeat == repeat;
        }

        if (when.Channels is { } channels)
        {
            var ways = Mask(channels);
            yield return (in m) => (ways & 1L << (int)m.Complaint.Channel) != 0;
        }

        if (when.States is { } states)
        {
            var some = Mask(states);
            yield return (in m) => (some & 1L << (int)m.Complaint.Triaged.State) != 0;
        }

        foreach (var test in CodeTests(when).Concat(LaterTests(when)))
        {
            yield return test;
        }
    }

    private static IEnumerable<Test> CodeTests(Condition when)
    {
        if (when.Sources is { } sources)
        {
            var set = sources.ToFrozenSet();
            yield return (in m) => set.Contains(m.Complaint.Source);
        }

        if (when.Products is { } products)
        {
            var set = products.ToFrozenSet();
            yield return (in m) => m.Complaint.Product is { } product && set.Contains(product);
        }

        if (when.Groups is { } groups)
        {
            var set = groups.ToFrozenSet();
            yield return (in m) => m.Complaint.Group is { } group && set.Contains(group);
        }

        if (when.Regions is { } regions)
        {
            var set = regions.ToFrozenSet();
            yield return (in m) => m.Complaint.Region is { } region && set.Contains(region);
        }

        if (when.Languages is { } languages)
        {
            var set = languages.ToFrozenSet();
            yield return (in m) => m.Complaint.Language is { } language && set.Contains(Condition.MainLanguage(language));
        }
    }

    private static IEnumerable<Test> LaterTests(Condition when)
    {
        if (when.Flags is { } flags)
        {
            yield return (in m) => m.Complaint.Triage is { } triage && flags.Any(triage.Has);
        }

        if (when.OlderThanDays is { } older)
        {
            yield return (in m) => m.AgeDays > older;
        }

        if (when.AtMostDays is { } days)
        {
            yield return (in m) => m.AgeDays <= days;
        }
    }

    private static long Mask<T>(IEnumerable<T> values) where T : struct, Enum =>
        values.Aggregate(0L, (mask, value) => mask | 1L << Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture));
}
