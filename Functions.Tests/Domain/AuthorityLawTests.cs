using Escalation.Domain.Cases;
using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using FsCheck;
using FsCheck.Fluent;

namespace Escalation.Functions.Tests.Domain;

/// <summary>Laws of limits and rules.</summary>
public sealed class AuthorityLawTests
{
    private static readonly Policy s_policy = TestPolicy.Read();
    private static readonly Gen<int> s_seeds = Gen.Choose(0, int.MaxValue);

    [Fact]
    public void Raising_a_limit_never_turns_a_grant_into_an_escalation()
    {
        var granted = 0;
        Law(2_000, seed =>
        {
            var any = new RandomMatter(seed);
            var policy = RandomPolicy(any);
            var (complaint, facts) = (any.Complaint(), any.Facts());
            if (Decide(complaint, policy, facts).OfType<Event.RemedyGranted>().SingleOrDefault() is not { } before)
            {
                return true;
            }

            granted++;
            var after = Decide(complaint, Raised(policy, any), facts).OfType<Event.RemedyGranted>().SingleOrDefault();
            return after?.Remedy == before.Remedy;
        });
        Assert.True(granted > 100, $"Only {granted} grants.");
    }

    /// <summary>The customer asks for a sum in parts, one after the other, each decided with what was granted before.</summary>
    [Fact]
    public void Splitting_a_remedy_never_gets_more_than_the_cumulative_limit() => Law(1_000, seed =>
    {
        var any = new RandomMatter(seed);
        var most = any.Amount();
        var limits = Single(most.Amount * (1 + any.Number(3)), most);
        return Granted(limits, any, most.Currency).Sum() <= most.Amount;
    });

    /// <summary>Where the sum may be no larger than what may be granted at once, parts never add up to a whole that would have been refused.</summary>
    [Fact]
    public void Splitting_a_remedy_never_gets_a_whole_that_would_be_refused()
    {
        var whole = 0;
        Law(1_000, seed =>
        {
            var any = new RandomMatter(seed);
            var most = any.Amount();
            var limits = Single(most.Amount, most);
            var parts = Granted(limits, any, most.Currency).Where(part => part > 0).ToList();
            whole += parts.Count > 1 ? 1 : 0;
            return parts.Count == 0 || Allows(limits, new(RemedyKind.Refund, new Money(parts.Sum(), most.Currency)), []);
        });
        Assert.True(whole > 100, $"Only {whole} remedies were had in parts.");
    }

    [Fact]
    public void The_order_of_rules_that_cannot_both_match_does_not_matter()
    {
        var swapped = 0;
        Law(1_000, seed =>
        {
            var any = new RandomMatter(seed);
            var rules = Enumerable.Range(1, 8).Select(any.Rule).ToList();
            var at = Enumerable.Range(0, 7).FirstOrDefault(i => RuleLogic.Exclude(rules[i].When, rules[i + 1].When), -1);
            if (at < 0)
            {
                return true;
            }

            swapped++;
            List<Rule> others = [.. rules[..at], rules[at + 1], rules[at], .. rules[(at + 2)..]];
            return Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => Book(rules).FirstMatch(matter) == Book(others).FirstMatch(matter));
        });
        Assert.True(swapped > 200, $"Only {swapped} pairs exclude each other.");
    }

    [Fact]
    public void Compiled_rules_match_what_they_match_when_they_are_read_in_order() => Law(1_000, seed =>
    {
        var any = new RandomMatter(seed);
        var rules = Enumerable.Range(1, 6).Select(any.Rule).ToList();
        return Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => Book(rules).FirstMatch(matter) == rules.FirstOrDefault(rule => rule.When.Holds(matter)));
    });

    [Fact]
    public void Conditions_that_imply_others_hold_only_where_those_hold()
    {
        var implied = 0;
        Law(5_000, seed =>
        {
            var any = new RandomMatter(seed);
            var (one, other) = (any.Condition(), any.Condition());
            if (!RuleLogic.Implies(one, other))
            {
                return true;
            }

            implied++;
            return Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => !one.Holds(matter) || other.Holds(matter));
        });
        Assert.True(implied > 100, $"Only {implied} pairs imply each other.");
    }

    [Fact]
    public void Conditions_that_exclude_each_other_never_both_hold() => Law(3_000, seed =>
    {
        var any = new RandomMatter(seed);
        var (one, other) = (any.Condition(), any.Condition());
        return !RuleLogic.Exclude(one, other) || Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => !one.Holds(matter) || !other.Holds(matter));
    });

    [Fact]
    public void Conditions_that_contradict_themselves_never_hold() => Law(3_000, seed =>
    {
        var any = new RandomMatter(seed);
        var one = any.Condition();
        return RuleLogic.Contradiction(one) is null || Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => !one.Holds(matter));
    });

    [Fact]
    public void A_shadowed_rule_never_decides()
    {
        var shadowed = 0;
        Law(2_000, seed =>
        {
            var any = new RandomMatter(seed);
            var rules = Enumerable.Range(1, 5).Select(any.Rule).ToList();
            if (RuleLogic.ShadowedBy(rules[^1].When, rules[..^1]).Count == 0)
            {
                return true;
            }

            shadowed++;
            return Enumerable.Range(0, 20).Select(_ => any.Matter()).All(matter => Book(rules).FirstMatch(matter) != rules[^1]);
        });
        Assert.True(shadowed > 50, $"Only {shadowed} rules were shadowed.");
    }

    private static void Law(int times, Func<int, bool> law) =>
        Prop.ForAll(s_seeds.ToArbitrary(), law).Check(Config.QuickThrowOnFailure.WithMaxTest(times));

    private static Rulebook Book(List<Rule> rules) => new([.. rules]);

    private static Policy RandomPolicy(RandomMatter any) => s_policy with
    {
        Automatic = any.Limits(),
        Levels = [.. s_policy.Levels.Select(level => level with { Limits = any.Limits() })],
        Rules = any.Chance(2) ? [] : [any.Rule(1), any.Rule(2)],
        ClaimWindow = any.Chance(2) ? null : new(0, any.Number(60)),
    };

    /// <summary>One number of one granter is higher.</summary>
    private static Policy Raised(Policy policy, RandomMatter any)
    {
        var level = any.Number(policy.Levels.Count);
        return any.Chance(2)
            ? policy with { Automatic = Raised(policy.Automatic, any) }
            : policy with { Levels = policy.Levels.Replacing(level, policy.Levels[level] with { Limits = Raised(policy.Levels[level].Limits, any) }) };
    }

    private static Limits Raised(Limits limits, RandomMatter any)
    {
        if (limits.Exceptions.Count > 0 && any.Chance(3))
        {
            var exception = limits.Exceptions[0];
            return limits with { Exceptions = limits.Exceptions.Replacing(0, exception with { Each = [Raised(exception.Each[0], any)] }) };
        }

        if (limits.Shares.Count > 0 && any.Chance(3))
        {
            return limits with { Shares = [limits.Shares[0] with { Percent = 100 }] };
        }

        var at = any.Number(limits.Each.Count);
        return limits with { Each = limits.Each.Replacing(at, Raised(limits.Each[at], any)) };
    }

    private static Limit Raised(Limit limit, RandomMatter any) => limit with { Most = limit.Most + 1 + any.Number(50) };

    private static ValueList<Event> Decide(Complaint complaint, Policy policy, Facts facts)
    {
        var given = Given.Registered(_ => complaint with { Policy = policy.Hash });
        return Assert.IsType<Decision.Accepted>(Decider.Decide(given.Case, new Command.CheckAuthority(1), new(Actor.Pipeline, policy, facts, RandomMatter.Now))).Events;
    }

    private static Limits Single(decimal atOnce, Money inSum) => new([new(RemedyKind.Refund, inSum.Currency, atOnce)])
    {
        Cumulative = [new(CumulativeParty.Customer, 90, [RemedyKind.Refund], inSum, null)],
    };

    private static bool Allows(Limits limits, Remedy remedy, ValueList<GrantedSum> before) =>
        limits.Covers(remedy) && limits.Cumulative.All(sum => sum.Allows(remedy, before));

    /// <summary>What is granted of each of up to nine parts.</summary>
    private static List<decimal> Granted(Limits limits, RandomMatter any, Currency currency)
    {
        var granted = new List<decimal>();
        for (var i = 0; i < 9; i++)
        {
            var part = new Remedy(RemedyKind.Refund, new Money(1 + any.Number(60), currency));
            var before = new GrantedSum(CumulativeParty.Customer, 90, [RemedyKind.Refund], new(granted.Sum(), currency), granted.Count);
            granted.Add(Allows(limits, part, [before]) ? part.Amount!.Amount : 0);
        }

        return granted;
    }
}
