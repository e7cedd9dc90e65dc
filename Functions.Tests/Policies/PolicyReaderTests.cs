using Escalation.Functions.Policies;

namespace Escalation.Functions.Tests.Policies;

public sealed class PolicyReaderTests
{
    public static TheoryData<string, string, string> Errors() => new()
    {
        { "currency: EUR", "currency: EURO", "currency: 'EURO' is not the ISO 4217 code of a currency in use" },
        { "name: tests", "title: tests", "title: is not known here; known are automatic, calendar" },
        { "zone: Etc/UTC", "zone: Etc/Nowhere", "calendar" },
        { "monday-friday: 08:00-16:00", "moonday: 08:00-16:00", "calendar.open.moonday: is not a day of the week" },
        { "monday-friday: 08:00-16:00", "monday-friday: 8 to 4", "'8 to 4' is not a span of opening time, such as 09:00-17:30" },
        { "discount: 10\n", "discount: 110\n", "automatic.discount: '110' is not a percent from 0 to 100, such as 20 or 20%" },
        { "voucher: 30", "voucher: plenty", "automatic.voucher[1]: 'plenty' is not an amount, such as 50 or 50 EUR" },
        { "redo: 1\n", "redo: once\n", "automatic.redo: 'once' must be a whole number of 0 or more" },
        { "self-service: yes\nlevels", "self-service: maybe\nlevels", "automatic.self-service: 'maybe' must be yes or no" },
        { "refund: [50 EUR, 50 USD]", "refunds: 50", "automatic.refunds: is not known here" },
        { "claimWithin: 4h", "claimWithin: soon", "levels[1].claimWithin: 'soon' is not a business duration, such as 2d, 4h, 1d 4h or 90m" },
        { "role: a complaints officer\n    limits", "limits", "levels[1].role: is missing" },
        { "- id: l2", "- id: l1", "levels: 'l1' is there twice" },
        { "- id: l1", "- id: automatic", "levels: 'automatic' is what acts below the lowest level; name the level otherwise" },
        { "- id: other", "- id: another", "categories: needs a category 'other' for complaints that fit no other" },
        { "- id: gift", "- id: Gift Cards", "categories[2].id: 'Gift Cards' is not a code: 1 to 80 lower-case letters" },
        { "presumedCause: customer-expectation", "presumedCause: bad luck", "categories[2].presumedCause: 'bad luck' is not a cause; causes are customer-knowledge" },
        { "kind: discount, percent: 10", "kind: discount, amount: 10", "categories[1].options[2]: a discount takes a percent above 0 and up to 100, and nothing else" },
        { "{ escalate: l2 }", "{ escalate: l9 }", "rules[3].then: escalates to 'l9', which is no level; levels are l1, l2, l3" },
        { "when: { category: safety }", "when: { category: danger }", "rules[3].when: of 'safety-goes-to-the-head' can never match: 'danger' is no category" },
        { "when: { category: safety }", "when: { colour: red }", "rules[3].when.colour: is not known here" },
        { "then: decline", "then: shrug", "rules[1].then: must be hold, offer, escalate, decline, or a mapping with grant, escalate or ask" },
        { "asked: refund", "asked: revenge", "rules[1].when.asked[1]: 'revenge' is not 'nothing' or a kind of remedy; kinds are refund" },
        { "reminders: 1", "reminders: -1", "timing.reminders: '-1' must be a whole number of 0 or more" },
        { "offerValid: 5d", "offerValid: 0d", "timing.offerValid" },
        { "monday-friday: 08:00-16:00", "monday: []", "calendar.open: is never open" },
        { "answerWithin: 2d", "answerWithin: 2d\n    calendar: moon", "levels[1].calendar: 'moon' is no calendar: the policy has none under 'calendars'" },
        { "margin: 2h\n  questions", "questions", "timing.margin: is missing" },
        { "refund: [50 EUR, 50 USD]", "refund: 1.000 EUR", "automatic.refund: '1.000 EUR' can be read in two ways: did you mean 1000 EUR?" },
        { "refund: [50 EUR, 50 USD]", "refund: [1.000, 50 USD]", "automatic.refund[1]: '1.000' can be read in two ways: did you mean 1000?" },
        { "refund: [50 EUR, 50 USD]", "refund: [1,000 USD]", "automatic.refund[2]: '000 USD' begins with a zero" },
        { "kind: voucher, amount: 20 EUR", "kind: voucher, amount: 1.250 EUR", "categories[1].options[1].amount: '1.250 EUR' can be read in two ways: did you mean 1250 EUR?" },
        { "claimWithin: 4h", "claimWithin: 0h", "levels[1].claimWithin: must be longer than nothing" },
        { "answerWithin: 2d", "answerWithin: 0d", "levels[1].answerWithin: must be longer than nothing" },
        { "claimWithin: 4h", "claimWithin: 3d", "levels[1].claimWithin: is 3d, and the answer is promised within 2d: nobody could keep that" },
        { "claimWithin: 4h", "claimWithin: 17h", "levels[1].claimWithin: is 17h, and the answer is promised within 2d: nobody could keep that" },
        { "answerWithin: 2d", "answerWithin: 9999999d", "levels[1].answerWithin: is so long that no calendar holds its end" },
        { "offerValid: 5d", "offerValid: 9999999d", "timing.offerValid: is so long that no calendar holds its end" },
        { "reminders: 1", "reminders: 400", "timing.reminders: is 400; at most 20 are allowed" },
    };

    [Fact]
    public void The_sample_policy_is_valid() => Assert.Equal("consumer-services", PolicyReader.Read(Sample("policy.yaml"), "policy.yaml").Name);

    [Fact]
    public void The_policy_of_the_tests_is_valid() => Assert.Equal(["l1", "l2", "l3"], TestPolicy.Read().Levels.Select(level => level.Id.Text));

    [Theory]
    [MemberData(nameof(Errors))]
    public void An_error_says_what_would_be_right(string right, string wrong, string error) =>
        Assert.Contains(Read(right, wrong).Errors, told => $"{told.Path}: {told.Problem}".Contains(error, StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Errors))]
    public void Every_error_has_the_line_of_what_is_wrong(string right, string wrong, string error)
    {
        var lines = Change(right, wrong).Split('\n').Length;

        Assert.All(Read(right, wrong).Errors, told => Assert.True(told.Line >= 1 && told.Line <= lines, $"{told} for {error}"));
    }

    [Theory]
    [InlineData("currency: EUR", "currency: EURO", 2)]
    [InlineData("voucher: 30", "voucher: plenty", 10)]
    [InlineData("claimWithin: 4h", "claimWithin: soon", 18)]
    [InlineData("then: decline", "then: shrug", 65)]
    public void The_line_is_the_one_of_the_value(string right, string wrong, long line) => Assert.Equal(line, Read(right, wrong).Errors[0].Line);

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_file()
    {
        var text = TestPolicy.Yaml.Replace("currency: EUR", "currency: EURO", StringComparison.Ordinal)
            .Replace("redo: 1\n", "redo: once\n", StringComparison.Ordinal)
            .Replace("reminders: 1", "reminders: often", StringComparison.Ordinal);

        var refused = Assert.Throws<YamlFileException>(() => PolicyReader.Read(text, "policy.yaml"));

        Assert.Equal(["currency", "automatic.redo", "timing.reminders"], refused.Errors.Select(told => told.Path));
    }

    [Fact]
    public void A_wrong_name_is_no_second_error_of_its_own() => Assert.Single(Read("- id: unheard-of", "- id: Unheard of").Errors);

    [Fact]
    public void A_rule_that_escalates_to_a_wrong_name_is_told_once() => Assert.Single(Read("{ escalate: l2 }", "{ escalate: L2 }").Errors);

    [Fact]
    public void The_message_names_the_file_and_every_line()
    {
        var refused = Read("currency: EUR", "currency: EURO");

        Assert.Equal(
            $"policy.yaml cannot be used:{Environment.NewLine}  line 2, column 11, currency: 'EURO' is not the ISO 4217 code of a currency in use (unknown-currency)", refused.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just words")]
    [InlineData("[]")]
    [InlineData("a: [")]
    [InlineData("---\na: 1\n---\nb: 2")]
    [InlineData("\u0000")]
    public void What_is_no_policy_at_all_is_told_so(string text) =>
        Assert.NotEmpty(Assert.Throws<YamlFileException>(() => PolicyReader.Read(text, "policy.yaml")).Errors);

    [Fact]
    public void A_field_that_stands_there_twice_is_told_with_its_line() =>
        Assert.Equal(3, Read("currency: EUR", "currency: EUR\ncurrency: USD").Errors[0].Line);

    [Fact]
    public void Another_text_has_another_hash() =>
        Assert.NotEqual(TestPolicy.Read().Hash, PolicyReader.Read(TestPolicy.Yaml + "\n# a word\n", "policy.yaml").Hash);

    /// <summary>A sample with the files that it names.</summary>
    internal static string Sample(string name) => PolicyText.WithFiles(
        File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", name)),
        name,
        named => File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "samples", named)));

    private static string Change(string right, string wrong)
    {
        var at = TestPolicy.Yaml.IndexOf(right, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The policy of the tests does not hold '{right}'.");
        return TestPolicy.Yaml[..at] + wrong + TestPolicy.Yaml[(at + right.Length)..];
    }

    private static YamlFileException Read(string right, string wrong) =>
        Assert.Throws<YamlFileException>(() => PolicyReader.Read(Change(right, wrong), "policy.yaml"));
}
