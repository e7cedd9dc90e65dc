using Escalation.Domain.Complaints;
using Escalation.Domain.Deciding.Drafting;
using Escalation.Domain.Policies;
using Escalation.Domain.Values;
using Escalation.Functions.Policies;
using static Escalation.Domain.Cases.Command;
using static Escalation.Domain.Cases.Event;
using static Escalation.Functions.Tests.Domain.Reviews;

namespace Escalation.Functions.Tests.Domain;

/// <summary>What a case begins with: the form of the complaint, and what is read from its account (R01, R02).</summary>
public sealed class RegistrationTests
{
    private static readonly Code s_webShop = Code.Parse("web-shop");
    private static readonly Policy s_withTeams = PolicyReader.Read(TestPolicy.Yaml + TestPolicy.Teams, "the policy of the tests");

    private static readonly Registration s_form = new(
        CaseId.For("web-shop", "1001"), s_webShop, "1001", Channel.Web, "en", null, new(), "late-delivery", "coffee-machine", "an account", null, null, null, null);

    [Fact]
    public void What_the_form_says_is_in_the_case()
    {
        var form = s_form with
        {
            ReceivedAt = March(1, 9),
            HandledBy = [Anna],
            Region = Code.Parse("fi"),
            Group = Code.Parse("business"),
            Paid = EventSamples.Eur(120),
            OccurredOn = new(2026, 2, 20),
        };

        var complaint = Registered(form);

        Assert.Equal(
            (s_webShop, Channel.Web, "en", "late-delivery", "coffee-machine", March(1, 9)),
            (complaint.Source, complaint.Channel, complaint.Language?.Text, complaint.Category.Text, complaint.Product?.Text, complaint.ReceivedAt));
        Assert.Equal(
            ([Anna], "fi", "business", EventSamples.Eur(120), new DateOnly(2026, 2, 20)),
            (complaint.HandledBy, complaint.Region?.Text, complaint.Group?.Text, complaint.Paid, complaint.OccurredOn));
    }

    [Fact]
    public void What_it_leaves_out_stays_open()
    {
        var complaint = Registered(s_form with { Product = null });

        Assert.Equal(
            (EventSamples.At, null, null, null, Channel.Upstream),
            (complaint.ReceivedAt, complaint.Product, complaint.Dispute, complaint.HandledBy, complaint.ReplyBy));
        Assert.Equal(Enum.GetValues<ContactField>(), complaint.Missing);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody-has-it")]
    public void A_complaint_of_no_category_of_the_policy_is_taken_all_the_same(string? category) =>
        Assert.Equal(Policy.Uncategorised, Registered(s_form with { Category = category }).Category);

    [Fact]
    public void A_language_that_is_not_stated_is_told_from_the_account() =>
        Assert.Equal("fi", Registered(s_form with { Language = null, Account = "Tilasin kahvinkeittimen, mutta se ei ole vieläkään tullut perille." }).Language?.Text);

    [Fact]
    public void An_amount_that_is_stated_is_not_read_from_the_account() =>
        Assert.Equal(
            new Dispute(EventSamples.Eur(35), AmountOrigin.Stated),
            Registered(s_form with { AmountInDispute = EventSamples.Eur(35), Account = "They took 120 EUR." }).Dispute);

    [Fact]
    public void One_that_is_not_stated_is_read_from_the_account() =>
        Assert.Equal(new Dispute(EventSamples.Eur(120), AmountOrigin.ReadFromText), Registered(s_form with { Account = "They took 120 EUR." }).Dispute);

    [Fact]
    public void A_sum_in_the_account_that_is_not_understood_is_noted() =>
        Assert.True(Registered(s_form with { Account = "They took several thousand dollars." }).UnclearSum);

    [Fact]
    public void It_is_not_noted_if_upstream_states_the_amount() =>
        Assert.False(Registered(s_form with { AmountInDispute = EventSamples.Eur(35), Account = "They took several thousand dollars." }).UnclearSum);

    [Theory]
    [InlineData("zh", "CNY")]
    [InlineData("en", "JPY")]
    public void A_sign_of_two_currencies_is_read_as_the_language_has_it(string language, string currency) =>
        Assert.Equal(Currency.Parse(currency), Registered(s_form with { Language = language, Account = "¥ 800" }).Dispute?.Amount.Currency);

    [Theory]
    [InlineData("It never\tcame\r\nby  post.", 5)]
    [InlineData("\u554f\u984c", 2)]
    [InlineData("\u3040\u9fff", 2)]
    [InlineData("\u303f\ua000", 1)]
    public void Two_characters_of_those_who_write_without_blanks_count_as_a_word(string account, int words) =>
        Assert.Equal(words, Registered(s_form with { Account = account }).AccountWords);

    [Fact]
    public void It_goes_to_the_team_of_its_category_and_language() =>
        Assert.Equal("deliveries", Registered(s_form, s_withTeams).Team?.Text);

    [Fact]
    public void It_goes_to_the_team_of_its_triage_where_the_policy_names_one()
    {
        var gifts = Code.Parse("gifts");
        var policy = s_withTeams with { Triage = new() { LegalTeam = gifts } };

        Assert.Equal(gifts, Registered(s_form with { Account = "My lawyer will sue you." }, policy).Team);
    }

    [Fact]
    public void The_restatement_tells_category_product_and_amount()
    {
        var form = s_form with { Account = "It never came.", AmountInDispute = EventSamples.Eur(35) };

        var accepted = Assert.IsType<Decision.Accepted>(On(form).Decision);
        var restated = accepted.Texts.Single(text => text.Ref == accepted.Events.OfType<Restated>().Single().Points).Words;

        Assert.Contains("A late delivery", restated, StringComparison.Ordinal);
        Assert.Contains("coffee-machine", restated, StringComparison.Ordinal);
        Assert.Contains("The amount in dispute is EUR 35.", restated, StringComparison.Ordinal);
    }

    private static Complaint Registered(Registration form, Policy? policy = null) =>
        On(form, policy).Single<Registered>().Complaint;

    private static Given.Answered On(Registration form, Policy? policy = null) =>
        Given.Nothing.Under(policy ?? TestPolicy.Read()).By(new(ActorKind.Upstream, s_webShop)).On(new Register(form));
}
