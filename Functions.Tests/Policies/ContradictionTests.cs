using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

/// <summary>What is well written and cannot be meant: each is found under the name of its check, at its place.</summary>
public sealed class ContradictionTests
{
    /// <summary>What stands in the policy of the tests, what stands there instead, the check, the field, and a part of what is told.</summary>
    public static TheoryData<string, string, string, string, string> Contradictions() => new()
    {
        { "refund: 5000,", "refund: 400,", "limits-fall", "levels[2].limits", "refund in EUR falls from 500 to 400: 'l1' may grant more than 'l2'" },
        { "discount: 20,", "discount: 5,", "limits-fall", "levels[1].limits", "discount falls from 10 to 5: 'automatic' may grant more than 'l1'" },
        { "refund: 5000,", "refund: [5000, 40%],", "limits-fall", "levels[2].limits", "refund falls from 100% of the amount in dispute to 40%" },
        { "voucher: 500,", "voucher: 500, where: [{ group: vip, voucher: 20 }],", "limits-fall", "levels[2].limits", "voucher in EUR falls from 100 to 20" },
        { "{ refund: 50000, voucher: 5000, discount: 100, redo: 9, replacement: 9, self-service: yes }", "{}", "empty-last-step", "levels[3].limits", "'l3' is the last step and may grant nothing" },
        { "voucher: 30\n", "voucher: 30\n  cumulative: [{ per: customer, period: 90d, kinds: [refund, voucher], most: 40 EUR }]\n", "cumulative-below-single", "automatic", "refund up to EUR 50.00 at once, and only EUR 40.00 per customer in 90 days (refund, voucher) in sum" },
        { "kind: refund, amount: 15 EUR", "kind: keep-goods", "option-beyond-every-level", "categories[1].options", "hold a keep-goods, which no level may grant" },
        { "title: A gift card", "title: A gift card\n    remedies: [voucher]", "remedy-does-not-fit", "categories[2].options", "hold a self-service, which is none of the category's remedies" },
        { "{ kind: self-service }", "{ kind: voucher, amount: 20 EUR }", "twice", "categories[2].options", "hold the same remedy twice" },
        { "when: { category: inspection, asked: nothing }", "when: { category: gift, asked: refund, above: 10 EUR }", "rule-never-matches", "rules[2].when", "'gift-cards-are-not-paid-out' above it already takes all that it would" },
        { "when: { category: inspection, asked: nothing }", "when: {}", "rule-never-matches", "rules[3].when", "'inspections-are-repeated' above it already takes" },
        { "when: { category: safety }", "when: { category: [gift, inspection], asked: refund, above: 100 EUR, atMost: 100 EUR }", "rule-never-matches", "rules[3].when", "nothing is above EUR 100.00 and at most EUR 100.00" },
        { "when: { category: safety }", "when: { amount: none, above: 10 EUR }", "rule-never-matches", "rules[3].when", "an amount cannot be absent and of a certain size" },
        { "when: { category: safety }", "when: { above: 10 EUR, atMost: 20 USD }", "rule-never-matches", "rules[3].when", "an amount is never in EUR and in USD" },
        { "when: { category: safety }", "when: { olderThan: 30d, notOlderThan: 4w }", "rule-never-matches", "rules[3].when", "nothing is older than 30 days and not older than 28 days" },
        { "when: { category: safety }", "when: { category: [] }", "rule-never-matches", "rules[3].when", "'category' names nothing" },
        { "asked: refund", "asked: [nothing, refund]", "rule-never-matches", "rules[1].when.asked", "write two rules" },
        { "when: { category: gift, asked: refund }", "when: { category: inspection, asked: refund }", "too-few-options", "rules[1].then", "of the options of 'inspection' only 0 may be granted without a person: 2 are needed" },
        { "{ kind: redo }", "{ kind: finish-for-free }", "option-beyond-every-level", "rules[2].then", "grants a finish-for-free, which no level may grant" },
        { "presumedCause: ignored-complaint\n    options: []", "presumedCause: ignored-complaint\n    remedies: [voucher]\n    options: []", "remedy-does-not-fit", "rules[2].then", "grants a redo, which is none of the remedies of 'inspection'" },
        { "name: inspections-are-repeated", "name: above-what-was-paid", "twice", "rules[2].name", "is a rule that every policy has" },
        { "refund: [50 EUR, 50 USD]", "refund: [50 EUR, 50 EURO]", "unknown-currency", "automatic.refund", "names 'EURO', which is not the ISO 4217 code of a currency in use" },
        { "refund: [50 EUR, 50 USD]", "refund: [50 EUR, 60 EUR]", "twice", "automatic.refund", "names a currency or a percent twice" },
        { "currency: EUR", "currency: EURO", "unknown-currency", "currency", "not the ISO 4217 code" },
        { "voucher: 30\n", "voucher: 30\n  where: [{ voucher: 60 }]\n", "missing", "automatic.where[1]", "needs at least one of category, product, group and flag" },
        { "voucher: 30\n", "voucher: 30\n  where: [{ group: vip }]\n", "missing", "automatic.where[1]", "needs a limit for at least one kind" },
        { "voucher: 30\n", "voucher: 30\n  cumulative: [{ per: customer, period: 90d, kinds: [redo], most: 40 EUR }]\n", "value", "automatic.cumulative[1].kinds", "holds redo, which have no amount" },
        { "voucher: 30\n", "voucher: 30\n  cumulative: [{ per: customer, period: 3 months, most: 3 }]\n", "value", "automatic.cumulative[1].period", "is not a number of calendar days or weeks" },
        { "voucher: 30\n", "voucher: 30\n  cumulative: [{ per: customer, period: 30d, most: 0 }]\n", "value", "automatic.cumulative[1].most", "neither an amount, such as 500 EUR, nor a number of remedies" },
        { "language: en\n", "language: en\nexclude: [{ reviewer: anna }]\n", "missing", "exclude[1]", "needs a category or a source" },
        { "language: en\n", "language: en\nexclude: [{ reviewer: anna, category: cars }]\n", "unknown-category", "exclude[1].category", "'cars' is no category" },
        { "language: en\n", "language: en\nselfService: {}\n", "missing", "selfService", "needs a page, an email or a phone" },
        { "language: en\n", "language: en\nselfService: { page: /help }\n", "value", "selfService.page", "'/help' is not an http or https address" },
        { "language: en\n", "language: en\nclaimWindow: a while\n", "value", "claimWindow", "'a while' is not a period of the calendar, such as 24 months" },
        { "{ escalate: l2 }", "{ escalate: l2, grant: { kind: redo } }", "value", "rules[3].then", "holds more than one ruling" },
    };

    public static TheoryData<string, string, string, string> Doubts() => new()
    {
        { "redo: 3, ", "", "limits-fall", "redo falls from 2 to 0: 'l1' may grant more than 'l2'" },
        { "{ refund: 50000, voucher: 5000, discount: 100, redo: 9, replacement: 9, self-service: yes }", "{ refund: 5000, voucher: 500, discount: 50, redo: 3, replacement: 3, self-service: yes }", "unreachable-level", "'l3' may grant no more than 'l2', and no rule names it" },
        { "language: en\n", "language: en\n", "self-service-without-reference", "neither the category nor the policy has a 'selfService' that says where" },
        { "when: { category: gift, asked: refund }", "when: { asked: refund, group: staff }", "too-few-options", "of the options of 'inspection' only 0 may be granted" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_contradiction_is_told_by_name_at_its_place(string right, string wrong, string rule, string path, string problem)
    {
        var errors = PolicyReader.Examine(Changed(right, wrong)).Errors;

        var told = Assert.Single(errors);
        Assert.Equal((rule, path), (told.Rule, told.Path));
        Assert.Contains(problem, told.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Doubts))]
    public void A_doubt_is_told_and_keeps_nothing_from_working(string right, string wrong, string rule, string problem)
    {
        var found = PolicyReader.Examine(Changed(right, wrong));

        Assert.NotNull(found.Policy);
        Assert.Contains(found.Warnings, told => told.Rule == rule && told.Problem.Contains(problem, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PolicySchemaTests.Policies), MemberType = typeof(PolicySchemaTests))]
    public void A_sample_policy_is_beyond_doubt(string name)
    {
        var found = PolicyReader.Examine(SamplePolicies.Read(name));

        Assert.Empty(found.Errors.Concat(found.Warnings));
    }

    [Fact]
    public void An_error_is_told_as_compilers_do()
    {
        var told = PolicyReader.Examine(Changed("currency: EUR", "currency: EURO")).Errors.Single();

        Assert.Equal("policy.yaml(2,11): unknown-currency: currency 'EURO' is not the ISO 4217 code of a currency in use", told.In("policy.yaml"));
    }

    [Fact]
    public void A_typing_error_in_a_name_points_at_the_name()
    {
        var told = PolicyReader.Examine(Changed("redo: 1\n", "redoo: 1\n")).Errors.Single();

        Assert.Equal((12, 3, "unknown-field"), (told.Line, told.Column, told.Rule));
    }

    [Fact]
    public void Typing_errors_and_contradictions_are_told_together()
    {
        var text = Changed("refund: 5000,", "refund: 400,").Replace("reminders: 1", "reminders: often", StringComparison.Ordinal);

        Assert.Equal(["limits-fall", "value"], PolicyReader.Examine(text).Errors.Select(told => told.Rule));
    }

    [Fact]
    public void A_level_whose_limits_cannot_be_read_is_not_compared() =>
        Assert.Equal("levels[2].limits.refund[1]", Assert.Single(PolicyReader.Examine(Changed("refund: 5000,", "refund: much,")).Errors).Path);

    [Fact]
    public void Whoever_is_excluded_and_alone_on_a_level_leaves_it_empty()
    {
        var text = Changed("language: en\n", "language: en\nexclude:\n  - { reviewer: [dirk, zoe], category: gift }\n");
        var policy = PolicyReader.Read(text, "policy.yaml");
        var people = PeopleReader.Read(TestPolicy.PeopleYaml, "people.yaml", [.. policy.Levels.Select(level => level.Id)]);

        var told = ExclusionCheck.Run(text, policy, people);

        Assert.Equal(["'zoe' is nobody in the people file", "leaves nobody on 'l3' for gift from any source"], told.Select(note => note.Problem));
        Assert.Equal(["unknown-reviewer", "level-without-reviewer"], told.Select(note => note.Rule));
    }

    private static string Changed(string right, string wrong)
    {
        var at = TestPolicy.Yaml.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The policy of the tests does not hold '{right}'.");
        return TestPolicy.Yaml[..at] + wrong + TestPolicy.Yaml[(at + right.Length)..];
    }
}
