using System.Globalization;
using System.Text.Json.Nodes;
using Escalation.Domain.Cases;
using Escalation.Functions.Messages;
using Escalation.Functions.Path;

namespace Escalation.Functions.Tests.Stories;

public sealed class R27_every_kind_has_its_own_limit : IAsyncLifetime
{
    private const string Automatic = """
        automatic:
          refund: 40 EUR
          voucher: 30 EUR
          credit: 20 EUR
          discount: 10%
          replacement: 1
          repair: 2
          redo: 3
          finish-for-free: yes
          keep-goods: yes
          self-service: yes
          where:
            - { product: [demo-unit], refund: 0 EUR, keep-goods: no }
            - { category: gift, finish-for-free: no }
            - { group: premium, refund: 90 EUR }
        """;

    private const string Levels = "limits: { refund: 500, voucher: 500, credit: 500, discount: 50, replacement: 5, repair: 5, redo: 5, finish-for-free: yes, keep-goods: yes, self-service: yes }";
    private World? _world;

    private World World => _world!;

    public async Task InitializeAsync()
    {
        var lines = TestPolicy.Yaml.Split('\n').Select(line => line.TrimStart().StartsWith("limits:", StringComparison.Ordinal) ? $"    {Levels}" : line).ToList();
        var text = string.Join('\n', lines);
        var (from, to) = (text.IndexOf("automatic:", StringComparison.Ordinal), text.IndexOf("levels:", StringComparison.Ordinal));
        _world = await World.Open(text[..from] + Automatic + "\n" + text[to..]);
    }

    public async Task DisposeAsync() => await _world!.DisposeAsync();

    [Theory]
    [InlineData("""{"kind":"refund","amount":40,"currency":"EUR"}""", "refund of EUR 40.00")]
    [InlineData("""{"kind":"voucher","amount":30,"currency":"EUR"}""", "voucher of EUR 30.00")]
    [InlineData("""{"kind":"credit","amount":20,"currency":"EUR"}""", "credit of EUR 20.00")]
    [InlineData("""{"kind":"discount","percent":10}""", "discount of 10%")]
    [InlineData("""{"kind":"replacement","count":1}""", "replacement")]
    [InlineData("""{"kind":"repair","count":2}""", "repair (2 times)")]
    [InlineData("""{"kind":"redo","count":3}""", "redo (3 times)")]
    [InlineData("""{"kind":"finish-for-free"}""", "finish-for-free")]
    [InlineData("""{"kind":"keep-goods"}""", "keep-goods")]
    [InlineData("""{"kind":"self-service"}""", "self-service")]
    public async Task What_is_at_its_limit_is_granted_and_ordered(string remedy, string granted)
    {
        var id = await World.Complain(AskingFor(remedy));

        var order = CaseFormat.ReadValue<RemedyOrderBody>(Assert.Single(World.Sent(id, Entities.Remedies)).Body.Span);
        Assert.Equal((granted, "automatic"), (order.Grant.Remedy.ToString(), order.Grant.Level.Text));
    }

    [Theory]
    [InlineData("""{"kind":"refund","amount":40.01,"currency":"EUR"}""")]
    [InlineData("""{"kind":"refund","amount":40,"currency":"USD"}""", "declined")]
    [InlineData("""{"kind":"voucher","amount":30.01,"currency":"EUR"}""")]
    [InlineData("""{"kind":"credit","amount":20.01,"currency":"EUR"}""")]
    [InlineData("""{"kind":"discount","percent":10.5}""")]
    [InlineData("""{"kind":"replacement","count":2}""")]
    [InlineData("""{"kind":"repair","count":3}""")]
    [InlineData("""{"kind":"redo","count":4}""")]
    public async Task What_is_above_it_goes_to_the_lowest_level_that_may_or_is_declined(string remedy, string becomes = "l1")
    {
        var id = await World.Complain(AskingFor(remedy));

        Assert.Empty(World.Sent(id, Entities.Remedies));
        var stage = (await World.Look(id)).Stage;
        Assert.Equal(becomes, stage is Stage.UnderReview review ? review.Level.Text : "declined");
    }

    [Theory]
    [InlineData("product", "Demo unit", """{"kind":"refund","amount":1,"currency":"EUR"}""", false)]
    [InlineData("product", "Demo unit", """{"kind":"keep-goods"}""", false)]
    [InlineData("product", "Lamp", """{"kind":"keep-goods"}""", true)]
    [InlineData("category", "gift", """{"kind":"finish-for-free"}""", false)]
    [InlineData("category", "late-delivery", """{"kind":"finish-for-free"}""", true)]
    public async Task A_limit_may_be_another_for_a_product_or_a_category(string field, string value, string remedy, bool granted)
    {
        var id = await World.Complain(AskingFor(remedy).With(field, value));

        Assert.Equal(granted ? 1 : 0, World.Sent(id, Entities.Remedies).Count);
    }

    [Theory]
    [InlineData("Premium", "90.00", true)]
    [InlineData("Premium", "90.01", false)]
    [InlineData("staff", "90.00", false)]
    [InlineData(null, "90.00", false)]
    public async Task And_for_a_group_of_customers(string? group, string amount, bool granted)
    {
        var id = await World.Complain(Complaints.AskingForRefund(decimal.Parse(amount, CultureInfo.InvariantCulture)).WithCustomer("group", group));

        Assert.Equal(granted ? 1 : 0, World.Sent(id, Entities.Remedies).Count);
    }

    private static JsonObject AskingFor(string remedy) => Complaints.Late().With("requestedRemedy", JsonNode.Parse(remedy));
}
